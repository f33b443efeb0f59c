package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Caps;
import org.stackbook.qos.engine.Demand;
import org.stackbook.qos.engine.Machine;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;

/**
 * A tenant: virtual machines that are alike.
 *
 * @param name of the tenant
 * @param number in the order in which tenants were said
 * @param machines how many
 * @param disksOfEach of each machine
 * @param cap of each disk, if there is one
 * @param total cap of each machine, if there is one
 * @param waiting requests that may wait for the cap of a disk, if not all
 * @param demand when each machine asks
 * @param mix what the requests are
 * @param hits share of its reads that the cache serves, if it is its own
 * @param figures what was said and assumed of its load: first when requests come
 */
record Tenant(
    String name,
    int number,
    Figure<Integer> machines,
    Figure<Integer> disksOfEach,
    Optional<Figure<Iops>> cap,
    Optional<Figure<Iops>> total,
    Optional<Figure<Integer>> waiting,
    Demand demand,
    RequestMix mix,
    Optional<Figure<Ratio>> hits,
    List<Figure<?>> figures) {

  private static final int STREAMS_PER_TENANT = 1 << 20;

  Tenant {
    figures = List.copyOf(figures);
  }

  int vms() {
    return machines.value();
  }

  int disks() {
    return disksOfEach.value();
  }

  boolean isCapped() {
    return cap.isPresent() || total.isPresent();
  }

  /** What was said and assumed of it: its load and its caps. */
  Figure<String> asks() {
    List<Figure<?>> inputs = new ArrayList<>(figures);
    Stream.of(cap, total, waiting, hits).flatMap(Optional::stream).forEach(inputs::add);
    return Figure.derived(
        name + " asks",
        figures.get(0).valueText(),
        "{"
            + figures.get(0).name()
            + "}; VMs: {"
            + machines.name()
            + "}, disks of each: {"
            + disksOfEach.name()
            + "}",
        inputs.toArray(Figure<?>[]::new));
  }

  Tenant withoutCaps() {
    return new Tenant(
        name,
        number,
        machines,
        disksOfEach,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        demand,
        mix,
        hits,
        figures);
  }

  /** Tokens that may be saved up: what the cap gains in a time, or the largest request. */
  private int burst(Figure<Iops> rate, double seconds, int unitBytes) {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            Math.max(mix.mostTokens(unitBytes), Math.ceil(rate.value().perSecond() * seconds)));
  }

  private static int rate(Optional<Figure<Iops>> rate) {
    return rate.map(r -> (int) r.value().perSecond()).orElse(0);
  }

  /**
   * One of its machines, for the engine. A recording knows itself what its requests are.
   *
   * @param vm from 0
   * @param meter where its first disk is counted
   * @param hitShare of a tenant that says none of its own
   */
  Machine machine(int vm, int meter, double hitShare, double burstSeconds, int unitBytes) {
    return new Machine(
        disks(),
        meter,
        (long) number * STREAMS_PER_TENANT + vm,
        demand,
        mix.reads(),
        mix.readSizes(),
        hits.map(h -> h.value().value()).orElse(hitShare),
        new Caps(
            rate(cap),
            cap.map(c -> burst(c, burstSeconds, unitBytes)).orElse(0),
            rate(total),
            total.map(c -> burst(c, burstSeconds, unitBytes)).orElse(0),
            cap.isPresent() ? waiting.map(Figure::value).orElse(-1) : -1));
  }

  /**
   * Requests per second that its caps let pass at most, all its machines together; there is a cap.
   *
   * @param unit size that costs one of a cap
   */
  Figure<Iops> mostPerSecond(Figure<Bytes> unit) {
    Figure<Double> tokens =
        Figure.derived(
            name + " cost",
            mix.meanTokens((int) unit.value().count()),
            "{" + mix.sizes().name() + "} ÷ {" + unit.name() + "}, begun ones whole, in the mean",
            mix.sizes(),
            unit);
    List<Figure<?>> inputs = new ArrayList<>(List.of(machines, tokens));
    List<String> bounds = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    if (cap.isPresent()) {
      least = (double) rate(cap) * disks();
      bounds.add("{" + disksOfEach.name() + "} × {" + cap.get().name() + "}");
      inputs.add(disksOfEach);
      inputs.add(cap.get());
    }
    if (total.isPresent()) {
      least = Math.min(least, rate(total));
      bounds.add("{" + total.get().name() + "}");
      inputs.add(total.get());
    }
    String each = String.join(", ", bounds);
    return Figure.derived(
        name + " caps",
        new Iops(least * vms() / tokens.value()),
        (bounds.size() == 1 ? each : "min(" + each + ")")
            + " × {"
            + machines.name()
            + "} ÷ {"
            + tokens.name()
            + "}",
        inputs.toArray(Figure<?>[]::new));
  }
}
