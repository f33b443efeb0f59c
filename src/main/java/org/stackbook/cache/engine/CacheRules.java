package org.stackbook.cache.engine;

/**
 * What the cache takes in, and when it writes it to the capacity drives.
 *
 * @param pageBytes size of a page
 * @param slabBytes size of a slab, a multiple of that of a page
 * @param columns slabs over which the addresses of a disk go in turn, 1 or more
 * @param interleaveBytes so many bytes in each of them; divides a slab, a multiple of a page
 * @param copies of each slab, on different servers
 * @param writeMaxBytes larger writes go to the capacity drives
 * @param firstMissMaxBytes larger reads are taken in at their second miss
 * @param secondMissNanos how long a first miss is remembered
 * @param sequentialMaxBytes larger sequential reads are not taken in
 * @param streams how many reads of a disk are looked at to tell a sequential one
 * @param idleNanos how long a capacity drive has nothing to do before it is written to
 * @param forcedAbove share of dirty pages above which writing them does not wait for idle drives
 * @param runPages pages that are written at once if they follow each other
 * @param repairRuns runs of pages that are repaired at once after a cache drive failed
 * @param seed of where slabs are
 */
public record CacheRules(
    int pageBytes,
    long slabBytes,
    int columns,
    long interleaveBytes,
    int copies,
    long writeMaxBytes,
    long firstMissMaxBytes,
    long secondMissNanos,
    long sequentialMaxBytes,
    int streams,
    long idleNanos,
    double forcedAbove,
    int runPages,
    int repairRuns,
    long seed) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CacheRules {
    if (pageBytes < 1 || slabBytes < pageBytes || slabBytes % pageBytes != 0) {
      throw new IllegalArgumentException("a slab is a number of whole pages");
    }
    if (interleaveBytes < pageBytes
        || interleaveBytes % pageBytes != 0
        || slabBytes % interleaveBytes != 0) {
      throw new IllegalArgumentException("a slab is a number of whole stripes");
    }
    if (columns < 1
        || copies < 1
        || streams < 1
        || runPages < 1
        || repairRuns < 1
        || idleNanos < 0
        || secondMissNanos < 0) {
      throw new IllegalArgumentException("less than the least");
    }
  }

  /** The number of the slab that an address of a disk is in. */
  long slabOf(long address) {
    return address / (slabBytes * columns) * columns + address / interleaveBytes % columns;
  }

  /** Where what lies in the slab of an address without a gap ends. */
  long endOfPart(long address) {
    long part = columns == 1 ? slabBytes : interleaveBytes;
    return (address / part + 1) * part;
  }
}
