package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.TenantLoad;

/**
 * The simulation beside closed forms of queueing theory, each within the interval that it states
 * for itself: of 20 seeds, 95 % of the intervals hold the truth, that is 16 or more in all but one
 * of 400 such tests.
 */
@Tag("oracle")
class QueueingTheoryTest {

  private static final int SEEDS = 20;
  private static final int LEAST = 16;
  private static final long MILLI = 1_000_000;
  private static final long END = 400_000 * MILLI;
  private static final int PARTS = 6;
  private static final List<TenantLoad.Size> SMALL = List.of(new TenantLoad.Size(1, 1));

  private static Backend drive(long readNanos, long writeNanos, int lanes, boolean varying) {
    return new Backend(
        List.of(),
        List.of(new PlacedDrive(new DriveTimes(readNanos, writeNanos, 1e18, lanes), 0)),
        1,
        varying);
  }

  private static Machine machine(Demand demand, double reads, Caps caps) {
    return new Machine(1, 0, 7, demand, reads, SMALL, 0, caps);
  }

  private static Demand poisson(double rate) {
    return new Demand.Open(() -> Arrivals.poisson(rate), 0);
  }

  /** How many of the seeds give an interval that holds the mean; all of them together are near. */
  private static void assertHeld(double expected, Machine machine, Backend backend, double load) {
    int held = 0;
    double sum = 0;
    double widths = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      QueueSimulation simulation = new QueueSimulation(List.of(machine), backend, 1, END, 1, seed);
      Meter meter = simulation.run().get(0);
      BatchMeans found = BatchMeans.of(meter.course());
      held += Math.abs(found.seconds() - expected) <= found.halfWidth() ? 1 : 0;
      sum += found.seconds();
      widths += found.halfWidth();
      int lanes = backend.capacity().get(0).times().lanes();
      assertEquals(
          load, simulation.capacitySeconds() / (END / 1e9) / lanes, 0.03, "utilisation law");
      // Little's law: requests under way are arrivals × time that each is under way.
      assertEquals(
          meter.served() / (END / 1e9) * meter.latencies().meanSeconds(),
          meter.course().meanDepth(),
          expected * 0.02 * meter.served() / (END / 1e9));
    }
    assertTrue(held >= LEAST, held + " intervals of " + SEEDS + " hold " + expected);
    assertTrue(widths / SEEDS < 0.15 * expected, "intervals are too wide to tell");
    assertEquals(expected, sum / SEEDS, widths / SEEDS, "mean of all seeds");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.8})
  void mM1(double load) {
    assertHeld(
        1e-3 / (1 - load),
        machine(poisson(1000 * load), 1, Caps.NONE),
        drive(MILLI, 0, 1, true),
        load);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.8})
  void mD1(double load) {
    assertHeld(
        1e-3 * (1 + load / (2 * (1 - load))),
        machine(poisson(1000 * load), 1, Caps.NONE),
        drive(MILLI, 0, 1, false),
        load);
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.5", "0.3, 0.8"})
  void mG1AsPollaczekAndKhinchinSay(double reads, double load) {
    // Reads take 1 ms, writes 4 ms.
    double mean = reads + 4 * (1 - reads);
    double square = reads + 16 * (1 - reads);
    double rate = load / mean;
    double wait = rate * square / (2 * (1 - load));
    assertHeld(
        (wait + mean) / 1000,
        machine(poisson(1000 * rate), reads, Caps.NONE),
        drive(MILLI, 4 * MILLI, 1, false),
        load);
  }

  @ParameterizedTest
  @CsvSource({"4, 0.5", "4, 0.8", "16, 0.9"})
  void mMcAsErlangSays(int lanes, double load) {
    double offered = load * lanes;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < lanes; k++) {
      term *= offered / k;
      sum += term;
    }
    double all = term * offered / lanes / (1 - load);
    double waits = all / (sum + all);
    assertHeld(
        1e-3 * (1 + waits / (lanes * (1 - load))),
        machine(poisson(1000 * load * lanes), 1, Caps.NONE),
        drive(MILLI, 0, lanes, true),
        load);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void aCapWithoutBurstIsAQueueOfFixedService(double load) {
    // A cap of 500 IOPS lets one pass every 2 ms: the wait is that of M/D/1, the drive adds 1 µs.
    Caps caps = new Caps(500, 1, 0, 0, -1);
    assertHeld(
        2e-3 * load / (2 * (1 - load)) + 1e-6,
        machine(poisson(500 * load), 1, caps),
        drive(1000, 0, 1, false),
        500 * load * 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.002", "8, 0.004", "8, 0.02"})
  void aClosedLoadIsThatOfTheMachineRepairman(int depth, double think) {
    // States 0..n at the drive; exponential service of 1 ms and thinking: p(k) ∝ n!/(n−k)! (S/Z)^k.
    double term = 1;
    double sum = 1;
    for (int k = 1; k <= depth; k++) {
      term *= (depth - k + 1) * 1e-3 / think;
      sum += term;
    }
    double throughput = (1 - 1 / sum) / 1e-3;
    assertHeld(
        depth / throughput - think,
        machine(new Demand.Closed(depth, think * 1e9, 0), 1, Caps.NONE),
        drive(MILLI, 0, 1, true),
        throughput * 1e-3);
  }

  @Test
  void aClosedLoadWithoutThinkingKeepsItsDepth() {
    Meter meter =
        new QueueSimulation(
                List.of(machine(new Demand.Closed(5, 0, 0), 1, Caps.NONE)),
                drive(MILLI, 0, 1, false),
                1,
                1000 * MILLI,
                1,
                1)
            .run()
            .get(0);
    assertEquals(5, meter.course().meanDepth(), 1e-9);
    assertEquals(1000, meter.served());
    assertEquals(4, meter.queued());
    assertEquals(5e-3, meter.latencies().percentile(50), 1e-5);
  }

  @Test
  void loadsComeAtTheirRates() {
    double[] expected = {1000, 1000, 1000, 1000};
    List<Demand> demands =
        List.of(
            poisson(1000),
            new Demand.Open(() -> Arrivals.even(1000), 0),
            new Demand.Open(() -> Arrivals.bursts(1000, 10, 30), 0),
            new Demand.Open(() -> Arrivals.waves(1000, 0.8, 100), 0));
    for (int i = 0; i < expected.length; i++) {
      Meter meter =
          new QueueSimulation(
                  List.of(machine(demands.get(i), 1, Caps.NONE)),
                  drive(1, 1, 1, false),
                  1,
                  END,
                  1,
                  3)
              .run()
              .get(0);
      double count = expected[i] * END / 1e9;
      assertEquals(count, (double) meter.offered(), i == 1 ? 1 : 4 * Math.sqrt(count), "load " + i);
      long atFirst = 0;
      for (int part = 0; part < PARTS; part++) {
        atFirst += meter.course().served(part);
      }
      double seconds = PARTS * meter.course().seconds();
      // Bursts come at the beginning, four times as dense; waves begin to rise.
      double dense =
          i == 2
              ? 4
              : i == 3
                  ? 1 + 0.8 * (1 - Math.cos(0.02 * Math.PI * seconds)) / (0.02 * Math.PI * seconds)
                  : 1;
      double there = 1000 * seconds * dense;
      assertEquals(
          there, (double) atFirst, i == 1 ? 2 : 4 * Math.sqrt(there), "beginning of load " + i);
    }
  }
}
