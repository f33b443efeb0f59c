package org.stackbook.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;

/** Counts rows while a trace is read, and stops where most of them are broken. */
final class Tally {

  private static final int EXAMPLES = 20;
  private static final int EXAMPLES_KEPT = 5;
  private static final int SHOWN_IN_REFUSAL = 5;

  /** So many rows tell whether the format is the right one. */
  private static final int TRIAL = 1000;

  private final String name;
  private final boolean keepGoing;
  private final long ofBytes;
  private final Map<Defect, Long> defects = new EnumMap<>(Defect.class);
  private final List<BrokenRow> examples = new ArrayList<>();
  private long leftOut;

  /** All rows so far; the reader counts up before it looks at a row. */
  long rows;

  /** Bytes of the file so far. */
  long bytes;

  /**
   * @param name of the trace
   * @param keepGoing whether to go on where most rows are broken
   * @param ofBytes size of the file, or 0
   */
  Tally(String name, boolean keepGoing, long ofBytes) {
    this.name = name;
    this.keepGoing = keepGoing;
    this.ofBytes = ofBytes;
  }

  /**
   * Counts a row that is not what it should be, or a line that is no row.
   *
   * @throws Refusal if most of the first rows are broken
   */
  void defect(Defect defect, String place, String text) {
    long before = count(defect);
    defects.put(defect, before + 1);
    if (examples.size() < EXAMPLES && (defect.leavesOut() || before < EXAMPLES_KEPT)) {
      examples.add(new BrokenRow(place, defect.reason(), text));
    }
    if (defect.leavesOut()) {
      leftOut++;
      if (rows <= TRIAL && leftOut > TRIAL / 2) {
        requireMostAreGood();
      }
    }
  }

  private void requireMostAreGood() {
    if (!keepGoing) {
      throw refusal(
          String.format(
              Locale.ROOT, "%,d of the first %,d rows are broken", leftOut, Math.min(rows, TRIAL)),
          "say format(…) or the columns as they are, or keepGoing() to take the rows that are good");
    }
  }

  /**
   * Nothing follows.
   *
   * @throws Refusal if there was no good row, or most of a short file was broken
   */
  void end() {
    if (rows == leftOut) {
      throw refusal(
          rows == 0 ? "there are no rows" : "there is no good row among " + rows,
          "look at the file; say format(…) or the columns as they are");
    }
    if (rows <= TRIAL && 2 * leftOut > rows) {
      requireMostAreGood();
    }
  }

  private Refusal refusal(String rule, String wayOut) {
    String shown =
        examples.stream()
            .limit(SHOWN_IN_REFUSAL)
            .map(BrokenRow::toString)
            .collect(Collectors.joining("\n  "));
    return Refusal.of("trace(\"" + name + "\")", shown.isEmpty() ? rule : rule + "\n  " + shown)
        .wayOut(wayOut)
        .asException();
  }

  /** The account up to now. */
  Reading reading() {
    Map<String, Long> broken = new LinkedHashMap<>();
    defects.forEach(
        (defect, count) -> {
          if (defect.leavesOut()) {
            broken.put(defect.reason(), count);
          }
        });
    return new Reading(
        rows,
        Collections.unmodifiableMap(broken),
        count(Defect.TIME_BACK),
        count(Defect.COMMENT),
        examples,
        bytes,
        ofBytes);
  }

  private long count(Defect defect) {
    return defects.getOrDefault(defect, 0L);
  }
}
