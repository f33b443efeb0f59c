package org.stackbook.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;

/**
 * Two results side by side: each figure that both have, before and after, those that changed first.
 */
public final class Comparison extends Result {

  private static final int MOST_BARS = 12;

  /** A longer one does not fit above a chart. */
  private static final int LONGEST_TITLE = 70;

  private static final String SAME = "same";

  private final Result before;
  private final Result after;
  private final List<Pair> pairs;
  private final int changed;

  private record Pair(Figure<?> before, Figure<?> after) {
    boolean differs() {
      return !before.value().equals(after.value());
    }
  }

  /**
   * @throws Refusal if the results have no figure of the same name
   */
  Comparison(Result before, Result after) {
    this.before = before;
    this.after = after;
    Map<String, Figure<?>> known = new LinkedHashMap<>();
    before.figures().forEach(figure -> known.put(figure.name(), figure));
    List<Pair> different = new ArrayList<>();
    List<Pair> same = new ArrayList<>();
    for (Figure<?> figure : after.figures()) {
      Figure<?> earlier = known.get(figure.name());
      if (earlier != null) {
        Pair pair = new Pair(earlier, figure);
        (pair.differs() ? different : same).add(pair);
      }
    }
    this.changed = different.size();
    different.addAll(same);
    this.pairs = List.copyOf(different);
    if (pairs.isEmpty()) {
      throw Refusal.of(
              "compareTo(\"" + before.title() + "\")",
              "it has no figure in common with \"" + after.title() + "\"")
          .wayOut("compare results of the same kind, such as two capacities")
          .asException();
    }
  }

  @Override
  public String title() {
    return before.title().equals(after.title())
        ? after.title() + ", before and after"
        : after.title() + ", compared to " + before.title();
  }

  @Override
  public String verdict() {
    if (changed == 0) {
      return "All " + pairs.size() + " figures are the same.";
    }
    Pair first = pairs.get(0);
    String star = first.after().confidence().starred() ? "*" : "";
    return String.format(
        Locale.ROOT,
        "%d of %d figures changed; %s from %s to %s%s.",
        changed,
        pairs.size(),
        first.after().name(),
        first.before().valueText(),
        first.after().valueText(),
        star);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Figures of both")
            .text("figure")
            .number("before", "", 3)
            .number("after", "", 3)
            .number("change", "", 3)
            .number("change", "%", 1);
    for (Pair pair : pairs) {
      table.row(
          pair.after().name(),
          shown(pair.before()),
          shown(pair.after()),
          change(pair),
          percent(pair));
    }
    return table.build();
  }

  private static Cell shown(Figure<?> figure) {
    return new Cell(figure.valueText(), figure.confidence().starred());
  }

  private static String change(Pair pair) {
    if (!pair.differs()) {
      return SAME;
    }
    Object was = pair.before().value();
    Object is = pair.after().value();
    if (was instanceof Bytes b && is instanceof Bytes a) {
      return signed(a.minus(b).toString());
    }
    if (was instanceof Ratio b && is instanceof Ratio a) {
      return signed(String.format(Locale.ROOT, "%.1f points", a.toPercent() - b.toPercent()));
    }
    if (was instanceof Iops b && is instanceof Iops a) {
      return signed(String.format(Locale.ROOT, "%,.0f IOPS", a.perSecond() - b.perSecond()));
    }
    if (was instanceof Bandwidth b && is instanceof Bandwidth a) {
      double difference = a.bitsPerSecond() - b.bitsPerSecond();
      return (difference < 0 ? "−" : "+") + new Bandwidth(Math.abs(difference));
    }
    if (was instanceof Timespan b && is instanceof Timespan a) {
      double difference = a.seconds() - b.seconds();
      return (difference < 0 ? "−" : "+") + new Timespan(Math.abs(difference));
    }
    if (was instanceof Number b && is instanceof Number a) {
      return signed(Cells.grouped(a.doubleValue() - b.doubleValue()));
    }
    return "changed";
  }

  /** With a real minus sign, or a plus. */
  private static String signed(String difference) {
    return difference.startsWith("-") ? "−" + difference.substring(1) : "+" + difference;
  }

  private static Cell percent(Pair pair) {
    double was = magnitude(pair.before().value());
    double is = magnitude(pair.after().value());
    boolean meaningful =
        pair.differs()
            && !(pair.after().value() instanceof Ratio)
            && Double.isFinite(was)
            && Double.isFinite(is)
            && was != 0;
    return new Cell(meaningful ? (is - was) / Math.abs(was) * 100 : null, false);
  }

  private static double magnitude(Object value) {
    if (value instanceof Bytes bytes) {
      return bytes.count();
    }
    if (value instanceof Iops iops) {
      return iops.perSecond();
    }
    if (value instanceof Bandwidth bandwidth) {
      return bandwidth.bitsPerSecond();
    }
    if (value instanceof Timespan time) {
      return time.seconds();
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /**
   * What changed of one kind, in pairs of bars, which share an axis: the shares if the first to
   * change is one, else sizes or counts, whichever are more.
   */
  @Override
  public Optional<Picture> picture() {
    List<Pair> shares = changed(Ratio.class);
    List<Pair> sizes = changed(Bytes.class);
    List<Pair> counts = changed(Integer.class);
    if (!shares.isEmpty() && shares.get(0).equals(firstChanged())) {
      return Optional.of(
          bars(shares, "%", value -> value instanceof Ratio ratio ? ratio.toPercent() : 0));
    }
    if (sizes.isEmpty() && counts.isEmpty()) {
      return Optional.empty();
    }
    if (counts.size() > sizes.size()) {
      return Optional.of(
          bars(counts, "count", value -> value instanceof Integer count ? count : 0));
    }
    ByteUnit unit = sizes.get(0).after().value() instanceof Bytes b ? b.unit() : ByteUnit.TB;
    return Optional.of(
        bars(sizes, unit.symbol(), value -> value instanceof Bytes size ? size.to(unit) : 0));
  }

  private @Nullable Pair firstChanged() {
    return pairs.stream().filter(Pair::differs).findFirst().orElse(null);
  }

  private List<Pair> changed(Class<?> type) {
    return pairs.stream()
        .filter(Pair::differs)
        .filter(p -> type.isInstance(p.before().value()) && type.isInstance(p.after().value()))
        .limit(MOST_BARS)
        .toList();
  }

  private Picture bars(List<Pair> shown, String unit, ToDoubleFunction<Object> height) {
    List<Double> was = shown.stream().map(p -> height.applyAsDouble(p.before().value())).toList();
    List<Double> is = shown.stream().map(p -> height.applyAsDouble(p.after().value())).toList();
    return new Picture.Bars(
        title().length() > LONGEST_TITLE ? "What changed" : title(),
        verdict(),
        "",
        unit,
        shown.stream().map(pair -> pair.after().name()).toList(),
        List.of(new Series("before", was, Role.RESERVED), new Series("after", is, Role.PLAIN)),
        false);
  }

  /** For each figure that changed its change, made of after and before; the others as they are. */
  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (Pair pair : pairs) {
      String name = pair.after().name();
      if (pair.differs()) {
        Figure<?> is = pair.after().named(name + " after");
        Figure<?> was = pair.before().named(name + " before");
        String formula = "{" + is.name() + "} − {" + was.name() + "}";
        figures.add(Figure.derived(name, change(pair), formula, is, was));
      } else {
        figures.add(pair.after());
      }
    }
    return figures;
  }
}
