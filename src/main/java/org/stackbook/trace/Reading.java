package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The account of reading a trace, up to now: no row is dropped without being counted here.
 *
 * @param rows that were read, good and broken
 * @param broken rows that were left out, by the reason
 * @param backInTime rows whose time was before that of the row above them: these are kept, at the
 *     time of the row above
 * @param comments lines that begin with {@code #} below the first that does not, and are no rows
 * @param examples the first rows and lines of these kinds, at most 20
 * @param bytes of the file that were read, compressed as they are
 * @param ofBytes all bytes of the file, or 0 if it is not a file
 */
public record Reading(
    long rows,
    Map<String, Long> broken,
    long backInTime,
    long comments,
    List<BrokenRow> examples,
    long bytes,
    long ofBytes) {

  /** Copies the list. */
  public Reading {
    examples = List.copyOf(examples);
  }

  /** Rows that were left out, whatever the reason. */
  public long brokenRows() {
    return broken.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rows that became requests. */
  public long good() {
    return rows - brokenRows();
  }

  /** What was wrong, in one line; empty if nothing was. */
  public String remarks() {
    String left =
        broken.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
            .collect(Collectors.joining("; "));
    List<String> remarks = new ArrayList<>();
    if (!left.isEmpty()) {
      remarks.add(
          String.format(
                  Locale.ROOT, "%,d of %,d rows are broken and left out: ", brokenRows(), rows)
              + left);
    }
    if (backInTime > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d rows go back in time and are kept at the time of the row above",
              backInTime));
    }
    if (comments > 0) {
      remarks.add(
          String.format(
              Locale.ROOT, "%,d lines among the rows begin with # and are passed over", comments));
    }
    return String.join("; ", remarks);
  }
}
