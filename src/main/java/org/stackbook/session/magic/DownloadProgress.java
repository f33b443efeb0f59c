package org.stackbook.session.magic;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.stackbook.view.Html;
import org.stackbook.view.MimeBundle;

/**
 * Tells in one display, updated in place, what Maven downloads and how far it is. Says nothing when
 * nothing is downloaded. Called from the threads that download.
 */
final class DownloadProgress {

  /** A front end need not be told more often. */
  private static final long INTERVAL_NANOS = 200_000_000;

  private record Transfer(long done, long size) {}

  private final MagicHost host;
  private final String id = UUID.randomUUID().toString();
  private final Map<String, Transfer> running = new LinkedHashMap<>();
  private int files;
  private long bytes;
  private long toldAt;
  private boolean told;
  private volatile boolean cancelled;

  DownloadProgress(MagicHost host) {
    this.host = host;
  }

  /** Whether the cell was interrupted, so that downloads shall end. */
  boolean cancelled() {
    return cancelled;
  }

  /**
   * @param name of the file that is downloaded
   * @param done bytes that have come
   * @param size bytes in all, or -1 if that is not known
   */
  synchronized void progressed(String name, long done, long size) {
    running.put(name, new Transfer(done, size));
    long now = System.nanoTime();
    if (!told || now - toldAt > INTERVAL_NANOS) {
      toldAt = now;
      tell(bar(), text());
    }
  }

  synchronized void ended(String name, boolean well) {
    Transfer transfer = running.remove(name);
    if (well && transfer != null) {
      files++;
      bytes += transfer.done;
    }
  }

  /** All is there. */
  synchronized void done(List<Path> jars) {
    if (told) {
      String text = downloaded() + "; " + jars.size() + " on the class path";
      String list =
          jars.stream()
              .map(jar -> "<li>" + Html.escape(String.valueOf(jar.getFileName())) + "</li>")
              .collect(Collectors.joining());
      tell(
          "<details><summary>" + Html.escape(text) + "</summary><ul>" + list + "</ul></details>",
          text);
    }
  }

  /** An error follows, which says the rest. */
  synchronized void failed() {
    if (told) {
      tell("<p>" + Html.escape(downloaded()) + "</p>", downloaded());
    }
  }

  /** The cell was interrupted. */
  synchronized void cancel() {
    if (told) {
      String text = "Interrupted. " + downloaded() + "; nothing was added to the class path";
      tell("<p>" + Html.escape(text) + "</p>", text);
    }
    cancelled = true;
  }

  private void tell(String html, String text) {
    if (!cancelled) {
      host.display(MimeBundle.html(html, text), id, told);
      told = true;
    }
  }

  private String downloaded() {
    return "Downloaded " + files + (files == 1 ? " file, " : " files, ") + megabytes(bytes);
  }

  private String text() {
    return running.entrySet().stream()
        .map(e -> e.getKey() + " " + far(e.getValue()))
        .collect(Collectors.joining(", ", "Downloading ", ""));
  }

  private String bar() {
    long done = running.values().stream().mapToLong(Transfer::done).sum();
    long size = running.values().stream().mapToLong(Transfer::size).filter(s -> s > 0).sum();
    String bar = size > 0 ? "<progress max=\"" + size + "\" value=\"" + done + "\">" : "<progress>";
    return "<p>" + bar + "</progress> " + Html.escape(text()) + "</p>";
  }

  private static String far(Transfer transfer) {
    return transfer.size > 0
        ? megabytes(transfer.done).replace(" MB", "") + " of " + megabytes(transfer.size)
        : megabytes(transfer.done);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
