package org.stackbook.stamp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;

/**
 * Sizes that a later build brought and whose numbers no text that was found states.
 *
 * @param what as the notes name them: a size, one or more series, or the processor of their GPUs
 * @param since the build
 */
record LaterSizes(Fact what, Fact since) {

  /** {@code E4-2s_v3} in capitals: letters, vCPUs, letters, version. */
  private static final Pattern NAME = Pattern.compile("([A-Z]+)\\d+(?:-\\d+)?([A-Z]*)_(V\\d+)");

  private static final Pattern WITH_DIGITS = Pattern.compile("[A-Z]+\\d+[A-Z]*");

  static List<LaterSizes> all() {
    FactBook book = Facts.virtualMachines();
    return book.entries("laterAdditions").stream()
        .map(path -> new LaterSizes(book.fact(path + "/what"), book.fact(path + "/since")))
        .toList();
  }

  /** Those that a size is one of, by its name, its series, or the processor in its name. */
  static Optional<LaterSizes> with(String size) {
    return all().stream().filter(later -> later.includes(upper(size))).findFirst();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private boolean includes(String size) {
    List<String> words = List.of(upper(what.text()).split("[\\s;,]+"));
    Matcher parts = NAME.matcher(size.replaceFirst("^STANDARD_", ""));
    return words.contains(size)
        || (parts.matches() && words.contains(parts.group(1) + parts.group(2) + parts.group(3)))
        || Arrays.stream(size.split("_", -1))
            .filter(part -> WITH_DIGITS.matcher(part).matches())
            .anyMatch(words::contains);
  }

  /** That a size is one of them. */
  String told(String size) {
    return size
        + " came with build "
        + since.text()
        + (what.text().equals(size) ? "" : " (" + what.text() + ")")
        + ", and no text that was found states its numbers";
  }
}
