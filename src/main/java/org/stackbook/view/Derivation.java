package org.stackbook.view;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stackbook.fact.Confidence;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Figure;

/**
 * Where a figure comes from, ready to be printed: one node for each figure, an input that was
 * explained before only named.
 *
 * @param name what the figure is called
 * @param value its value
 * @param starred whether it rests on an assumption
 * @param formula with names; empty for what is given or stated
 * @param substituted the formula with values
 * @param grounds what it stands on: whose rule, who gave it, which page states it
 * @param assumed why an unstated value was chosen; empty for all others
 * @param repeated whether it was explained before, so that nothing else is filled in
 * @param inputs the figures it was computed from
 */
record Derivation(
    String name,
    String value,
    boolean starred,
    String formula,
    String substituted,
    List<String> grounds,
    String assumed,
    boolean repeated,
    List<Derivation> inputs) {

  /** Explains the figures in their order, each shared input once. */
  static List<Derivation> of(List<Figure<?>> figures) {
    Set<String> explained = new LinkedHashSet<>();
    return figures.stream().map(figure -> of(figure, explained)).toList();
  }

  private static Derivation of(Figure<?> figure, Set<String> explained) {
    String name = Texts.clean(figure.name());
    String value = Texts.clean(figure.valueText());
    boolean starred = figure.confidence().starred();
    if (!explained.add(identity(figure))) {
      return new Derivation(name, value, starred, "", "", List.of(), "", true, List.of());
    }
    boolean unstated = figure.assumptions().contains(figure);
    List<Derivation> inputs = figure.inputs().stream().map(input -> of(input, explained)).toList();
    return new Derivation(
        name,
        value,
        starred,
        Texts.clean(figure.formula()),
        Texts.clean(figure.substituted()),
        grounds(figure, unstated),
        unstated ? Footnotes.reason(figure) : "",
        false,
        inputs);
  }

  /** Equal for figures that say the same, even if two parts of a model made one each. */
  private static String identity(Figure<?> figure) {
    return figure
        + "|"
        + figure.formula()
        + "|"
        + figure.substituted()
        + "|"
        + figure.note()
        + "|"
        + figure.rules().stream().map(Fact::id).collect(Collectors.joining(","));
  }

  private static List<String> grounds(Figure<?> figure, boolean unstated) {
    List<String> grounds = new ArrayList<>();
    String role = figure.formula().isEmpty() ? "stated in " : "rule of ";
    for (Fact rule : figure.rules()) {
      grounds.add(
          Texts.clean(
              role + quoted(rule.citation()) + ", " + rule.confidence() + ", " + builds(rule)));
    }
    if (!unstated) {
      figure.note().map(Texts::clean).ifPresent(grounds::add);
    }
    return List.copyOf(new LinkedHashSet<>(grounds));
  }

  private static String quoted(String title) {
    return title.contains("\"") ? title : "“" + title + "”";
  }

  private static String builds(Fact rule) {
    String text = rule.builds().toString();
    return text.equals("all builds") ? text : "builds " + text;
  }

  /** How many different figures a figure is made of, itself included. */
  static int size(Figure<?> figure) {
    Set<Figure<?>> all = new LinkedHashSet<>();
    collectInputs(figure, all);
    return all.size();
  }

  private static void collectInputs(Figure<?> figure, Set<Figure<?>> all) {
    if (all.add(figure)) {
      figure.inputs().forEach(input -> collectInputs(input, all));
    }
  }

  /** What the words of confidence that occur under the figures mean, each in one line. */
  static List<String> legend(List<Figure<?>> figures) {
    Set<Figure<?>> all = new LinkedHashSet<>();
    figures.forEach(figure -> collectInputs(figure, all));
    Set<Confidence> used = EnumSet.noneOf(Confidence.class);
    for (Figure<?> figure : all) {
      used.add(figure.confidence());
      figure.rules().forEach(rule -> used.add(rule.confidence()));
    }
    return used.stream().map(word -> word + ": " + word.definition()).toList();
  }

  /** The pages that the figures rest on, in full. */
  static List<String> sources(List<Figure<?>> figures) {
    return figures.stream()
        .flatMap(figure -> figure.sources().stream())
        .map(source -> Texts.clean(source.citation()))
        .distinct()
        .toList();
  }
}
