package org.stackbook.stamp;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which drive types of a server are cache and which are capacity: the fastest type present is
 * cache, and there is no cache when all drives are of one type.
 *
 * <pre>{@code
 * Tiers.of(EnumSet.of(NVME, HDD)).cache() // → Optional[NVMe]
 * Tiers.of(EnumSet.of(NVME, HDD)).modeFor(HDD) // → read and write
 * Tiers.of(EnumSet.of(SSD)).cache() // → Optional.empty
 * }</pre>
 *
 * <p>Source: Understand the cache, Storage Spaces Direct ({@code cache/selection}).
 *
 * @param cache the type of the cache drives, if there is a cache
 * @param capacity the types of the capacity drives, fastest first
 */
public record Tiers(Optional<Media> cache, SortedSet<Media> capacity) {

  /** Copies the set. */
  public Tiers {
    capacity = Collections.unmodifiableSortedSet(new TreeSet<>(capacity));
  }

  /** The tiers of a server that has drives of these types. */
  public static Tiers of(Collection<Media> present) {
    SortedSet<Media> types = new TreeSet<>(present);
    if (types.size() < 2) {
      return new Tiers(Optional.empty(), types);
    }
    Media fastest = types.first();
    types.remove(fastest);
    return new Tiers(Optional.of(fastest), types);
  }

  /** What a drive of this type does. */
  public Role roleOf(Media media) {
    return cache.filter(c -> c == media).isPresent() ? Role.CACHE : Role.CAPACITY;
  }

  /** What the cache keeps for capacity drives of this type. */
  public CacheMode modeFor(Media capacityType) {
    if (cache.isEmpty()) {
      return CacheMode.NONE;
    }
    return capacityType.isFlash() ? CacheMode.WRITE_ONLY : CacheMode.READ_WRITE;
  }

  /** Whether flash caches for HDD. */
  public boolean isHybrid() {
    return cache.isPresent() && capacity.contains(Media.HDD);
  }

  /** Whether there are no HDD. */
  public boolean isAllFlash() {
    return capacity.stream().allMatch(Media::isFlash);
  }
}
