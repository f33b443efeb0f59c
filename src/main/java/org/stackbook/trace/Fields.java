package org.stackbook.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a line stand. A column that begins with a quote ends at the next one that is
 * alone: between them the separator is text, and two quotes stand for one.
 *
 * <p>Source: Y. Shafranovich, "Common format and MIME type for comma-separated values (CSV) files",
 * RFC 4180. Line breaks between quotes are not taken: each line is a row.
 */
final class Fields {

  private static final byte QUOTE = '"';

  private final byte separator;
  private final int[] starts;
  private final int[] ends;
  private boolean doubled;
  private int count;

  /**
   * @param separator between columns
   * @param kept how many columns are kept, the first ones
   */
  Fields(byte separator, int kept) {
    this.separator = separator;
    this.starts = new int[kept];
    this.ends = new int[kept];
  }

  /**
   * All columns of a line; if a quote is not closed, as if it were none.
   *
   * @param separator a character of ASCII
   */
  static List<String> of(String text, char separator) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields((byte) separator, line.length + 1);
    if (fields.split(line, 0, line.length) == Defect.OPEN_QUOTE) {
      return List.of(text.split(Pattern.quote("" + separator), -1));
    }
    byte[] copy = new byte[line.length];
    return IntStream.range(0, fields.count())
        .mapToObj(
            column ->
                new String(copy, 0, fields.copy(line, column, copy, 0), StandardCharsets.UTF_8))
        .toList();
  }

  /**
   * Finds the columns of a line.
   *
   * @param from where it begins
   * @param to where it ends
   * @return what is wrong with it, if anything is
   */
  @Nullable Defect split(byte[] line, int from, int to) {
    int columns = 0;
    int i = from;
    doubled = false;
    while (true) {
      int start = i;
      int end;
      if (i < to && line[i] == QUOTE) {
        start++;
        end = closing(line, start, to);
        i = end < 0 ? to : afterBlanks(line, end + 1, to);
        if (end < 0 || (i < to && line[i] != separator)) {
          return Defect.OPEN_QUOTE;
        }
      } else {
        while (i < to && line[i] != separator) {
          i++;
        }
        end = i;
      }
      if (columns < starts.length) {
        starts[columns] = start;
        ends[columns] = end;
      }
      columns++;
      if (i >= to) {
        count = columns;
        return columns < starts.length ? Defect.MISSING_COLUMN : null;
      }
      i++;
    }
  }

  /** Where the quote is that ends a column, or -1. */
  private int closing(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == QUOTE) {
        if (i + 1 == to || line[i + 1] != QUOTE) {
          return i;
        }
        doubled = true;
        i++;
      }
    }
    return -1;
  }

  private int afterBlanks(byte[] line, int from, int to) {
    int i = from;
    while (i < to && line[i] == ' ' && separator != ' ') {
      i++;
    }
    return i;
  }

  /** How many columns the line has, those that are not kept included. */
  int count() {
    return count;
  }

  /** Where a column begins. */
  int start(int column) {
    return starts[column];
  }

  /** Where a column ends. */
  int end(int column) {
    return ends[column];
  }

  /** Whether some column has two quotes that stand for one. */
  boolean doubled() {
    return doubled;
  }

  /**
   * Copies a column, with one quote for two.
   *
   * @param into where it goes
   * @param at where that begins
   * @return where it ends; -1 if there is no room
   */
  int copy(byte[] line, int column, byte[] into, int at) {
    int to = at;
    boolean quoted = doubled && starts[column] > 0 && line[starts[column] - 1] == QUOTE;
    for (int i = starts[column]; i < ends[column]; i++) {
      if (to == into.length) {
        return -1;
      }
      into[to++] = line[i];
      if (quoted && line[i] == QUOTE) {
        i++;
      }
    }
    return to;
  }
}
