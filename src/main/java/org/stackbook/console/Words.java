package org.stackbook.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.WholeFile;

/** The words of the console that are not Java: those of the jshell tool, as far as they fit. */
enum Words {
  HELP("/help", "[JAVA]", "these words, or the documentation of a piece of Java") {
    @Override
    boolean act(@Nullable String argument, Runner runner) {
      if (argument == null) {
        runner.screen().println(help());
        return true;
      }
      MimeBundle found =
          runner
              .session()
              .inspect(argument, argument.length())
              .orElseThrow(
                  () ->
                      Refusal.of("/help " + argument, "nothing is known about it")
                          .wayOut("try a word with its receiver, such as /help oslo.storage")
                          .asException());
      runner.screen().println(found.text());
      return true;
    }
  },
  SHOW("/show", "[FILE]", "write the chart of the last result to out/, or to a .png file") {
    @Override
    boolean act(@Nullable String argument, Runner runner) throws IOException {
      Path file = runner.charts().write(argument == null ? null : Path.of(argument));
      runner.screen().println(file.toString());
      return true;
    }
  },
  OPEN("/open", "FILE", "run a script") {
    @Override
    boolean act(@Nullable String argument, Runner runner) throws IOException {
      return runner.runFile(Path.of(needed(argument)));
    }
  },
  SAVE("/save", "FILE", "write what was run so far as a script") {
    @Override
    boolean act(@Nullable String argument, Runner runner) {
      String file = needed(argument);
      WholeFile.write("save", Path.of(file), String.join("\n", runner.cells()) + "\n");
      runner.screen().println(file);
      return true;
    }
  },
  LIST("/list", "", "what was run so far") {
    @Override
    boolean act(@Nullable String argument, Runner runner) {
      int number = 0;
      for (String cell : runner.cells()) {
        String head = String.format(Locale.ROOT, "%4d  ", ++number);
        runner.screen().println(head + cell.replace("\n", "\n      "));
      }
      return true;
    }
  },
  RESET("/reset", "", "forget everything that was declared") {
    @Override
    boolean act(@Nullable String argument, Runner runner) {
      runner.reset();
      return true;
    }
  },
  EXIT("/exit", "[STATUS]", "end; Ctrl-D does the same") {
    @Override
    boolean act(@Nullable String argument, Runner runner) {
      try {
        runner.exit(argument == null ? 0 : Integer.parseInt(argument));
      } catch (NumberFormatException e) {
        throw Refusal.of("/exit " + argument, "the status is a number").cause(e).asException();
      }
      return true;
    }
  };

  private static final Pattern WORD = Pattern.compile("/(?![/*]).*", Pattern.DOTALL);

  private static final String KEYS =
      """
      Tab       completes; twice shows the choices
      Shift-Tab shows the documentation of what stands at the cursor
      Ctrl-C    stops what runs, or clears what is typed
      Ctrl-R    searches what was typed before

      Java goes over as many lines as it needs, %% magics up to an empty line.
      Lines that start with % are magics: %lsmagic lists them.""";

  private final String word;
  private final String argument;
  private final String meaning;

  Words(String word, String argument, String meaning) {
    this.word = word;
    this.argument = argument;
    this.meaning = meaning;
  }

  /** Returns whether all went well; what was wrong has been told then. */
  abstract boolean act(@Nullable String given, Runner runner) throws IOException;

  /** Whether a line is for the console: no Java starts with a slash, but comments do. */
  static boolean isWord(String line) {
    return WORD.matcher(line.stripLeading()).matches();
  }

  static List<String> names() {
    return Stream.of(values()).map(each -> each.word).toList();
  }

  static boolean run(String line, Runner runner) throws IOException {
    String[] parts = line.split("\\s+", 2);
    String given = parts.length > 1 && !parts[1].isBlank() ? parts[1].strip() : null;
    return find(parts[0]).act(given, runner);
  }

  /** By name, or by a beginning that only one has. */
  private static Words find(String typed) {
    String name = typed.equals("/?") ? "/help" : typed.equals("/quit") ? "/exit" : typed;
    List<Words> fitting = Stream.of(values()).filter(w -> w.word.startsWith(name)).toList();
    if (fitting.size() == 1 && name.length() > 1) {
      return fitting.get(0);
    }
    throw Refusal.of(typed, "no such word")
        .nearest(typed, names())
        .wayOut("/help lists the words; jshell itself, which has more, is in the README")
        .asException();
  }

  String needed(@Nullable String given) {
    if (given == null) {
      throw Refusal.of(word, "a file has to follow").wayOut(word + " oslo.jsh").asException();
    }
    return given;
  }

  static String help() {
    StringBuilder text = new StringBuilder();
    for (Words each : values()) {
      String use = each.argument.isEmpty() ? each.word : each.word + " " + each.argument;
      text.append(String.format(Locale.ROOT, "%-16s%s%n", use, each.meaning));
    }
    return text + "\n" + KEYS;
  }
}
