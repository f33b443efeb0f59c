package org.stackbook.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.stackbook.seed.Random64;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.RequestBatch;

/** A million requests through the cache of eight servers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class ProductCacheBench {

  private static final int REQUESTS = 1_000_000;
  private static final long MEAN_NANOS = 500_000;

  private final List<RequestBatch> batches = batches();

  /** Four of five go to a tenth of 64 GiB; 4 to 64 KiB; three reads for each write. */
  private static List<RequestBatch> batches() {
    Random64 random = new Random64(42);
    List<RequestBatch> batches = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < REQUESTS; i++) {
      if (i % RequestBatch.SIZE == 0) {
        batches.add(new RequestBatch());
      }
      RequestBatch batch = batches.get(batches.size() - 1);
      int j = batch.count++;
      now += (long) random.nextExponential(1.0 / MEAN_NANOS);
      batch.nanos[j] = now;
      int blocks = 16 << 20;
      batch.address[j] = 4096L * random.nextInt(random.nextInt(5) > 0 ? blocks / 10 : blocks);
      batch.bytes[j] = 4096 * (1 + random.nextInt(16));
      batch.write[j] = random.nextInt(4) == 0;
    }
    return batches;
  }

  private static DriveLayout layout(int pages) {
    DriveLayout small = SmallSystem.layout(8, 2, pages, 10, true);
    DriveTimes[] caches = new DriveTimes[16];
    DriveTimes[] disks = new DriveTimes[80];
    Arrays.fill(caches, new DriveTimes(90_000, 30_000, 1.5e9, 16));
    Arrays.fill(disks, new DriveTimes(12_000_000, 12_000_000, 150e6, 1));
    return new DriveLayout(
        8,
        small.serverOfCache(),
        small.cachePages(),
        caches,
        small.serverOfCapacity(),
        small.capacityBytes(),
        small.tierOf(),
        small.keepsReads(),
        disks);
  }

  private static CacheRules rules() {
    CacheRules r = SmallSystem.rules(3);
    return new CacheRules(
        r.pageBytes(),
        256L << 20,
        8,
        256 << 10,
        3,
        r.writeMaxBytes(),
        r.firstMissMaxBytes(),
        r.secondMissNanos(),
        r.sequentialMaxBytes(),
        16,
        r.idleNanos(),
        0.5,
        16,
        4,
        42);
  }

  private long replay(int pages) {
    ProductCache cache = new ProductCache(layout(pages), rules(), List.of(), WarmUp.NONE);
    batches.forEach(cache::feed);
    cache.finish();
    return cache.requests().readsFromCache();
  }

  /** A small cache: most of its work is to replace and to de-stage. */
  @Benchmark
  public long small() {
    return replay(10_000);
  }

  /** A cache that holds all that is requested often. */
  @Benchmark
  public long large() {
    return replay(1_000_000);
  }
}
