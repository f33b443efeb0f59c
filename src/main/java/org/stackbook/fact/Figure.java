package org.stackbook.fact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A computed or given value that can say why it is what it is: formula, values put in, sources,
 * builds, confidence. What Stackbook shows is a figure; figures are made of figures, down to facts
 * and to what the user described.
 *
 * <pre>{@code
 * Figure<Integer> servers = Figure.given("servers", 8, "servers(8, …)");
 * Figure<Bytes> drive = Figure.given("drive", tb(8), "capacity(1, HDD, tb(8))");
 * Figure<Bytes> raw = Figure.derived("raw", tb(64), "{servers} × {drive}", servers, drive);
 * raw.substituted() // → 8 × 8 TB
 * raw.confidence() // → derived
 * }</pre>
 *
 * @param <T> type of the value: Bytes, Ratio, Iops, Timespan, Integer, Long, Double or String
 */
public final class Figure<T> {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  private final String name;
  private final T value;
  private final String formula;
  private final List<Figure<?>> inputs;
  private final List<Fact> rules;
  private final Confidence own;
  private final Confidence confidence;
  private final @Nullable String note;

  private Figure(
      String name,
      T value,
      String formula,
      List<Figure<?>> inputs,
      List<Fact> rules,
      Confidence own,
      @Nullable String note) {
    this.name = name;
    this.value = value;
    this.formula = formula;
    this.inputs = List.copyOf(inputs);
    this.rules = List.copyOf(rules);
    this.own = own;
    this.confidence =
        this.inputs.stream().map(Figure::confidence).reduce(ownConfidence(), Confidence::weaker);
    this.note = note;
  }

  /**
   * What the user described.
   *
   * @param where in which words, such as {@code servers(8, …)}
   */
  public static <T> Figure<T> given(String name, T value, String where) {
    return new Figure<>(
        name, value, "", List.of(), List.of(), Confidence.DERIVED, "given: " + where);
  }

  /** What a fact states, as a value of its type. */
  public static <T> Figure<T> stated(String name, T value, Fact fact) {
    return new Figure<>(
        name, value, "", List.of(), List.of(fact), fact.confidence(), fact.note().orElse(null));
  }

  /**
   * What Stackbook, or the user, chose where no source states a value.
   *
   * @param because why this value
   */
  public static <T> Figure<T> assumed(String name, T value, String because) {
    return new Figure<>(name, value, "", List.of(), List.of(), Confidence.ASSUMED, because);
  }

  /**
   * What follows from other figures.
   *
   * @param formula with the names of the inputs in braces: {@code ({raw} − {reserve}) ÷ {copies}}
   * @param inputs the figures that the formula names
   * @throws IllegalArgumentException if the formula names a figure that is not among the inputs
   */
  public static <T> Figure<T> derived(String name, T value, String formula, Figure<?>... inputs) {
    Figure<T> figure =
        new Figure<>(name, value, formula, List.of(inputs), List.of(), Confidence.DERIVED, null);
    figure.substituted();
    return figure;
  }

  /** The same figure, its formula being the rule that {@code facts} state. */
  public Figure<T> by(Fact... facts) {
    List<Fact> all = new ArrayList<>(rules);
    all.addAll(List.of(facts));
    return new Figure<>(name, value, formula, inputs, all, own, note);
  }

  /** The same figure with a remark for the reader. */
  public Figure<T> note(String text) {
    return new Figure<>(name, value, formula, inputs, rules, own, text);
  }

  /** The same figure, marked as resting on a choice that no source states. */
  public Figure<T> assuming(String because) {
    return new Figure<>(name, value, formula, inputs, rules, Confidence.ASSUMED, because);
  }

  /** The same figure under another name. */
  public Figure<T> named(String other) {
    return new Figure<>(other, value, formula, inputs, rules, own, note);
  }

  /** What it is called where it is shown and asked for: {@code usable}. */
  public String name() {
    return name;
  }

  /** The value. */
  public T value() {
    return value;
  }

  /** The value as it is printed: whole numbers in groups of three, quantities with their unit. */
  public String valueText() {
    return value instanceof Integer || value instanceof Long
        ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
        : String.valueOf(value);
  }

  /**
   * The value as it stands in a sentence, starred if it rests on an assumption: {@code 87.5 %*}.
   */
  public String starredText() {
    return valueText() + (confidence.starred() ? "*" : "");
  }

  /** The formula with names in it; empty if the value is given or stated. */
  public String formula() {
    return PLACEHOLDER.matcher(formula).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
  }

  /** The formula with the values put in; empty if the value is given or stated. */
  public String substituted() {
    return PLACEHOLDER
        .matcher(formula)
        .replaceAll(m -> Matcher.quoteReplacement(input(m.group(1)).valueText()));
  }

  private Figure<?> input(String called) {
    return inputs.stream()
        .filter(i -> i.name.equals(called))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "formula of " + name + " names {" + called + "}, inputs are " + inputs));
  }

  /** The figures that it was computed from. */
  public List<Figure<?>> inputs() {
    return inputs;
  }

  /** The facts that state it, or the rule that computes it. */
  public List<Fact> rules() {
    return rules;
  }

  /** What has to be known about it. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** How well it is founded: as weak as its weakest input or rule. */
  public Confidence confidence() {
    return confidence;
  }

  /** How well it is founded by itself and its rules, whatever its inputs are worth. */
  public Confidence ownConfidence() {
    return rules.stream().map(Fact::confidence).reduce(own, Confidence::weaker);
  }

  /** This figure and all under it, each once however often it is shared. */
  private Set<Figure<?>> withAllUnder() {
    Set<Figure<?>> found = new LinkedHashSet<>();
    collect(found);
    return found;
  }

  private void collect(Set<Figure<?>> found) {
    if (found.add(this)) {
      inputs.forEach(input -> input.collect(found));
    }
  }

  /** All pages that it rests on, its own first. */
  public List<Source> sources() {
    Set<Source> all = new LinkedHashSet<>();
    for (Figure<?> figure : withAllUnder()) {
      figure.rules.forEach(rule -> all.addAll(rule.sources()));
    }
    return List.copyOf(all);
  }

  /** The builds for which all facts under it hold. */
  public Builds builds() {
    Builds common = Builds.ALL;
    for (Figure<?> figure : withAllUnder()) {
      for (Fact rule : figure.rules) {
        common = common.and(rule.builds()).orElse(common);
      }
    }
    return common;
  }

  /**
   * The figures of unstated values that make this one starred: this one, or some of those under it.
   */
  public List<Figure<?>> assumptions() {
    List<Figure<?>> unstated = new ArrayList<>();
    for (Figure<?> figure : withAllUnder()) {
      if (figure.ownConfidence().starred()) {
        unstated.add(figure);
      }
    }
    return List.copyOf(unstated);
  }

  /** Name and value, starred if it rests on an assumption: {@code usable = 174.5 TB *}. */
  @Override
  public String toString() {
    return name + " = " + valueText() + (confidence().starred() ? " *" : "");
  }
}
