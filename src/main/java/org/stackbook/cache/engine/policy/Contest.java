package org.stackbook.cache.engine.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.Pages;

/** Caches that are all asked for the same, each on a core of its own as far as there are cores. */
public final class Contest {

  private static final int BATCH = 1 << 13;

  private final long accesses;
  private final long counted;
  private final int intervals;
  private final boolean byTenant;
  private final List<Entry> entries = new ArrayList<>();
  private long[] accessesOf = new long[0];

  /** One of the caches. */
  private static final class Entry {
    private final Policy cache;
    private final long[] hitsIn;
    private long hits;
    private long[] hitsOf = new long[0];

    Entry(Policy cache, int intervals) {
      this.cache = cache;
      this.hitsIn = new long[intervals];
    }
  }

  /**
   * A contest over a trace.
   *
   * @param accesses how many there are in the trace
   * @param warmUp how many of them do not count, from 0 to below {@code accesses}
   * @param intervals into how many parts of one length the trace is cut, 1 or more
   * @param byTenant whether to count for each tenant: only if keys are those of {@link Pages}
   */
  public Contest(long accesses, long warmUp, int intervals, boolean byTenant) {
    this.accesses = accesses;
    this.counted = accesses - warmUp;
    this.intervals = intervals;
    this.byTenant = byTenant;
  }

  /**
   * Adds an empty cache.
   *
   * @return its number
   */
  public int add(Policy cache) {
    entries.add(new Entry(cache, intervals));
    return entries.size() - 1;
  }

  /**
   * Asks all caches for all keys.
   *
   * @param keys as many as was said
   */
  public void run(KeySource keys) {
    long[] batch = new long[BATCH];
    long before = 0;
    for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
      long first = before;
      int read = count;
      if (byTenant) {
        countTenants(batch, first, read);
      }
      entries.parallelStream().forEach(entry -> take(entry, batch, first, read));
      before += count;
    }
  }

  private void countTenants(long[] batch, long first, int count) {
    for (int i = 0; i < count; i++) {
      int tenant = Pages.tenant(batch[i]);
      accessesOf = withRoom(accessesOf, tenant);
      accessesOf[tenant] += counts(first + i) ? 1 : 0;
    }
  }

  private static long[] withRoom(long[] counts, int tenant) {
    return tenant < counts.length ? counts : Arrays.copyOf(counts, 2 * tenant + 1);
  }

  private boolean counts(long access) {
    return access >= accesses - counted;
  }

  private void take(Entry entry, long[] batch, long first, int count) {
    int from = 0;
    while (from < count) {
      long access = first + from;
      int interval = (int) Math.min(intervals - 1, access * intervals / accesses);
      long end = ((interval + 1L) * accesses + intervals - 1) / intervals;
      if (interval == intervals - 1) {
        end = Long.MAX_VALUE;
      }
      boolean counts = counts(access);
      if (!counts) {
        end = Math.min(end, accesses - counted);
      }
      int to = (int) Math.min(count, end - first);
      int hits =
          byTenant ? byTenant(entry, batch, from, to, counts) : entry.cache.hits(batch, from, to);
      entry.hitsIn[interval] += hits;
      entry.hits += counts ? hits : 0;
      from = to;
    }
  }

  private static int byTenant(Entry entry, long[] batch, int from, int to, boolean counts) {
    int hits = 0;
    for (int i = from; i < to; i++) {
      if (entry.cache.access(batch[i])) {
        hits++;
        if (counts) {
          int tenant = Pages.tenant(batch[i]);
          entry.hitsOf = withRoom(entry.hitsOf, tenant);
          entry.hitsOf[tenant]++;
        }
      }
    }
    return hits;
  }

  /** How many accesses count. */
  public long counted() {
    return counted;
  }

  /**
   * How many of the accesses that count were hits.
   *
   * @param cache its number
   */
  public long hits(int cache) {
    return entries.get(cache).hits;
  }

  /**
   * What share of the accesses of an interval were hits, those of the warm-up included.
   *
   * @param cache its number
   * @param interval from 0
   */
  public double hitRatioIn(int cache, int interval) {
    long from = (interval * accesses + intervals - 1) / intervals;
    long to = ((interval + 1L) * accesses + intervals - 1) / intervals;
    return to == from ? 0 : (double) entries.get(cache).hitsIn[interval] / (to - from);
  }

  /** Accesses that count, by tenant; empty if they were not counted for each. */
  public long[] accessesOf() {
    return accessesOf.clone();
  }

  /**
   * Hits that count, of a tenant.
   *
   * @param cache its number
   */
  public long hitsOf(int cache, int tenant) {
    long[] hits = entries.get(cache).hitsOf;
    return tenant < hits.length ? hits[tenant] : 0;
  }
}
