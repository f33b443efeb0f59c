package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.fact.Source;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.stackbook.view.Result;

/**
 * Where the capacity of a stamp goes: from raw drives through reserve, stranded capacity and copies
 * to the volumes, and what is usable for tenants in the end.
 *
 * <pre>{@code
 * oslo.storage().capacity().why("usable")
 * }</pre>
 *
 * <p>Source: Azure Stack Hub storage capacity planning; Plan volumes and Drive symmetry
 * considerations in Storage Spaces Direct.
 */
public final class CapacityPlan extends Result implements OfStamp {

  private final Pool pool;
  private final VolumePlan volumes;
  private final Figure<Bytes> usable;
  private final Figure<Bytes> unused;
  private final Figure<Ratio> efficiency;

  CapacityPlan(Pool pool, VolumePlan volumes) {
    this.pool = pool;
    this.volumes = volumes;
    this.usable = volumes.usable();
    this.unused = unused();
    this.efficiency =
        Figure.derived(
            "efficiency",
            usable.value().shareOf(pool.raw().value()),
            "{usable} ÷ {raw}",
            usable,
            pool.raw());
    requireFit();
  }

  private Figure<Bytes> unused() {
    List<Figure<?>> inputs = new ArrayList<>(List.of(pool.data()));
    Bytes left = pool.data().value();
    StringBuilder formula = new StringBuilder("{data capacity}");
    for (VolumePlan.Group group : volumes.groups()) {
      inputs.add(group.total());
      formula.append(" − {").append(group.total().name()).append('}');
      left = left.minus(group.total().value());
    }
    long volumeCount = volumes.groups().stream().mapToLong(group -> group.names().size()).sum();
    // Fewer bytes than volumes are a remainder of the division, not capacity that is left.
    boolean remainder = left.isPositive() && left.count() < volumeCount;
    return Figure.derived(
        "unused",
        remainder ? Bytes.of(0, left.unit()) : left,
        formula.toString(),
        inputs.toArray(Figure<?>[]::new));
  }

  private void requireFit() {
    Bytes spare = unused.value().min(usable.value());
    if (spare.compareTo(Bytes.ZERO) < 0) {
      throw Refusal.of(
              "volumes of " + pool.data().value().minus(spare) + " in all",
              pool.copies().value() + " copies of at most " + pool.data().value() + " fit")
          .source(String.join("; ", pool.data().sources().stream().map(Source::title).toList()))
          .wayOut(
              volumes.isDescribed()
                  ? "make them smaller by "
                      + Bytes.ZERO.minus(spare)
                      + ", or add servers or larger drives"
                  : "add servers or larger drives")
          .asException();
    }
  }

  /** The volumes, in the order in which they are made. */
  VolumePlan volumes() {
    return volumes;
  }

  /** The stamp whose capacity this is. */
  @Override
  public Stamp stamp() {
    return pool.stamp();
  }

  Pool pool() {
    return pool;
  }

  @Override
  public String title() {
    String what = "Capacity of " + pool.stamp().name();
    return pool.rule() == ReserveRule.AZURE_STACK ? what : what + ", " + pool.rule().title();
  }

  @Override
  public String verdict() {
    return (volumes.isDescribed() ? "The volumes hold " : "Tenants can use ")
        + usable.value()
        + star(usable)
        + " ("
        + usable.value().as(ByteUnit.TIB)
        + ") of "
        + pool.raw().value()
        + " raw: "
        + efficiency.value()
        + ".";
  }

  private static String star(Figure<?> figure) {
    return figure.confidence().starred() ? "*" : "";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Where " + pool.raw().value() + " go")
            .text("what")
            .count("volumes")
            .number("each", "TB", 2)
            .number("data", "TB", 2)
            .number("data", "TiB", 2)
            .number("from pool", "TB", 2)
            .number("from pool", "TiB", 2)
            .number("of raw", "%", 1);
    row(table, "Raw capacity", pool.raw());
    row(table, "Reserve (" + pool.rule().title() + ")", pool.reserve());
    row(table, "Stranded", pool.stranded());
    for (VolumePlan.Group group : volumes.groups()) {
      Figure<Bytes> footprint = footprint(group.total());
      table.row(
          group.kind(),
          group.names().size(),
          group.each(),
          group.total(),
          group.total(),
          footprint,
          footprint,
          share(footprint));
    }
    if (unused.value().isPositive()) {
      Figure<Bytes> left = footprint(unused);
      table.row("Unused", null, null, unused, unused, left, left, share(left));
    }
    manyVolumes().ifPresent(table::note);
    return table.build();
  }

