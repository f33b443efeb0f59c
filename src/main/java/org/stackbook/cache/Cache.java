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
   * @throws Refusal if the options are wrong
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
}
