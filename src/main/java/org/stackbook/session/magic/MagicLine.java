package org.stackbook.session.magic;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the words of a magic's line, runs it, and answers {@code --help}. */
final class MagicLine {

  private static final int WIDTH = 100;

  private final Magic magic;
  private final CommandLine line;

  /**
   * @param shown the magic as it was called, with its percent signs
   */
  MagicLine(String shown, Magic magic) {
    this.magic = magic;
    this.line =
        new CommandLine(magic)
            .setCommandName(shown)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(WIDTH)
            .setExpandAtFiles(false)
            .setPosixClusteredShortOptionsAllowed(false)
            .setCaseInsensitiveEnumValuesAllowed(true);
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this and do nothing.")
                .build());
  }

  /**
   * @throws Refusal if a word is not understood
   */
  @Nullable Object run(List<String> words) throws Exception {
    try {
      line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw refusal(words, e);
    }
    if (line.isUsageHelpRequested()) {
      System.out.print(line.getUsageMessage());
      return null;
    }
    return magic.run();
  }

  /** What the magic does, in one line. */
  String summary() {
    String[] description = line.getCommandSpec().usageMessage().description();
    return description.length == 0 ? "" : description[0].replace("%%", "%");
  }

  /** The options, by their longest names, with one line each. */
  List<Magics.Option> options() {
    return line.getCommandSpec().options().stream()
        .map(option -> new Magics.Option(option.longestName(), first(option.description())))
        .toList();
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replace("%%", "%");
  }

  private Refusal refusal(List<String> words, ParameterException e) {
    String shown = line.getCommandName();
    Optional<String> unknown = unknownOption(words);
    Refusal.Builder refusal;
    if (unknown.isPresent()) {
      refusal =
          Refusal.of(shown + " " + unknown.get(), "no such option")
              .nearest(unknown.get(), optionNames());
    } else if (e instanceof UnmatchedArgumentException unmatched) {
      refusal = Refusal.of(shown + " " + unmatched.getUnmatched().get(0), "one word too many");
    } else {
      String given = words.isEmpty() ? shown : shown + " " + String.join(" ", words);
      refusal = Refusal.of(given, rule(e)).nearest(typed(e), valid(e.getArgSpec()));
    }
    return refusal.wayOut(shown + " --help shows how it is used").cause(e).asException();
  }

  /** Told before all else: a missing word may hide behind it. */
  private Optional<String> unknownOption(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("-") && word.length() > 1)
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(word -> line.getCommandSpec().findOption(word) == null)
        .findFirst();
  }

  private static String rule(ParameterException e) {
    ArgSpec arg = e.getArgSpec();
    if (arg != null && arg.type().isEnum()) {
      return "it takes one of " + String.join(", ", valid(arg));
    }
    String message = e.getMessage() == null ? "not understood" : e.getMessage();
    return message.replaceFirst("\\.$", "");
  }

  private static String typed(ParameterException e) {
    return e.getValue() == null ? "" : e.getValue();
  }

  private static Collection<String> valid(@Nullable ArgSpec arg) {
    return arg == null || !arg.type().isEnum()
        ? List.of()
        : Arrays.stream(arg.type().getEnumConstants())
            .map(each -> each.toString().toLowerCase(Locale.ROOT))
            .toList();
  }

  private List<String> optionNames() {
    return line.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }
}
