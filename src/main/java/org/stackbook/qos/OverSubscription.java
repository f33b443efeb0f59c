package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Bottleneck;
import org.stackbook.qos.engine.Machine;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.VmDisk;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Result;

/**
 * What the caps of all tenants allow together, against what the drives can do of such requests: as
 * long as the cache takes all writes, and in the long run, when they are de-staged too. A cap is no
 * promise: where the drives can do less, tenants get less than their caps when all ask.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("vdi", t -> t.vm("Standard_D2_v2", 40).dataDisks(8).open(iops(20)))
 *     .duration(minutes(0.01))).overSubscription()
 * }</pre>
 *
 * <p>Source: VM sizes supported in Azure Stack Hub: caps are against noisy neighbours, never a
 * guarantee.
 */
public final class OverSubscription extends Result implements OfStamp {

  private static final double[] HITS = {1, 0.99, 0.95, 0.9, 0.8, 0.5, 0};
  private static final double[] NO_HITS = {0};
  private static final int STEPS = 50;

  private final Scenario scenario;
  private final List<Tenant> capped;
  private final List<Figure<Iops>> capsOfEach;
  private final Figure<Iops> caps;
  private final Figure<Ratio> destaged;
  private final Bound now;
  private final Optional<Bound> inTheLongRun;

  /**
   * What drives can do, and what the caps allow of it.
   *
   * @param most requests per second
   * @param ratio caps beside it
   */
  private record Bound(Figure<Iops> most, Figure<Ratio> ratio) {

    boolean isEnough() {
      return ratio.value().value() <= 1;
    }

    /** What a cap is worth when all ask. */
    Ratio worth() {
      return Ratio.of(1 / ratio.value().value());
    }
  }

  OverSubscription(Scenario scenario) {
    this.scenario = scenario;
    this.capped = scenario.tenants().stream().filter(Tenant::isCapped).toList();
    if (capped.isEmpty()) {
      throw Refusal.of("overSubscription()", "no tenant has a cap")
          .wayOut("say disks(4, iops(500)) or vm(\"Standard_D2_v2\", 1) of a tenant")
          .asException();
    }
    this.capsOfEach = capped.stream().map(t -> t.mostPerSecond(scenario.said().unit())).toList();
    this.caps =
        Figure.derived(
            "sum of caps",
            new Iops(capsOfEach.stream().mapToDouble(f -> f.value().perSecond()).sum()),
            capsOfEach.stream().map(f -> "{" + f.name() + "}").collect(Collectors.joining(" + ")),
            capsOfEach.toArray(Figure<?>[]::new));
    Fact later = Facts.ours().fact("qos/destagedPct/value");
    this.destaged = Figure.stated("writes de-staged", later.ratio(), later);
    this.now = bound("", 0);
    this.inTheLongRun =
        scenario.backend().cache().isEmpty()
            ? Optional.empty()
            : Optional.of(bound(" in the long run", destaged.value().value()));
  }

  private Bound bound(String when, double share) {
    Bottleneck bottleneck = at(Optional.empty(), share);
    Figure<?>[] rules = rules(share).toArray(Figure<?>[]::new);
    List<Figure<?>> times = new ArrayList<>();
    if (!scenario.backend().cache().isEmpty()) {
      times.add(
          Figure.derived(
              "cache drive busy" + when,
              new Timespan(bottleneck.cacheSeconds()),
              "the busiest one, in the mean for a request of the mix that the caps allow: a hit"
                  + " ({read hits} of the reads if the tenant says no other) reads from one of"
                  + " them, and a write goes to {copies}; each serves several at once",
              rules));
    }
    times.add(
        Figure.derived(
            "capacity drive busy" + when,
            new Timespan(bottleneck.capacitySeconds()),
            "the busiest one, in the mean for a request of the mix that the caps allow: what does"
                + " not hit reads from one of them"
                + writes(share),
            rules));
    Figure<Iops> most =
        Figure.derived(
            "drives can do" + when,
            new Iops(bottleneck.perSecond()),
            "1 ÷ "
                + (times.size() == 1 ? "" : "max(")
                + times.stream().map(f -> "{" + f.name() + "}").collect(Collectors.joining(", "))
                + (times.size() == 1 ? "" : ")"),
            times.toArray(Figure<?>[]::new));
    return new Bound(
        most,
        Figure.derived(
                "over-subscription" + when,
                Ratio.of(caps.value().perSecond() / bottleneck.perSecond()),
                "{sum of caps} ÷ {" + most.name() + "}",
                caps,
                most)
            .by(VmDisk.capNotGuarantee()));
  }

  private List<Figure<?>> rules(double share) {
    List<Figure<?>> rules = new ArrayList<>(scenario.rules());
    if (share > 0) {
      rules.add(destaged);
    }
    for (Tenant tenant : capped) {
      rules.addAll(tenant.figures());
      tenant.hits().ifPresent(rules::add);
    }
    rules.addAll(capsOfEach);
    return rules;
  }

  private String writes(double share) {
    if (scenario.backend().cache().isEmpty()) {
      return ", and a write goes to {copies}";
    }
    return share > 0
        ? ", and {writes de-staged} of the writes come to {copies} of them from the cache"
        : "; writes stay in the cache, for as long as there is room";
  }

