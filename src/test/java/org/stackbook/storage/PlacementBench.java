package org.stackbook.storage;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * What a user of a warm session waits for: a full stamp of 16 servers with 16 drives of 8 TB placed
 * to 72 %, a server and a drive taken away, and all that loses data counted. The heap is held to
 * 500 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class PlacementBench {

  private final Stamp stamp = fullStamp();

  private final Placement placed = filled(stamp);

  /** Capacity, volumes and all slabs. */
  @Benchmark
  public Placement place() {
    return filled(stamp);
  }

  /** Survivors of all slabs, as the verdict of a failure counts them. */
  @Benchmark
  public String fail() {
    return placed.fail("n3", "n5/disk7").verdict();
  }

  /** Every set of up to three drives and three servers. */
  @Benchmark
  public String losses() {
    return placed.losses().verdict();
  }

  static Stamp fullStamp() {
    return Stamp.describe(
        "full",
        s ->
            s.build("1908")
                .servers(
                    16,
                    n ->
                        n.memory(Bytes.parse("768 GB"))
                            .cores(48)
                            .cache(4, Media.NVME, Bytes.parse("3.2 TB"))
                            .capacity(16, Media.HDD, Bytes.parse("8 TB"))));
  }

  static Placement filled(Stamp stamp) {
    return Storage.of(stamp).place(p -> p.fill(Ratio.percent(72)).seed(42));
  }
}
