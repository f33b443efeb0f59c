package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Bottleneck;
import org.stackbook.qos.engine.Machine;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.VmDisk;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Result;

/**
 * What the caps of all tenants allow together, against what the drives can do of such requests. A
 * cap is no promise: where the drives can do less, tenants get less than their caps when all ask.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("vdi", t -> t.vm("Standard_D2_v2", 8).vms(40).open(iops(20)))
 *     .duration(minutes(0.01))).overSubscription()
 * }</pre>
 *
 * <p>Source: VM sizes supported in Azure Stack Hub: caps are against noisy neighbours, never a
 * guarantee.
 */
public final class OverSubscription extends Result implements OfStamp {

  private static final double[] HITS = {1, 0.99, 0.95, 0.9, 0.8, 0.5, 0};
  private static final int STEPS = 50;

  private final Scenario scenario;
  private final List<Tenant> capped;
  private final Figure<Iops> caps;
  private final Figure<Iops> most;
  private final Figure<Ratio> ratio;

  OverSubscription(Scenario scenario) {
    this.scenario = scenario;
    this.capped = scenario.tenants().stream().filter(Tenant::isCapped).toList();
    if (capped.isEmpty()) {
      throw Refusal.of("overSubscription()", "no tenant has a cap")
          .wayOut("say disks(4, iops(500)) or vm(\"Standard_D2_v2\", 4) of a tenant")
          .asException();
    }
    double sum = capped.stream().mapToDouble(t -> t.mostPerSecond(scenario.unitBytes())).sum();
    this.caps =
        Figure.derived(
            "sum of caps",
            new Iops(sum),
            "disks × cap of each tenant, by what a request of its sizes costs at {unit}",
            Stream.concat(
                    Stream.of(scenario.said().unit()),
                    capped.stream()
                        .flatMap(t -> Stream.concat(t.cap().stream(), t.total().stream())))
                .toArray(Figure<?>[]::new));
    Bottleneck bottleneck = at(Optional.empty());
    this.most =
        Figure.derived(
            "drives can do",
            new Iops(bottleneck.perSecond()),
            (bottleneck.cache() ? "cache" : "capacity")
                + " drives are busy all the time, with {read hits} of the reads from the cache and"
                + " {copies} copies of each write",
            scenario.rules().toArray(Figure<?>[]::new));
    this.ratio =
        Figure.derived(
                "over-subscription",
                Ratio.of(sum / bottleneck.perSecond()),
                "{sum of caps} ÷ {drives can do}",
                caps,
                most)
            .by(guarantee());
  }

  private static Fact guarantee() {
    return VmDisk.capNotGuarantee();
  }

  private Bottleneck at(Optional<Double> hits) {
    double[] weights =
        capped.stream().mapToDouble(t -> t.mostPerSecond(scenario.unitBytes())).toArray();
    List<Machine> loads =
        capped.stream()
            .map(t -> scenario.machine(t, 0, 0))
            .map(m -> hits.map(share -> withHits(m, share)).orElse(m))
            .toList();
    return Bottleneck.of(scenario.backend(), loads, weights);
  }

  private static Machine withHits(Machine m, double hits) {
    return new Machine(
        m.disks(), m.meter(), m.stream(), m.demand(), m.reads(), m.sizes(), hits, m.caps());
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
    return (ratio.value().value() <= 1
            ? String.format(
                Locale.ROOT,
                "The drives can do %s and the caps allow %s: all of them can be used at once.",
                starred(most),
                starred(caps))
            : String.format(
                Locale.ROOT,
                "The caps allow %s and the drives can do %s: when all ask, a cap is worth %s* of"
                    + " itself and promises nothing.",
                starred(caps),
                starred(most),
                Ratio.of(1 / ratio.value().value())))
        + free;
  }

  private static String starred(Figure<?> figure) {
    return figure.valueText() + (figure.confidence().starred() ? "*" : "");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What the drives can do")
            .number("reads from the cache", "%", 0)
            .number("drives can do", "IOPS", 0)
            .text("busiest")
            .number("sum of caps", "IOPS", 0)
            .number("over-subscription", "%", 0);
    for (double hits : HITS) {
      Bottleneck found = at(Optional.of(hits));
      table.row(
          hits * 100,
          new DataTable.Cell(found.perSecond(), true),
          found.cache() ? "cache drives" : "capacity drives",
          caps,
          new DataTable.Cell(100 * caps.value().perSecond() / found.perSecond(), true));
    }
    return table
        .note("A cap keeps others from being hurt; it is no guarantee, and no planner counts it.")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Double> xs = new ArrayList<>();
    List<Double> can = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double hits = (double) i / STEPS;
      xs.add(100 * hits);
      can.add(at(Optional.of(hits)).perSecond());
      allowed.add(caps.value().perSecond());
    }
    return Optional.of(
        new Picture.Lines(
            "Caps and what the drives can do",
            "Two lines over the share of reads that the cache serves. " + verdict(),
            "Reads from the cache (%)",
            "Requests (IOPS)",
            List.of(
                new Line("drives can do", xs, can, Role.GOOD),
                new Line("sum of caps", xs, allowed, Role.BOUND))));
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(caps, most, ratio);
  }
}
