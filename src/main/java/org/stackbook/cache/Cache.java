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
   * Replays a trace through the whole cache.
   *
   * @param trace with addresses
   * @throws Refusal if the trace tells no addresses or has no request, or there are fewer servers
   *     than copies
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
   * @throws Refusal if the trace tells no addresses or has no request, or the options do not go
   *     with the stamp
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
