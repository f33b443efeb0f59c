package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/**
 * Lists of names written short: {@code n1..n8, spare}. A run is names of one prefix whose numbers
 * follow each other and are written alike ({@code n08, n09, n10}).
 */
final class Names {

  /** What a name of anything in a stamp looks like; it is no file name and holds no markup. */
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

  /** A server's name is also the first part of its drives' ids, so it holds no slash or dot. */
  static final Pattern SERVER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,9})");

  private Names() {}

  /** Runs of three and more names become {@code first..last}. */
  static String shorten(List<String> names) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < names.size()) {
      int to = from;
      while (to + 1 < names.size() && names.get(to + 1).equals(next(names.get(to)))) {
        to++;
      }
      if (to - from >= 2) {
        parts.add(names.get(from) + ".." + names.get(to));
      } else {
        parts.addAll(names.subList(from, to + 1));
      }
      from = to + 1;
    }
    return String.join(", ", parts);
  }

  /** The name with the next number, or {@code null} if it has none or the number would not fit. */
  static @Nullable String next(String name) {
    Matcher m = NUMBERED.matcher(name);
    if (!m.matches()) {
      return null;
    }
    String digits = m.group(2);
    String after = String.valueOf(Integer.parseInt(digits) + 1);
    boolean padded = digits.startsWith("0") && digits.length() > 1;
    if (padded) {
      after = "0".repeat(Math.max(0, digits.length() - after.length())) + after;
      return after.length() > digits.length() ? null : m.group(1) + after;
    }
    return m.group(1) + after;
  }

  /**
   * Reads what {@link #shorten} writes.
   *
   * @param most how many names there may be
   * @throws Refusal if a run does not end, or there are more names than that
   */
  static List<String> expand(String text, int most) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("\\.\\.", -1);
      if (ends.length > 2 || ends[0].isBlank() || ends[ends.length - 1].isBlank()) {
        throw Refusal.of(Words.quoted(text), "names are written like n1 or n1..n8, with commas")
            .wayOut("write \"n1..n8\" or \"n1, n2, n5\"")
            .asException();
      }
      String last = ends[ends.length - 1].strip();
      String name = ends[0].strip();
      names.add(name);
      while (!name.equals(last)) {
        String following = next(name);
        if (following == null || following.length() > last.length() || names.size() > most) {
          throw following != null && names.size() > most
              ? tooMany(text, most)
              : Refusal.of(Words.quoted(text), part.strip() + " is not a run of names")
                  .wayOut("both ends have the same letters and rising numbers, such as n1..n8")
                  .asException();
        }
        name = following;
        names.add(name);
      }
      if (names.size() > most) {
        throw tooMany(text, most);
      }
    }
    return names;
  }

  private static Refusal tooMany(String text, int most) {
    return Refusal.of(Words.quoted(text), "these are more than " + most + " names")
        .wayOut("a scale unit has at most " + most + " servers in any build")
        .asException();
  }
}
