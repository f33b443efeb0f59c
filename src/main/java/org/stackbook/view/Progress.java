package org.stackbook.view;

import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How far long work is, for whoever watches: the session shows it in the running cell. Work that is
 * quick says nothing.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("Replaying web.csv")) {
 *   progress.at(0.5); // from 0 to 1, as often as you like
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

  /** Shows how far work is. */
  @FunctionalInterface
  public interface Watcher {

    /** Shows nothing. */
    Watcher NOBODY = (progress, state) -> {};

    /**
     * It has begun to show, gone on, or ended. Called by the thread that works.
     *
     * @param progress the work
     * @param state what has happened
     */
    void told(Progress progress, State state);
  }

  /** What has happened to work that shows. */
  public enum State {
    /** It is told for the first time. */
    BEGUN,
    /** It is further. */
    FURTHER,
    /** It is over. */
    ENDED
  }

  /** Work that takes less is over before anyone could read of it. */
  private static final long QUICK_NANOS = 500_000_000;

  /** Nobody needs to be told more often. */
  private static final long INTERVAL_NANOS = 200_000_000;

  private static volatile Watcher watcher = Watcher.NOBODY;

  private final String id = UUID.randomUUID().toString();
  private final String what;
  private final LongSupplier clock;
  private long tellAt;
  private boolean told;
  private double share;

  Progress(String what, LongSupplier clock) {
    this.what = what;
    this.clock = clock;
    this.tellAt = clock.getAsLong() + QUICK_NANOS;
  }

  /**
   * Work that begins.
   *
   * @param what is done, such as {@code Replaying web.csv}
   */
  public static Progress of(String what) {
    return new Progress(what, System::nanoTime);
  }

  /** Lets a watcher be told of all work of this process; the one before is not told any more. */
  public static void watchedBy(Watcher next) {
    watcher = next;
  }

  /** Names the work, for whoever shows it in one place. */
  public String id() {
    return id;
  }

  /**
   * How far it is.
   *
   * @param done from 0 to 1; anything else if that is not known
   */
  public void at(double done) {
    share = done;
    long now = clock.getAsLong();
    if (now - tellAt >= 0) {
      tellAt = now + INTERVAL_NANOS;
      watcher.told(this, told ? State.FURTHER : State.BEGUN);
      told = true;
    }
  }

  private boolean isKnown() {
    return share >= 0 && share <= 1;
  }

  /** {@code Replaying web.csv: 42 %}. */
  public String text() {
    return isKnown() ? String.format(Locale.ROOT, "%s: %.0f %%", what, share * 100) : what + " …";
  }

  /** As a bar and as text. */
  public MimeBundle bar() {
    String bar =
        isKnown()
            ? String.format(Locale.ROOT, "<progress max=\"1\" value=\"%.3f\">", share)
            : "<progress>";
    return MimeBundle.html("<p>" + bar + "</progress> " + Html.escape(text()) + "</p>", text());
  }

  /** It is over, done or not. */
  @Override
  public void close() {
    if (told) {
      watcher.told(this, State.ENDED);
    }
  }
}
