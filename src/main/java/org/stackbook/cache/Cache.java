package org.stackbook.cache;

import java.util.Set;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.trace.Trace;

/**
 * The cache of a stamp: drives of the fastest type, which cache for the capacity drives of their
 * server.
 *
 * <pre>{@code
 * oslo.cache().binding();
 * oslo.cache().binding().fail("n3/disk1")
 * }</pre>
 */
public final class Cache implements OfStamp {

  private final Stamp stamp;

  private Cache(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The cache of {@code stamp}. */
  public static Cache of(Stamp stamp) {
    return new Cache(stamp);
  }

  /** The stamp whose cache this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Which cache drive caches for which capacity drives, and how much it can hold. */
  public CacheBinding binding() {
    return new CacheBinding(stamp, Set.of());
  }

  /**
   * What the cache keeps with nested resiliency, on which two servers can lose one and a drive: not
   * on an Azure Stack system, which has four servers or more and mirrors three ways.
   */
  public NestedCache nested() {
    return new NestedCache();
  }

  /**
   * How often LRU caches of every size hit a workload, counted exactly, with what no policy can do
   * better than.
   *
   * @param trace of the workload
   */
  public MissRatioCurve curve(Trace trace) {
    return curve(trace, options -> {});
  }

  /**
   * How often LRU caches of every size hit a workload.
   *
   * @param trace of the workload, read once or twice
   * @param options such as {@code c -> c.page(kib(4)).sampled(pct(1))}
   * @throws Refusal if the options are wrong, or the trace cannot be read
   */
  public MissRatioCurve curve(Trace trace, Consumer<CurveOptions> options) {
    CurveOptions said = new CurveOptions();
    options.accept(said);
    return MissRatioCurve.of(trace, said);
  }

  /**
   * How often an LRU cache as large as this one hits a workload of which there is no trace: by how
   * much there is, and how unevenly it is asked for.
   *
   * <pre>{@code
   * oslo.cache().estimate(e -> e.zipf(0.9).footprint(tb(100)).page(kib(16))).smallest(pct(90))
   * }</pre>
   *
   * @param options such as {@code e -> e.zipf(0.9).footprint(tb(100))}; the footprint is needed
   * @throws Refusal if the options are wrong, or the cache keeps writes only
   */
  public CacheEstimate estimate(Consumer<EstimateOptions> options) {
    EstimateOptions said = new EstimateOptions();
    options.accept(said);
    return new CacheEstimate(stamp, said);
  }

  /**
   * How often caches hit a workload, by what they give up when they are full: all policies at five
   * sizes, beside Belady's bound.
   *
   * @param trace of the workload, read three times
   */
  public PolicyReplay policies(Trace trace) {
    return policies(trace, options -> {});
  }

  /**
   * How often caches hit a workload, by what they give up when they are full.
   *
   * @param trace of the workload, read two or three times
   * @param options such as {@code p -> p.named("lru", "arc").bounds("belady").sizes(gib(1))}
   * @throws Refusal if the options are wrong, or the trace cannot be read
   */
  public PolicyReplay policies(Trace trace, Consumer<PolicyOptions> options) {
    PolicyOptions said = new PolicyOptions();
    options.accept(said);
    return PolicyReplay.of(trace, said);
  }

  /**
   * Which slabs of the disks of a workload are hot, and when.
   *
   * @param trace of the workload, read once
   */
  public HotData heat(Trace trace) {
    return heat(trace, options -> {});
  }

  /**
   * Which pieces of the disks of a workload are hot, and when; what would rotate in a
   * mirror-accelerated parity volume.
   *
   * @param trace of the workload, read once
   * @param options such as {@code h -> h.mirror(gib(10))}
   * @throws Refusal if the options are wrong, or the trace cannot be read or has no addresses, or
   *     there is a mirror and the trace tells no times
   */
  public HotData heat(Trace trace, Consumer<HeatOptions> options) {
    HeatOptions said = new HeatOptions();
    options.accept(said);
    return HotData.of(trace, said);
  }

  /**
   * Replays a trace through the whole cache.
   *
   * @param trace with addresses
   * @throws Refusal if the trace tells no addresses or no times or has no request, or there are
   *     fewer servers than copies
   */
  public CacheReplay replay(Trace trace) {
    return replay(trace, options -> {});
  }

  /**
   * Replays a trace through the cache.
   *
   * <pre>{@code
   * Files.writeString(Path.of("disk.csv"), "time,op,lba,size\n0,R,8,4096\n1,W,16,512\n");
   * oslo.cache().replay(trace("disk.csv"), r -> r.share(pct(1)).fail("n1/disk1").seed(42))
   * }</pre>
   *
   * @param trace with addresses
   * @param options such as {@code r -> r.share(pct(1))}
   * @throws Refusal if the trace tells no addresses or no times or has no request, or the options
   *     do not go with the stamp
   */
  public CacheReplay replay(Trace trace, Consumer<ReplayOptions> options) {
    return CacheReplay.of(stamp, trace, options);
  }

  /**
   * When the cache is full of writes that are not yet on the capacity drives, from then on writes
   * are as slow as these.
   *
   * <pre>{@code
   * oslo.cache().fillUp(f -> f.writes(mb(800)).random(kib(16)).busy(pct(30)))
   * }</pre>
   *
   * @param options what is written
   * @throws Refusal if it is not said how much is written, there is no cache, or fewer servers than
   *     copies
   */
  public CacheFill fillUp(Consumer<FillOptions> options) {
    FillOptions words = new FillOptions(stamp);
    options.accept(words);
    return new CacheFill(stamp, words);
  }
}
