package org.stackbook.session.magic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.session.magic.MagicHost.Timed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code %time} and {@code %%time}: runs code and tells what it took; its value is kept. */
@Command(
    description = "Run a statement, or a cell, and tell what time and memory it took.",
    customSynopsis = {"%%time STATEMENT", "       %%%%time as the first line of a cell"},
    footer = {
      "",
      "Compiling the code is not counted. CPU is that of all threads of the process; allocated is",
      "what the thread of the cell has allocated. The value of the code is kept: x = %%time f()"
    })
final class TimeMagic implements Magic {

  private final MagicHost host;
  private final @Nullable String body;

  /** The statement as it stands in the line: Java has words that begin with a dash. */
  @Unmatched private List<String> statement = new ArrayList<>();

  TimeMagic(MagicHost host, @Nullable String body) {
    this.host = host;
    this.body = body;
  }

  @Override
  public @Nullable Object run() throws Exception {
    Timed timed = host.time(code());
    System.out.println(
        "wall "
            + shown(timed.wall())
            + ", CPU "
            + shown(timed.cpu())
            + ", allocated "
            + shown(timed.allocated()));
    return timed.value();
  }

  private String code() {
    String line = String.join(" ", statement);
    if (body == null) {
      if (line.isBlank()) {
        throw Refusal.of("%time", "it takes a statement on the same line")
            .wayOut("write %time placed.fail(\"n3\"), or %%time as the first line of a cell")
            .asException();
      }
      return line;
    }
    if (!line.isBlank()) {
      throw Refusal.of("%%time " + line, "what is timed stands below it")
          .wayOut("put the statement on the next line, or write %time " + line)
          .asException();
    }
    // The first line of the cell is the magic's own; errors name lines of the cell.
    return "\n" + body;
  }

  private static String shown(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.3g ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  private static String shown(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double shown = bytes / 1024.0;
    String unit = "KiB";
    for (String next : List.of("MiB", "GiB", "TiB")) {
      if (shown < 1024) {
        break;
      }
      shown /= 1024;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", shown, unit);
  }
}
