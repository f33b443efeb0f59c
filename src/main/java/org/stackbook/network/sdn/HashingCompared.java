package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FabricEvent;
import org.stackbook.network.engine.FlowFate;
import org.stackbook.network.engine.FlowSpread;
import org.stackbook.network.engine.Flows;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What the last of some events does to flows where switches and MUXes choose by one table or
 * another, beside each other, and what no table can do better than.
 *
 * <p>A flow is moved if it comes to another MUX, is sent to another back end, or comes nowhere. At
 * least those are moved whose MUX or back end stopped or which have no way left; where a MUX joins,
 * its even share of the flows.
 *
 * <p>Source: Eisenbud et al., "Maglev: A fast and reliable software network load balancer", NSDI
 * 2016.
 */
public final class HashingCompared extends Result implements OfStamp {

  private final EstablishedFlows flows;
  private final List<Row> rows;

  private HashingCompared(EstablishedFlows flows, List<Row> rows) {
    this.flows = flows;
    this.rows = List.copyOf(rows);
  }

  /**
   * What happens under two tables.
   *
   * @param switches by what the border and the switches choose
   * @param pools by what MUXes choose
   */
  private record Row(HashingTable switches, HashingTable pools, Counts counts) {

    String name() {
      return switches == pools ? switches.toString() : switches + " and " + pools;
    }
  }

  /**
   * Flows that were there before the last event.
   *
   * @param moved by it
   * @param leastMoved by any table
   * @param broken by it
   * @param leastBroken by any table
   */
  private record Counts(long moved, long leastMoved, long broken, long leastBroken) {

    static Counts of(FlowSpread before, FlowSpread after) {
      long there = 0;
      long moved = 0;
      long mustMove = 0;
      long broken = 0;
      long mustBreak = 0;
      Fabric now = after.fabric();
      for (int f = 0; f < after.flows().count(); f++) {
        if (after.fate(f) == FlowFate.GONE_BEFORE) {
          continue;
        }
        int mux = after.muxBefore(f);
        int backEnd = after.backEndBefore(f);
        boolean ends =
            !now.runsBackEnd(backEnd)
                || after.mux(f) == Choice.NONE
                || after.backEnd(f) == Choice.NONE;
        there++;
        moved += after.mux(f) != mux || after.backEnd(f) != backEnd ? 1 : 0;
        mustMove += ends || !now.runsMux(mux) ? 1 : 0;
        broken += after.fate(f).isAlive() ? 0 : 1;
        mustBreak += ends ? 1 : 0;
      }
      long came = 0;
      long run = 0;
      for (int m = 0; m < now.muxes(); m++) {
        run += now.runsMux(m) ? 1 : 0;
        came += now.runsMux(m) && !before.fabric().runsMux(m) ? 1 : 0;
      }
      long share = came == 0 ? 0 : there * came / run;
      return new Counts(moved, Math.max(mustMove, share), broken, mustBreak);
    }
  }

  static HashingCompared of(EstablishedFlows flows) {
    if (flows.happened().events().isEmpty()) {
      throw Refusal.of("byHashing()", "nothing has happened to the flows yet")
          .wayOut("ask after an event, such as fail(\"mux1\")")
          .asException();
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row(flows, HashingTable.MODULO, HashingTable.MAGLEV));
    for (HashingTable table : HashingTable.values()) {
      rows.add(row(flows, table, table));
    }
    return new HashingCompared(flows, rows);
  }

  private static Row row(EstablishedFlows flows, HashingTable switches, HashingTable pools) {
    Fabric fabric = flows.network().layout().fabric(switches, pools);
    for (FabricEvent event : flows.network().happened().events()) {
      fabric = fabric.after(event);
    }
    Flows all = flows.spread().flows();
    FlowSpread before = FlowSpread.establish(fabric, all);
    List<FabricEvent> events = flows.happened().events();
    for (FabricEvent event : events.subList(0, events.size() - 1)) {
      before = before.after(event);
    }
    FlowSpread after = before.after(events.get(events.size() - 1));
    return new Row(switches, pools, Counts.of(before, after));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return flows.stamp();
  }

  private String last() {
    List<String> told = flows.happened().told();
    return told.get(told.size() - 1);
  }

  private Figure<Long> figure(String what, Row row, ToLongFunction<Counts> count, String formula) {
    List<Figure<?>> inputs = new ArrayList<>(flows.deciding());
    if (row.switches() == HashingTable.RESILIENT) {
      inputs.add(
          Figure.stated(
              "buckets",
              Facts.ours().fact("sdn/resilientBuckets/value").integer(),
              Facts.ours().fact("sdn/resilientBuckets/value")));
    }
    return Figure.derived(
            what + ", " + row.name(),
            count.applyAsLong(row.counts()),
            formula,
            inputs.toArray(Figure<?>[]::new))
        .note("of those that the events before the last one left");
  }

  private Figure<Long> moved(Row row) {
    return figure("moved", row, Counts::moved, "count over all {flows}, by seed {seed}");
  }

  private Figure<Long> broken(Row row) {
    return figure("broken", row, Counts::broken, "count over all {flows}, by seed {seed}");
  }

  private Figure<Long> leastMoved(Row row) {
    return figure(
        "moved at least",
        row,
        Counts::leastMoved,
        "count of {flows} whose MUX or back end stopped or that have no way, or the even share of"
            + " MUXes that join");
  }

  private Figure<Long> leastBroken(Row row) {
    return figure(
        "broken at least",
        row,
        Counts::leastBroken,
        "count of {flows} whose back end stopped or that have no way or no back end left");
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "%,d flows and %s, by tables", flows.flows().value(), last());
  }

  @Override
  public String verdict() {
    Row best = rows.get(1);
    Row worst = rows.get(rows.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s moves %,d* flows and breaks %,d*; %s moves %,d* and breaks %,d*.",
        best.name(),
        best.counts().moved(),
        best.counts().broken(),
        worst.name(),
        worst.counts().moved(),
        worst.counts().broken());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("switches")
            .text("MUXes")
            .count("moved")
            .count("at least moved")
            .count("broken")
            .count("at least broken");
    for (Row row : rows) {
      table.row(
          row.switches().toString(),
          row.pools().toString(),
          moved(row),
          leastMoved(row),
          broken(row),
          leastBroken(row));
    }
    table.note("The first row is what flows are followed with elsewhere.");
    table.note("Counted are flows that were there before " + last() + ".");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "switches and MUXes",
            "flows",
            rows.stream().map(Row::name).toList(),
            List.of(
                series("moved", Counts::moved, Picture.Role.WARNING),
                series("moved at least", Counts::leastMoved, Picture.Role.PLAIN),
                series("broken", Counts::broken, Picture.Role.BAD)),
            false));
  }

  private Picture.Series series(String name, ToLongFunction<Counts> count, Picture.Role role) {
    return new Picture.Series(
        name, rows.stream().map(row -> (double) count.applyAsLong(row.counts())).toList(), role);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (Row row : rows) {
      figures.addAll(List.of(moved(row), leastMoved(row), broken(row), leastBroken(row)));
    }
    return figures;
  }
}
