package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Timespan;

/**
 * A health probe, and what the back end does meanwhile. {@code stops} and {@code errs} may be said
 * as often as needed, the others once.
 */
public final class ProbeOptions {

  private static final String PROBES = "loadBalancing/probes/";
  private static final int MOST_PROBES = 1_000;
  private static final int MOST_TIMES = 100_000;
  private static final String PUBLIC = "of public Azure; no page states it for Azure Stack";

  private final Once<Timespan> interval = new Once<>("interval");
  private final Once<Integer> downAfter = new Once<>("downAfter");
  private final Once<Integer> upAfter = new Once<>("upAfter");
  private final Once<String> path = new Once<>("http");
  private final Once<Timespan> duration = new Once<>("duration");
  private final List<ProbeTrouble> troubles = new ArrayList<>();

  ProbeOptions() {}

  /**
   * The time from probe to probe; 5 s if not said.
   *
   * @param time 1 ms or more
   * @throws Refusal if it is less, or was said already
   */
  public ProbeOptions interval(Timespan time) {
    interval.set(
        atLeast(1, "interval(" + time + ")", time, "an interval is 1 ms or more"), time.toString());
    return this;
  }

  /**
   * How many probes in a row that are not answered take a back end out.
   *
   * @param probes 1 to 1,000
   * @throws Refusal if it is out of range, or was said already
   */
  public ProbeOptions downAfter(int probes) {
    downAfter.set(inRange(probes, "downAfter(" + probes + ")"), String.valueOf(probes));
    return this;
  }

  /**
   * How many answers in a row bring it back.
   *
   * @param probes 1 to 1,000
   * @throws Refusal if it is out of range, or was said already
   */
  public ProbeOptions upAfter(int probes) {
    upAfter.set(inRange(probes, "upAfter(" + probes + ")"), String.valueOf(probes));
    return this;
  }

  private static int inRange(int probes, String given) {
    if (probes < 1 || probes > MOST_PROBES) {
      throw Refusal.of(given, "1 to 1,000 probes decide")
          .wayOut("say a number in that range")
          .asException();
    }
    return probes;
  }

  /**
   * Asks by HTTP: an answer other than 200 counts as none. If this is not said, a TCP connection is
   * an answer.
   *
   * <p>Source: Health probes (public Azure).
   *
   * @param page that is asked for, such as {@code /health}
   * @throws Refusal if it does not begin with a slash, or was said already
   */
  public ProbeOptions http(String page) {
    if (!page.startsWith("/")) {
      throw Refusal.of("http(\"" + page + "\")", "a path begins with a slash")
          .wayOut("say http(\"/health\")")
          .asException();
    }
    path.set(page, "\"" + page + "\"");
    return this;
  }

  /**
   * The back end stops: it answers nothing.
   *
   * @param at from when, 0 being the first probe
   * @param length for how long, 1 ms or more
   * @throws Refusal if it is less, or it has trouble already at that time
   */
  public ProbeOptions stops(Timespan at, Timespan length) {
    return trouble(at, length, false, "stops(" + at + ", " + length + ")");
  }

  /**
   * Its application answers with errors: a probe of HTTP counts that as no answer, one of TCP does
   * not notice.
   *
   * @param at from when, 0 being the first probe
   * @param length for how long, 1 ms or more
   * @throws Refusal if it is less, or it has trouble already at that time
   */
  public ProbeOptions errs(Timespan at, Timespan length) {
    return trouble(at, length, true, "errs(" + at + ", " + length + ")");
  }

  /**
   * The back end stops and runs by turns until the end.
   *
   * @param runs how long it runs each time, at first, too; 1 ms or more
   * @param rests how long it stops each time; 1 ms or more
   * @throws Refusal if one is less, or it has trouble already at such a time
   */
  public ProbeOptions flaps(Timespan runs, Timespan rests) {
    String given = "flaps(" + runs + ", " + rests + ")";
    atLeast(1, given, runs, "it runs for 1 ms or more");
    atLeast(1, given, rests, "it stops for 1 ms or more");
    double turn = runs.seconds() + rests.seconds();
    double end = duration().value().seconds();
    if (end / turn > MOST_TIMES) {
      throw Refusal.of(given, "it stops at most 100,000 times")
          .wayOut("say longer times, or a shorter duration(…) before")
          .asException();
    }
    for (long i = 0; i * turn + runs.seconds() < end; i++) {
      trouble(new Timespan(i * turn + runs.seconds()), rests, false, given);
    }
    return this;
  }

