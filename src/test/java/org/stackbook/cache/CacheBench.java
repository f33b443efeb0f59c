package org.stackbook.cache;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.cache.engine.curve.MissCurve;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.Access;
import org.stackbook.trace.engine.KeySource;

/**
 * Replays requests for a million objects by Zipf's law (exponent 1.0), all in memory: how long the
 * whole trace takes. {@code -Dbench.millions=50} sets how many millions of requests there are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class CacheBench {

  private static final int OBJECTS = 1_000_000;
  private static final int CACHE = 100_000;
  private static final int SIZES = 10;

  /** Millions of requests. */
  @Param("5")
  public int millions;

  private long[] keys = {};

  /** Draws the requests. */
  @Setup(Level.Trial)
  public void draw() {
    Random64 random = new Random64(1);
    Access.Picker picker = new Access.Zipfian(1.0).picker(OBJECTS);
    keys = new long[millions * 1_000_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = picker.next(random);
    }
  }

  private int hits(Policies policy) {
    return policy.of(CACHE).hits(keys, 0, keys.length);
  }

  /** LRU. */
  @Benchmark
  public int lru() {
    return hits(Policies.LRU);
  }

  /** FIFO. */
  @Benchmark
  public int fifo() {
    return hits(Policies.FIFO);
  }

  /** CLOCK. */
  @Benchmark
  public int clock() {
    return hits(Policies.CLOCK);
  }

  /** SIEVE. */
  @Benchmark
  public int sieve() {
    return hits(Policies.SIEVE);
  }

  /** Ten sizes of LRU at once, the largest that of the others. */
  @Benchmark
  public long[] lruOfTenSizes() {
    LruSizes lru =
        new LruSizes(IntStream.rangeClosed(1, SIZES).map(i -> CACHE / SIZES * i).toArray());
    lru.access(keys, 0, keys.length);
    return lru.hits();
  }

  /** All sizes of LRU, exactly. */
  @Benchmark
  public MissCurve exactCurve() {
    return MissCurve.exact(KeySource.of(keys));
  }

  /** All sizes of LRU, from one in a hundred objects. */
  @Benchmark
  public MissCurve sampledCurve() {
    return MissCurve.sampled(KeySource.of(keys), 0.01, 0);
  }
}
