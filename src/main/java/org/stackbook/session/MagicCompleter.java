package org.stackbook.session;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stackbook.session.Completion.Choice;
import org.stackbook.session.Completion.Kind;
import org.stackbook.session.magic.Magics;
import org.stackbook.word.FileNames;

/** Completes the names of magics, their options, and the files that some of them take. */
final class MagicCompleter {

  private static final Set<String> TAKE_FILES =
      Set.of("%load", "%classpath", "%jars", "%jar", "%addJars", "%loadFromPOM");

  private static final Pattern NAME =
      Pattern.compile("(?:.*=)?\\s*(?<name>%%?\\w*)", Pattern.DOTALL);
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "(?:.*=)?\\s*(?<name>%%?\\w+)\\s(?:.*[\\s\"])?(?<typed>[^\\s\"]*)", Pattern.DOTALL);

  private final Magics magics;

  MagicCompleter(Magics magics) {
    this.magics = magics;
  }

  /**
   * Completes a line that holds a magic.
   *
   * @param line the line up to the cursor
   * @param first whether it is the first of its cell, where cell magics stand
   * @param cursor index into the cell
   */
  Completion complete(String line, boolean first, int cursor) {
    Matcher name = NAME.matcher(line);
    if (name.matches()) {
      Stream<Choice> names =
          magics.descriptions().stream()
              .filter(each -> first || !each.name().startsWith("%%"))
              .map(each -> new Choice(each.name(), Kind.MAGIC, ""));
      return choices(name.group("name"), names, cursor);
    }
    Matcher argument = ARGUMENT.matcher(line);
    if (!argument.matches()) {
      return Completion.none(cursor);
    }
    String typed = argument.group("typed");
    String magic = argument.group("name");
    if (typed.startsWith("-")) {
      Stream<Choice> options =
          magics.descriptions().stream()
              .filter(each -> each.name().equals(magic))
              .flatMap(each -> each.options().stream())
              .map(each -> new Choice(each.name(), Kind.MAGIC, ""));
      return choices(typed, options, cursor);
    }
    return TAKE_FILES.contains(magic)
        ? choices(
            typed,
            FileNames.startingWith(typed).stream().map(each -> new Choice(each, Kind.PATH, "")),
            cursor)
        : Completion.none(cursor);
  }

  private static Completion choices(String typed, Stream<Choice> choices, int cursor) {
    List<Choice> fitting = choices.filter(each -> each.text().startsWith(typed)).toList();
    return new Completion(cursor - typed.length(), cursor, fitting);
  }
}
