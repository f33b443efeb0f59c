package org.stackbook.cache;

import java.util.Set;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

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
}
