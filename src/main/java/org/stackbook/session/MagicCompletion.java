package org.stackbook.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.session.magic.Magics;
import org.stackbook.session.magic.Magics.Description;

/** Completes the names of magics and their options. */
final class MagicCompletion {

  /** A line up to the cursor that may be a magic, or the assignment of one. */
  private static final Pattern LINE =
      Pattern.compile("(?:.*=)?\\s*(?<name>%%?\\w*)(?<words>\\s.*)?", Pattern.DOTALL);

  private static final Pattern OPTION = Pattern.compile(".*\\s(?<typed>-[\\w-]*)", Pattern.DOTALL);

  private MagicCompletion() {}

  /** What may stand where the cursor is; empty if that is not in a magic. */
  static Optional<Completion> at(String code, int cursor, Magics magics) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    Matcher line = LINE.matcher(code.substring(lineStart, cursor));
    if (!line.matches()) {
      return Optional.empty();
    }
    int percent = lineStart + line.start("name");
    String name = line.group("name");
    if (!mayStand(code.substring(0, percent), name)) {
      return Optional.empty();
    }
    return line.group("words") == null
        ? Optional.of(names(code.substring(0, percent), name, cursor, magics))
        : options(name, line.group("words"), cursor, magics);
  }

  /** Whether a magic may stand behind some code: one that does is no longer there when blanked. */
  private static boolean mayStand(String before, String name) {
    return name.startsWith("%%")
        ? before.isBlank()
        : !MagicSyntax.blank(before + "%x").endsWith("%x");
  }

  private static Completion names(String before, String typed, int cursor, Magics magics) {
    List<String> candidates =
        magics.descriptions().stream()
            .map(Description::name)
            .filter(name -> name.startsWith(typed))
            .filter(name -> !name.startsWith("%%") || before.isBlank())
            .toList();
    return new Completion(cursor - typed.length(), cursor, candidates);
  }

  private static Optional<Completion> options(
      String name, String words, int cursor, Magics magics) {
    Matcher option = OPTION.matcher(words);
    if (!option.matches()) {
      return Optional.empty();
    }
    String typed = option.group("typed");
    List<String> candidates =
        magics.descriptions().stream()
            .filter(magic -> magic.name().equals(name))
            .flatMap(magic -> magic.options().stream())
            .map(Magics.Option::name)
            .filter(each -> each.startsWith(typed))
            .toList();
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(new Completion(cursor - typed.length(), cursor, candidates));
  }
}