  private ProbeOptions trouble(Timespan at, Timespan length, boolean answers, String given) {
    atLeast(0, given, at, "it begins at 0 or later");
    atLeast(1, given, length, "it lasts 1 ms or more");
    ProbeTrouble next = new ProbeTrouble(millis(at), millis(at) + millis(length), answers);
    if (!troubles.isEmpty() && next.from() < troubles.get(troubles.size() - 1).to()) {
      throw Refusal.of(given, "it has trouble already at that time")
          .wayOut("say one after the other")
          .asException();
    }
    troubles.add(next);
    return this;
  }

  /**
   * For how long it is looked at; a minute if not said. Say it before {@code flaps}.
   *
   * @param time 1 ms or more, with at most a million probes in it
   * @throws Refusal if it is less, or was said already
   */
  public ProbeOptions duration(Timespan time) {
    duration.set(atLeast(1, "duration(" + time + ")", time, "it is 1 ms or more"), time.toString());
    return this;
  }

  private static Timespan atLeast(long least, String given, Timespan time, String rule) {
    if (millis(time) < least || time.compareTo(Timespan.YEAR) > 0) {
      throw Refusal.of(given, rule + ", and a year at most").asException();
    }
    return time;
  }

  static long millis(Timespan time) {
    return Math.round(time.millis());
  }

  Figure<Timespan> interval() {
    Fact usual = Facts.networking().fact(PROBES + "defaultIntervalSeconds");
    return interval
        .get()
        .map(time -> Figure.given("interval", time, "interval(…)"))
        .orElseGet(
            () -> Figure.stated("interval", new Timespan(usual.integer()), usual).assuming(PUBLIC));
  }

  Figure<Integer> downAfter() {
    return said("probes until it is out", downAfter, "downAfter(…)", "probeDownAfter");
  }

  Figure<Integer> upAfter() {
    return said("probes until it is back", upAfter, "upAfter(…)", "probeUpAfter");
  }

  private static Figure<Integer> said(String name, Once<Integer> once, String word, String fact) {
    Fact usual = Facts.ours().fact("sdn/" + fact + "/value");
    return once.get()
        .map(value -> Figure.given(name, value, word))
        .orElseGet(() -> Figure.stated(name, usual.integer(), usual));
  }

  Figure<Timespan> duration() {
    return duration
        .get()
        .map(time -> Figure.given("duration", time, "duration(…)"))
        .orElseGet(() -> Figure.assumed("duration", Timespan.minutes(1), "not said"));
  }

  /** How long it waits for an answer. */
  Figure<Timespan> patience() {
    Fact rule = Facts.ours().fact("sdn/probeWait/value");
    Figure<Timespan> each = interval();
    if (!isHttp()) {
      return Figure.derived("waits for an answer", each.value(), "{interval}", each).by(rule);
    }
    Fact most = Facts.networking().fact(PROBES + "httpTimeoutSeconds");
    Figure<Timespan> limit =
        Figure.stated("time-out of HTTP", new Timespan(most.integer()), most).assuming(PUBLIC);
    Timespan less = each.value().compareTo(limit.value()) < 0 ? each.value() : limit.value();
    return Figure.derived(
            "waits for an answer", less, "min({interval}, {time-out of HTTP})", each, limit)
        .by(rule);
  }

  boolean isHttp() {
    return path.get().isPresent();
  }

  /** What is asked for. */
  String kind() {
    return path.get().map(page -> "HTTP " + page).orElse("TCP");
  }

  List<ProbeTrouble> troubles() {
    return troubles;
  }
}