  /** Azure Stack makes its volumes by a rule of its own, which does not ask for this limit. */
  private Optional<String> manyVolumes() {
    long planned = volumes.groups().stream().mapToLong(group -> group.names().size()).sum();
    Build build = pool.stamp().build();
    Figure<Integer> most = build.limits().volumes();
    return planned <= most.value()
        ? Optional.empty()
        : Optional.of(
            "The rules of Azure Stack make "
                + planned
                + " volumes; Storage Spaces Direct states at most "
                + most.value()
                + " for "
                + build.hostOs()
                + ". Source: "
                + most.rules().get(0).citation()
                + ".");
  }

  private void row(DataTable.Builder table, String what, Figure<Bytes> pooled) {
    table.row(what, null, null, null, null, pooled, pooled, share(pooled));
  }

  private Figure<Bytes> footprint(Figure<Bytes> size) {
    return Figure.derived(
        "footprint of " + size.name(),
        size.value().times(pool.copies().value()),
        "{" + size.name() + "} × {copies}",
        size,
        pool.copies());
  }

  private Figure<Ratio> share(Figure<Bytes> part) {
    return Figure.derived(
        "share",
        part.value().shareOf(pool.raw().value()),
        "{" + part.name() + "} ÷ {total}",
        part,
        pool.raw().named("total"));
  }

  /** A waterfall: what is still there, and on top of it what each step takes away. */
  @Override
  public Optional<Picture> picture() {
    List<String> steps = new ArrayList<>(List.of("Raw", "Reserve"));
    List<Double> left = new ArrayList<>(List.of(pool.raw().value().to(ByteUnit.TB)));
    List<Double> taken = new ArrayList<>(List.of(0.0));
    Bytes rest = step(pool.raw().value(), pool.reserve().value(), left, taken);
    if (pool.stranded().value().isPositive()) {
      steps.add("Stranded");
      rest = step(rest, pool.stranded().value(), left, taken);
    }
    steps.add("Mirror copies");
    rest = step(rest, rest.minus(pool.data().value()), left, taken);
    for (VolumePlan.Group group : volumes.takenFirst()) {
      steps.add(group.kind());
      rest = step(rest, group.total().value(), left, taken);
    }
    if (unused.value().isPositive()) {
      steps.add("Unused");
      step(rest, unused.value(), left, taken);
    }
    steps.add("Usable");
    step(usable.value(), Bytes.ZERO, left, taken);
    return Optional.of(
        new Picture.Bars(
            "From raw to usable capacity",
            "Waterfall from "
                + pool.raw().value()
                + " raw capacity over reserve, copies and volumes to "
                + usable.value()
                + " usable",
            "",
            "Capacity (TB)",
            steps,
            List.of(new Series("left", left, Role.GOOD), new Series("taken", taken, Role.RESERVED)),
            true));
  }

  private static Bytes step(Bytes rest, Bytes part, List<Double> left, List<Double> taken) {
    Bytes after = rest.minus(part);
    left.add(after.to(ByteUnit.TB));
    taken.add(part.to(ByteUnit.TB));
    return after;
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(
            List.of(usable, efficiency, pool.raw(), pool.reserve(), pool.stranded(), pool.data()));
    for (VolumePlan.Group group : volumes.groups()) {
      figures.add(group.total());
      if (!group.each().name().equals(group.total().name())) {
        figures.add(group.each());
      }
    }
    figures.add(unused);
    alertThreshold("warning", "warningPct").ifPresent(figures::add);
    alertThreshold("critical", "criticalPct").ifPresent(figures::add);
    return figures;
  }

  /** At how much of a volume the portal raises an alert. */
  private Optional<Figure<?>> alertThreshold(String name, String key) {
    String build = pool.stamp().build().name();
    return Facts.capacity().entries("storage/alerts").stream()
        .map(row -> Facts.capacity().fact(row + "/" + key))
        .filter(fact -> fact.builds().includes(build))
        .<Figure<?>>map(fact -> Figure.stated(name + " alert", fact.ratio(), fact))
        .findFirst();
  }
}
