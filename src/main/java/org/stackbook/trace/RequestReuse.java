package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Histogram;
import org.stackbook.trace.engine.Reuse;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.stackbook.view.Result;

/**
 * How soon the pages of a trace are used again, or its objects if it tells no addresses: how many
 * others are used between, which is how large an LRU cache must be to hit.
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
public final class RequestReuse extends Result {

  private static final List<Double> SHARES = List.of(0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0);

  private final String name;
  private final Optional<Figure<Bytes>> page;
  private final Reuse reuse;
  private final Histogram between;

  /**
   * @param name of the trace
   * @param page size of what is used; nothing for whole objects
   */
  RequestReuse(String name, Optional<Figure<Bytes>> page, Reuse reuse) {
    this.name = name;
    this.page = page;
    this.reuse = reuse;
    this.between = reuse.between();
  }

  private String things() {
    return page.isPresent() ? "pages" : "objects";
  }

  private boolean any() {
    return between.total() > 0;
  }

  @Override
  public String title() {
    return "Reuse in " + name;
  }

  @Override
  public String verdict() {
    if (!any()) {
      return String.format(
          Locale.ROOT, "None of the %s uses of %s comes back.", uses().starredText(), things());
    }
    return String.format(
        Locale.ROOT,
        "%s of %s uses of %s come back: half of them after at most %s, 90 %% after at most %s.",
        again().starredText(),
        uses().starredText(),
        things(),
        text(between.percentile(0.5)),
        text(between.percentile(0.9)));
  }

  /** Whether pages are of a size that is assumed. */
  private boolean isStarred() {
    return page.filter(size -> size.confidence().starred()).isPresent();
  }

  private String text(long others) {
    return page.map(size -> TraceSummary.bytes(others * size.value().count()).toString())
            .orElseGet(() -> String.format(Locale.ROOT, "%,d others", others))
        + (isStarred() ? "*" : "");
  }

  /** Of pages, what is counted depends on their size. */
  private <T> Figure<T> counted(String called, T value) {
    return page.map(
            size ->
                Figure.derived(
                    called,
                    value,
                    "counted in {trace}, in pieces of {page}",
                    size,
                    Figure.given("trace", name, "trace(…)")))
        .orElseGet(() -> Figure.given(called, value, "counted in " + name));
  }

  private <T> Figure<T> estimated(String called, T value) {
    Figure<T> figure = counted(called, value);
    return reuse.oneIn() == 1 ? figure : figure.note(sampled());
  }

  private String sampled() {
    return String.format(
        Locale.ROOT,
        "Estimated (SHARDS): of the %s, more than are counted one by one, one in %,d is looked at,"
            + " chosen by a hash.",
        things(),
        reuse.oneIn());
  }

  private Figure<Long> uses() {
    return counted("uses of " + things(), reuse.uses());
  }

  private Figure<Ratio> again() {
    Figure<Long> firsts = estimated("first uses", reuse.firsts());
    return Figure.derived(
        "come back",
        Ratio.of(reuse.uses() == 0 ? 0 : (double) between.total() / reuse.uses()),
        "1 − {first uses} ÷ {" + uses().name() + "}",
        firsts,
        uses());
  }

  private Figure<?> at(String called, double share) {
    Figure<Long> others = estimated(called + " in " + things(), between.percentile(share));
    return page.<Figure<?>>map(
            size ->
                Figure.derived(
                    called,
                    TraceSummary.bytes(others.value() * size.value().count()),
                    "{" + others.name() + "} × {page}",
                    others,
                    size))
        .orElse(others);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(uses(), again()));
    if (any()) {
      figures.add(at("median reuse distance", 0.5));
      figures.add(at("90th percentile of reuse distance", 0.9));
      figures.add(at("99th percentile of reuse distance", 0.99));
    }
    return figures;
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Uses that come back").number("of them", "%", 0).count("after at most");
    page.ifPresent(size -> table.number("that is", "MB", 3));
    if (any()) {
      for (double share : SHARES) {
        long others = between.percentile(share);
        List<Object> row = new ArrayList<>(List.of(100 * share, new Cell(others, isStarred())));
        page.ifPresent(size -> row.add(new Cell(others * size.value().count() / 1e6, isStarred())));
        table.row(row.toArray());
      }
    }
    table.note("Counted in other " + things() + " that are used between.");
    if (reuse.oneIn() > 1) {
      table.note(sampled());
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (!any()) {
      return Optional.empty();
    }
    List<String> from = new ArrayList<>();
    List<Double> uses = new ArrayList<>();
    long farthest = between.percentile(1);
    for (long low = 0; low <= farthest; low = Math.max(1, 2 * low)) {
      from.add(String.format(Locale.ROOT, "%,d", low));
      uses.add((double) Math.max(0, between.between(low, Math.max(1, 2 * low))));
    }
    return Optional.of(
        new Picture.Bars(
            "Uses that come back, by reuse distance",
            "Bars for " + from.size() + " classes of distance. " + verdict(),
            "Other " + things() + " between, from",
            "Uses",
            from,
            List.of(new Series("uses", uses, Role.PLAIN)),
            false));
  }
}
