package org.stackbook.cache.engine;

/** What became of the pages that requests touched on a capacity drive, or on several. */
public final class PageCounts {

  long hits;
  long admitted;
  long bypassed;
  long absorbed;
  long writtenPast;

  PageCounts() {}

  /** Adds what another one counted. */
  PageCounts plus(PageCounts other) {
    PageCounts sum = new PageCounts();
    sum.hits = hits + other.hits;
    sum.admitted = admitted + other.admitted;
    sum.bypassed = bypassed + other.bypassed;
    sum.absorbed = absorbed + other.absorbed;
    sum.writtenPast = writtenPast + other.writtenPast;
    return sum;
  }

  void forget() {
    hits = 0;
    admitted = 0;
    bypassed = 0;
    absorbed = 0;
    writtenPast = 0;
  }

  /** Pages read from the cache. */
  public long hits() {
    return hits;
  }

  /** Pages read from the capacity drive and taken into the cache. */
  public long admitted() {
    return admitted;
  }

  /** Pages read from the capacity drive and not taken in. */
  public long bypassed() {
    return bypassed;
  }

  /** Pages read from the capacity drive. */
  public long misses() {
    return admitted + bypassed;
  }

  /** Pages written to the cache. */
  public long absorbed() {
    return absorbed;
  }

  /** Pages written to the capacity drive, past the cache. */
  public long writtenPast() {
    return writtenPast;
  }

  /** Pages read and written, each copy. */
  public long all() {
    return hits + admitted + bypassed + absorbed + writtenPast;
  }
}