  /**
   * @param hits share of the reads that hit, if it is another than was said
   * @param share of the writes that are de-staged
   */
  private Bottleneck at(Optional<Double> hits, double share) {
    List<Machine> loads = new ArrayList<>();
    double[] weights = new double[2 * capped.size()];
    for (int t = 0; t < capped.size(); t++) {
      RequestMix mix = capped.get(t).mix();
      double most = capsOfEach.get(t).value().perSecond();
      Machine machine = scenario.machine(capped.get(t), 0, 0);
      weights[loads.size()] = most * mix.reads();
      loads.add(asking(machine, 1, mix.readSizes(), hits));
      weights[loads.size()] = most * (1 - mix.reads());
      loads.add(asking(machine, 0, mix.writeSizes(), hits));
    }
    return Bottleneck.of(scenario.backend(), loads, weights, share);
  }

  private static Machine asking(
      Machine m, double reads, List<TenantLoad.Size> sizes, Optional<Double> hits) {
    return new Machine(
        m.disks(),
        m.meter(),
        m.stream(),
        m.demand(),
        reads,
        sizes,
        hits.orElse(m.hits()),
        m.caps());
  }

  /** The stamp whose drives are shared. */
  @Override
  public Stamp stamp() {
    return scenario.stamp();
  }

  @Override
  public String title() {
    return "Caps and drives of " + stamp().name() + scenario.remarks();
  }

  @Override
  public String verdict() {
    String free =
        capped.size() == scenario.tenants().size() ? "" : " Tenants without a cap come on top.";
    Bound last = inTheLongRun.orElse(now);
    String can =
        "The drives can do "
            + starred(now.most())
            + inTheLongRun
                .map(
                    l ->
                        " until the cache is full of writes, " + starred(l.most()) + " after that,")
                .orElse("")
            + " and the caps allow "
            + starred(caps);
    if (last.isEnough()) {
      return can + ": all of them can be used at once." + free;
    }
    return can
        + (now.isEnough()
            ? ": all of them can be used at once for a while; in the long run a cap is worth "
                + last.worth()
                + "* of itself and promises nothing."
            : ": when all ask, a cap is worth " + now.worth() + "* of itself and promises nothing.")
        + free;
  }

  private static String starred(Figure<?> figure) {
    return figure.valueText() + (figure.confidence().starred() ? "*" : "");
  }

  @Override
  public DataTable data() {
    boolean later = inTheLongRun.isPresent();
    DataTable.Builder table =
        DataTable.of("What the drives can do")
            .number("reads from the cache", "%", 0)
            .number("drives can do", "IOPS", 0)
            .text("busiest");
    if (later) {
      table.number("in the long run", "IOPS", 0);
    }
    table.number("sum of caps", "IOPS", 0).number("over-subscription", "%", 0);
    if (later) {
      table.number("in the long run", "%", 0);
    }
    for (double hits : scenario.cache().keepsAny() ? HITS : NO_HITS) {
      table.row(row(hits, later));
    }
    if (later) {
      table.note(
          "In the long run writes are de-staged, "
              + destaged.valueText()
              + "* of them; until the cache is full of them, they are not counted.");
    }
    return table
        .note("A cap keeps others from being hurt; it is no guarantee, and no planner counts it.")
        .build();
  }

  /**
   * @param hits share of the reads that hit
   * @param later whether there is a cache, so that the long run is another
   */
  private Object[] row(double hits, boolean later) {
    Bottleneck found = at(Optional.of(hits), 0);
    Bottleneck last = at(Optional.of(hits), destaged.value().value());
    List<Object> row = new ArrayList<>();
    row.add(hits * 100);
    row.add(star(found.perSecond()));
    row.add(found.cache() ? "cache drives" : "capacity drives");
    if (later) {
      row.add(star(last.perSecond()));
    }
    row.add(caps);
    row.add(star(100 * caps.value().perSecond() / found.perSecond()));
    if (later) {
      row.add(star(100 * caps.value().perSecond() / last.perSecond()));
    }
    return row.toArray();
  }

  private static DataTable.Cell star(double value) {
    return new DataTable.Cell(value, true);
  }

  /** Over the share of reads that hit; none where the cache keeps no reads. */
  @Override
  public Optional<Picture> picture() {
    if (!scenario.cache().keepsAny()) {
      return Optional.empty();
    }
    List<Double> xs = new ArrayList<>();
    List<Double> can = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double hits = (double) i / STEPS;
      xs.add(100 * hits);
      can.add(at(Optional.of(hits), 0).perSecond());
      later.add(at(Optional.of(hits), destaged.value().value()).perSecond());
      allowed.add(caps.value().perSecond());
    }
    return Optional.of(
        new Picture.Lines(
            "Caps and what the drives can do",
            "Three lines over the share of reads that the cache serves. " + verdict(),
            "Reads from the cache (%)",
            "Requests (IOPS)",
            List.of(
                new Line("drives can do", xs, can, Role.GOOD),
                new Line("in the long run", xs, later, Role.PLAIN),
                new Line("sum of caps", xs, allowed, Role.BOUND))));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(caps, now.most(), now.ratio()));
    inTheLongRun.ifPresent(bound -> figures.addAll(List.of(bound.most(), bound.ratio())));
    figures.addAll(capsOfEach);
    return figures;
  }
}
