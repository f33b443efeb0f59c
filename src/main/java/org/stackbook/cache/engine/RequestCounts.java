package org.stackbook.cache.engine;

import org.stackbook.stamp.engine.Latencies;

/** Requests of a tenant, or of all: where they were served from, and how long they took. */
public final class RequestCounts {

  long readsFromCache;
  long readsFromBoth;
  long readsFromCapacity;
  long writesToCache;
  long writesPast;
  private final Latencies reads;
  private final Latencies writes;

  /**
   * @param digits significant digits of latencies
   */
  RequestCounts(int digits) {
    this.reads = new Latencies(digits);
    this.writes = new Latencies(digits);
  }

  void read(boolean cache, boolean capacity, long nanos) {
    if (!capacity) {
      readsFromCache++;
    } else if (cache) {
      readsFromBoth++;
    } else {
      readsFromCapacity++;
    }
    reads.add(nanos);
  }

  void write(boolean past, long nanos) {
    if (past) {
      writesPast++;
    } else {
      writesToCache++;
    }
    writes.add(nanos);
  }

  void forget() {
    readsFromCache = 0;
    readsFromBoth = 0;
    readsFromCapacity = 0;
    writesToCache = 0;
    writesPast = 0;
    reads.forget();
    writes.forget();
  }

  /** Reads that no capacity drive was needed for. */
  public long readsFromCache() {
    return readsFromCache;
  }

  /** Reads of which some pages were in the cache. */
  public long readsFromBoth() {
    return readsFromBoth;
  }

  /** Reads of which no page was in the cache. */
  public long readsFromCapacity() {
    return readsFromCapacity;
  }

  /** All reads. */
  public long allReads() {
    return readsFromCache + readsFromBoth + readsFromCapacity;
  }

  /** Writes of which all copies went to caches. */
  public long writesToCache() {
    return writesToCache;
  }

  /** Writes of which a copy went past the cache. */
  public long writesPast() {
    return writesPast;
  }

  /** All writes. */
  public long allWrites() {
    return writesToCache + writesPast;
  }

  /** How long reads took. */
  public Latencies readLatencies() {
    return reads;
  }

  /** How long writes took. */
  public Latencies writeLatencies() {
    return writes;
  }
}
