package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.TenantLoad;

/** What holds for any machines, loads, caps and drives. */
@Tag("property")
class QueueSimulationPropertyTest {

  private static final long END = 2_000_000_000L;

  private static List<Machine> machines(Random64 random) {
    List<Machine> machines = new ArrayList<>();
    int meter = 0;
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      double rate = 50 + random.nextInt(3000);
      boolean closed = random.nextInt(4) == 0;
      Demand demand =
          closed
              ? new Demand.Closed(1 + random.nextInt(20), random.nextInt(3) * 1e6, 0)
              : new Demand.Open(
                  random.nextInt(2) == 0
                      ? () -> Arrivals.poisson(rate)
                      : () -> Arrivals.bursts(rate, 0.1, 0.3),
                  random.nextInt(2) * END / 4);
      Caps caps =
          new Caps(
              random.nextInt(4) == 0 ? 0 : 100 + random.nextInt(1000),
              1 + random.nextInt(50),
              random.nextInt(2) == 0 ? 0 : 100 + random.nextInt(3000),
              1 + random.nextInt(50),
              closed ? -1 : random.nextInt(4) - 1);
      int disks = 1 + random.nextInt(4);
      machines.add(
          new Machine(
              disks,
              meter,
              i,
              demand,
              random.nextDouble(),
              List.of(new TenantLoad.Size(4096, 0.5), new TenantLoad.Size(65_536, 0.5)),
              random.nextDouble(),
              caps));
      meter += disks;
    }
    return machines;
  }

  private static Backend backend(Random64 random) {
    int servers = 1 + random.nextInt(4);
    int cache = random.nextInt(3) * servers;
    int capacity = (1 + random.nextInt(3)) * servers;
    return new Backend(
        IntStream.range(0, cache)
            .mapToObj(i -> new PlacedDrive(new DriveTimes(90_000, 30_000, 1.5e9, 4), i % servers))
            .toList(),
        IntStream.range(0, capacity)
            .mapToObj(
                i -> new PlacedDrive(new DriveTimes(12_000_000, 12_000_000, 1.5e8, 1), i % servers))
            .toList(),
        1 + random.nextInt(3),
        random.nextInt(2) == 0);
  }

  private static int meters(List<Machine> machines) {
    return machines.stream().mapToInt(Machine::disks).sum();
  }

  private static List<Meter> run(List<Machine> machines, Backend backend, long seed) {
    return new QueueSimulation(machines, backend, 8192, END, meters(machines), seed).run();
  }

  @Test
  void whatIsOfferedIsServedRefusedOrQueued() {
    long refused = 0;
    long queued = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random64 random = new Random64(seed);
      List<Machine> machines = machines(random);
      List<Meter> meters = run(machines, backend(random), seed);
      for (Meter meter : meters) {
        assertEquals(meter.offered(), meter.served() + meter.refused() + meter.queued());
        assertEquals(meter.served(), meter.latencies().count());
        assertEquals(
            meter.served(),
            IntStream.range(0, Course.PARTS).mapToLong(meter.course()::served).sum());
        assertTrue(meter.throttled() >= meter.waiting() && meter.throttled() <= meter.offered());
        refused += meter.refused();
        queued += meter.queued();
      }
      Meter sum = Meter.sum(meters);
      assertEquals(meters.stream().mapToLong(Meter::offered).sum(), sum.offered());
      assertEquals(sum.offered(), sum.served() + sum.refused() + sum.queued());
      for (Machine machine : machines) {
        assertCapped(machine, meters);
      }
    }
    assertTrue(refused > 1000 && queued > 1000, refused + " refused, " + queued + " queued");
  }

  @Test
  void ofEachVmAndDiskToo() {
    for (int seed = 0; seed < 300; seed++) {
      Random64 random = new Random64(seed);
      List<Machine> machines = machines(random);
      Backend backend = backend(random);
      int disks = meters(machines);
      QueueSimulation each = new QueueSimulation(machines, backend, 8192, END, disks, seed);
      List<Meter> meters = each.run();
      assertEquals(disks, each.disks().size());
      for (int d = 0; d < disks; d++) {
        assertAlike(meters.get(d), each.disks().get(d));
      }
      QueueSimulation many = new QueueSimulation(machines, backend, 8192, END, disks, seed, 0);
      many.run();
      assertEquals(List.of(), many.disks());
      for (int m = 0; m < machines.size(); m++) {
        int first = machines.get(m).meter();
        Meter sum = Meter.sum(meters.subList(first, first + machines.get(m).disks()));
        assertAlike(sum, each.machines().get(m));
        assertAlike(sum, many.machines().get(m));
      }
    }
  }

  private static void assertAlike(Meter meter, Tally tally) {
    assertEquals(tally.offered(), tally.served() + tally.refused() + tally.queued());
    assertEquals(meter.offered(), tally.offered());
    assertEquals(meter.served(), tally.served());
    assertEquals(meter.throttled(), tally.throttled());
    assertEquals(meter.refused(), tally.refused());
    assertEquals(meter.meanSeconds(), tally.meanSeconds(), meter.meanSeconds() * 1e-9);
    assertEquals(meter.meanDepth(), tally.meanDepth(), meter.meanDepth() * 1e-9);
    for (double percent : new double[] {50, 99, 99.9}) {
      double exact = meter.percentile(percent);
      assertEquals(exact, tally.percentile(percent), exact / 30 + 1e-9);
    }
  }

  /** No disk and no machine gets more than its burst and what its cap gains. */
  private static void assertCapped(Machine machine, List<Meter> meters) {
    double seconds = END / 1e9;
    long all = 0;
    for (int d = 0; d < machine.disks(); d++) {
      long served = meters.get(machine.meter() + d).served();
      all += served;
      if (machine.caps().disk() > 0) {
        assertTrue(served <= machine.caps().diskBurst() + machine.caps().disk() * seconds);
      }
    }
    if (machine.caps().total() > 0) {
      assertTrue(all <= machine.caps().totalBurst() + machine.caps().total() * seconds);
    }
  }

  @Test
  void theSameSeedGivesTheSameAndAnotherDoesNot() {
    int different = 0;
    for (int seed = 0; seed < 40; seed++) {
      List<Machine> machines = machines(new Random64(seed));
      Backend backend = backend(new Random64(seed));
      List<Meter> first = run(machines, backend, seed);
      List<Meter> again = run(machines, backend, seed);
      Meter other = Meter.sum(run(machines, backend, seed + 1000));
      for (int i = 0; i < first.size(); i++) {
        assertEquals(first.get(i).offered(), again.get(i).offered());
        assertEquals(
            first.get(i).latencies().meanSeconds(), again.get(i).latencies().meanSeconds());
        assertEquals(first.get(i).course().meanDepth(), again.get(i).course().meanDepth());
      }
      different +=
          other.latencies().meanSeconds() == Meter.sum(first).latencies().meanSeconds() ? 0 : 1;
    }
    assertTrue(different > 35, "seeds that matter: " + different);
  }

  @Test
  void whatAMachineAsksForDoesNotDependOnItsNeighbours() {
    for (int seed = 0; seed < 60; seed++) {
      Random64 random = new Random64(seed);
      List<Machine> machines = machines(random);
      Backend backend = backend(random);
      Machine first = machines.get(0);
      if (first.demand() instanceof Demand.Open) {
        List<Meter> together = run(machines, backend, seed);
        List<Meter> alone = run(List.of(first), backend, seed);
        for (int d = 0; d < first.disks(); d++) {
          assertEquals(alone.get(d).offered(), together.get(d).offered());
          assertEquals(alone.get(d).refused(), together.get(d).refused());
          assertEquals(alone.get(d).throttled(), together.get(d).throttled());
        }
      }
    }
  }

  @Test
  void anInterruptEndsIt() {
    Machine busy =
        new Machine(
            1,
            0,
            0,
            new Demand.Closed(4, 0, 0),
            1,
            List.of(new TenantLoad.Size(1, 1)),
            0,
            Caps.NONE);
    Backend fast =
        new Backend(
            List.of(), List.of(new PlacedDrive(new DriveTimes(1, 1, 1e18, 4), 0)), 1, false);
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> new QueueSimulation(List.of(busy), fast, 1, 1_000_000_000_000L, 1, 1).run());
    assertTrue(Thread.interrupted());
  }
}
