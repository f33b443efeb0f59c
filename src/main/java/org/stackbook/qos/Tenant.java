package org.stackbook.qos;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Caps;
import org.stackbook.qos.engine.Demand;
import org.stackbook.qos.engine.Machine;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;

/**
 * A tenant: virtual machines that are alike.
 *
 * @param name of the tenant
 * @param number in the order in which tenants were said
 * @param vms how many machines
 * @param disks of each machine
 * @param cap of each disk, if there is one
 * @param total cap of each machine, if there is one
 * @param waiting requests that may wait for the cap of a disk; -1 for all
 * @param demand when each machine asks
 * @param reads share of the requests that read
 * @param sizes of the requests
 * @param hits share of its reads that the cache serves, if it is its own
 * @param figures what was said and assumed
 */
record Tenant(
    String name,
    int number,
    int vms,
    int disks,
    Optional<Figure<Iops>> cap,
    Optional<Figure<Iops>> total,
    int waiting,
    Demand demand,
    double reads,
    List<TenantLoad.Size> sizes,
    Optional<Figure<Ratio>> hits,
    List<Figure<?>> figures) {

  private static final int STREAMS_PER_TENANT = 1 << 20;

  Tenant {
    sizes = List.copyOf(sizes);
    figures = List.copyOf(figures);
  }

  boolean isCapped() {
    return cap.isPresent() || total.isPresent();
  }

  Tenant withoutCaps() {
    return new Tenant(
        name,
        number,
        vms,
        disks,
        Optional.empty(),
        Optional.empty(),
        -1,
        demand,
        reads,
        sizes,
        hits,
        figures);
  }

  /** Tokens that a request of a size costs. */
  private static int tokens(int bytes, int unitBytes) {
    return (int) ((bytes + (long) unitBytes - 1) / unitBytes);
  }

  /** Tokens that a request costs in the mean. */
  double meanTokens(int unitBytes) {
    return sizes.stream().mapToDouble(s -> s.share() * tokens(s.bytes(), unitBytes)).sum();
  }

  /** Tokens that may be saved up: what the cap gains in a time, or the largest request. */
  private int burst(Figure<Iops> rate, double seconds, int unitBytes) {
    int largest = sizes.stream().mapToInt(s -> tokens(s.bytes(), unitBytes)).max().orElse(1);
    return (int)
        Math.min(
            Integer.MAX_VALUE, Math.max(largest, Math.ceil(rate.value().perSecond() * seconds)));
  }

  private static int rate(Optional<Figure<Iops>> rate) {
    return rate.map(r -> (int) r.value().perSecond()).orElse(0);
  }

  /**
   * One of its machines, for the engine.
   *
   * @param vm from 0
   * @param meter where its first disk is counted
   * @param hitShare of a tenant that says none of its own
   */
  Machine machine(int vm, int meter, double hitShare, double burstSeconds, int unitBytes) {
    return new Machine(
        disks,
        meter,
        (long) number * STREAMS_PER_TENANT + vm,
        demand,
        reads,
        sizes,
        hits.map(h -> h.value().value()).orElse(hitShare),
        new Caps(
            rate(cap),
            cap.map(c -> burst(c, burstSeconds, unitBytes)).orElse(0),
            rate(total),
            total.map(c -> burst(c, burstSeconds, unitBytes)).orElse(0),
            cap.isPresent() ? waiting : -1));
  }

  /** Requests per second that its caps let pass at most, all its machines together. */
  double mostPerSecond(int unitBytes) {
    double ofDisks = cap.isPresent() ? (double) rate(cap) * disks : Double.POSITIVE_INFINITY;
    double ofMachine = total.isPresent() ? rate(total) : Double.POSITIVE_INFINITY;
    return Math.min(ofDisks, ofMachine) * vms / meanTokens(unitBytes);
  }
}
