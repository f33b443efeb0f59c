package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.SharedOptimum;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.stackbook.view.Result;

/**
 * All types of resiliency on the pool of one stamp: how each lays a volume out, what it survives,
 * what volumes could hold if all were of it, and why some cannot be.
 *
 * <pre>{@code
 * oslo.storage().resiliencies().why("usable with dual parity")
 * }</pre>
 *
 * <p>Source: Fault tolerance and storage efficiency in Storage Spaces Direct; Nested resiliency for
 * Storage Spaces Direct; Azure Stack Hub storage capacity planning.
 */
public final class Resiliencies extends Result implements OfStamp {

  private final Pool pool;
  private final List<Row> rows;

  Resiliencies(Pool pool) {
    this.pool = pool;
    this.rows = Arrays.stream(Resiliency.values()).map(this::row).toList();
  }

  /** A type on this pool; without a layout it cannot be there, and {@code reason} says why. */
  private record Row(
      Resiliency type,
      Optional<VolumeLayout> layout,
      Optional<Figure<Bytes>> usable,
      String reason) {

    <T> @Nullable T ofLayout(Function<VolumeLayout, T> part) {
      return layout.map(part).orElse(null);
    }

    Figure<Ratio> efficiency(VolumeLayout of) {
      return of.efficiency().named("efficiency of " + type.title());
    }
  }

  private Row row(Resiliency type) {
    List<String> reasons = new ArrayList<>();
    Optional<VolumeLayout> layout = Optional.empty();
    PoolShape shape = PoolShape.of(stamp());
    if (!type.allows(shape.servers())) {
      reasons.add("needs " + type.wantedServers());
    }
    if (!type.isIn(stamp().build())) {
      reasons.add("needs " + type.since().orElseThrow());
    }
    if (reasons.isEmpty()) {
      layout = Optional.of(type.over(shape));
    }
    return new Row(type, layout, layout.map(l -> usable(type, l)), String.join("; ", reasons));
  }

  /** What volumes could hold if all of them were of this layout. */
  private Figure<Bytes> usable(Resiliency type, VolumeLayout layout) {
    long[] capacities =
        stamp().servers().stream()
            .mapToLong(s -> s.rawCapacity().minus(pool.reserveOf(s)).count())
            .toArray();
    List<VolumeLayout.Group> groups = layout.groups();
    int[] widths = groups.stream().mapToInt(VolumeLayout.Group::width).toArray();
    double[] symbols = groups.stream().mapToDouble(VolumeLayout.Group::symbol).toArray();
    double most = SharedOptimum.of(capacities, widths, symbols);
    double perData = groups.stream().mapToDouble(g -> g.width() * g.symbol()).sum();
    double left = Arrays.stream(capacities).sum() - most * perData;
    // Fewer bytes than a group has symbols are a remainder, not capacity out of reach.
    boolean remainder = left < Arrays.stream(widths).max().orElse(0);
    ByteUnit unit = pool.raw().value().unit();
    Figure<Bytes> stranded =
        Figure.derived(
            "stranded by " + type.title(),
            Bytes.of(remainder ? 0 : Math.round(left), unit),
            "{raw} − {reserve} − the most of it that {widest} different servers can share",
            pool.raw(),
            pool.reserve(),
            Figure.derived(
                "widest",
                Arrays.stream(widths).max().orElse(0),
                "symbols or copies of a group: {layout}",
                Figure.given("layout", layout.text(), "layout on " + widthOfPool())));
    Figure<Ratio> efficiency = layout.efficiency().named("efficiency of " + type.title());
    return Figure.derived(
        "usable with " + type.title(),
        Bytes.of((long) Math.floor(most), unit),
        "({raw} − {reserve} − {" + stranded.name() + "}) × {" + efficiency.name() + "}",
        pool.raw(),
        pool.reserve(),
        stranded,
        efficiency);
  }

  private String widthOfPool() {
    PoolShape shape = PoolShape.of(stamp());
    String media =
        shape.allFlash() ? "flash" : Pool.hasMixedCapacity(stamp()) ? "SSD and HDD" : "HDD";
    return shape.servers() + " servers with " + media + " capacity";
  }

  /** The stamp whose pool it is. */
  @Override
  public Stamp stamp() {
    return pool.stamp();
  }

  @Override
  public String title() {
    return "Resiliency types on " + stamp().name();
  }

  @Override
  public String verdict() {
    Row used = rows.stream().filter(r -> r.type.isUsedByAzureStack()).findFirst().orElseThrow();
    Row most =
        rows.stream()
            .filter(r -> r.usable.isPresent())
            .max(
                Comparator.comparing((Row r) -> r.usable.orElseThrow().value())
                    .thenComparing(r -> r.type.tolerates().value()))
            .orElseThrow();
    return "Azure Stack makes all volumes "
        + used.type.title()
        + ", which holds "
        + shown(used)
        + " of "
        + pool.raw().value()
        + " raw here; the most would be "
        + shown(most)
        + " with "
        + most.type.title()
        + ".";
  }

  private static String shown(Row row) {
    Figure<Bytes> usable = row.usable.orElseThrow();
    return usable.value() + (usable.confidence().starred() ? "*" : "");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What each type gives")
            .text("resiliency")
            .text("layout")
            .number("efficiency", "%", 1)
            .count("tolerates")
            .text("servers")
            .text("Azure Stack")
            .number("usable", "TB", 2)
            .text("refused");
    for (Row row : rows) {
      table.row(
          row.type.title(),
          row.ofLayout(VolumeLayout::text),
          row.ofLayout(row::efficiency),
          row.type.tolerates(),
          row.type.wantedServers().replace(" servers", ""),
          row.type.isUsedByAzureStack() ? "yes" : "no",
          row.usable.orElse(null),
          row.reason);
    }
    return table
        .note(
            "Usable is what volumes could hold if all were of this type, those of the"
                + " infrastructure included.")
        .note("A volume keeps the layout that it is made with when servers are added.")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Row> here = rows.stream().filter(r -> r.usable.isPresent()).toList();
    List<Double> usable =
        here.stream().map(r -> r.usable.orElseThrow().value().to(ByteUnit.TB)).toList();
    return Optional.of(
        new Picture.Bars(
            "Usable capacity by type of resiliency",
            "Bars for the " + here.size() + " types that this pool can have. " + verdict(),
            "",
            "Usable (TB)",
            here.stream().map(r -> r.type.title()).toList(),
            List.of(new Series("usable", usable, Role.GOOD)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    rows.forEach(row -> row.usable.ifPresent(figures::add));
    rows.forEach(row -> row.layout.ifPresent(layout -> figures.add(row.efficiency(layout))));
    for (Row row : rows) {
      figures.add(row.type.tolerates().named("failures that " + row.type.title() + " tolerates"));
      figures.add(row.type.servers().named("servers for " + row.type.title()));
    }
    figures.add(
        Figure.stated(
            "Azure Stack", Resiliency.azureStackRule().text(), Resiliency.azureStackRule()));
    figures.add(pool.raw());
    figures.add(pool.reserve());
    return figures;
  }
}
