package org.stackbook.qos.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.TenantLoad;

/**
 * Machines with four capped disks each on a stamp of eight servers, all at nine tenths of their
 * caps in the mean, in bursts: so that some of the requests wait. Requests and events per second on
 * one core.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class QueueSimulationBench {

  private static final long NANOS = 1_000_000_000L;
  private static final int REQUESTS = 2_000_000;
  private static final int CAP = 500;
  private static final int DISKS = 4;

  /** How many machines there are. */
  @Param({"25", "1000"})
  public int count;

  /** Whether requests come in bursts, so that most of them wait. */
  @Param({"false", "true"})
  public boolean bursts;

  private List<Machine> machines = List.of();
  private Backend backend = new Backend(List.of(), List.of(), 1, false);
  private long end;

  /** What was done in a second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class PerSecond {
    /** Requests that came. */
    public long requests;

    /** Events of the simulation. */
    public long events;
  }

  /** Describes machines and drives. */
  @Setup
  public void describe() {
    List<Machine> all = new ArrayList<>();
    double rate = 0.9 * CAP * DISKS;
    for (int m = 0; m < count; m++) {
      all.add(
          new Machine(
              DISKS,
              0,
              m,
              new Demand.Open(
                  () -> bursts ? Arrivals.bursts(rate, 0.02, 0.02) : Arrivals.poisson(rate), 0),
              0.7,
              List.of(new TenantLoad.Size(8192, 1)),
              0.95,
              new Caps(CAP, 10, 0, 0, -1)));
    }
    machines = all;
    end = (long) (REQUESTS / (rate * count) * NANOS);
    DriveTimes flash = new DriveTimes(90_000, 30_000, 1.5e9, 16);
    DriveTimes disk = new DriveTimes(12_000_000, 12_000_000, 150e6, 1);
    backend =
        new Backend(
            IntStream.range(0, 16).mapToObj(i -> new PlacedDrive(flash, i / 2)).toList(),
            IntStream.range(0, 80).mapToObj(i -> new PlacedDrive(disk, i / 10)).toList(),
            3,
            false);
  }

  /** One simulation. */
  @Benchmark
  public List<Meter> simulate(PerSecond done) {
    QueueSimulation simulation = new QueueSimulation(machines, backend, 8192, end, DISKS, 42);
    List<Meter> meters = simulation.run();
    done.requests += Meter.sum(meters).offered();
    done.events += simulation.events();
    return meters;
  }
}
