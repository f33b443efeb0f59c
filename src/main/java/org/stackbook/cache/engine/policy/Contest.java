package org.stackbook.cache.engine.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.stackbook.trace.engine.KeySource;

/** Caches that are all asked for the same, each on a core of its own as far as there are cores. */
public final class Contest {

  private static final int BATCH = 1 << 13;

  private final long accesses;
  private final long counted;
  private final int intervals;
  private final boolean byTenant;
  private final LongToIntFunction tenantOf;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private long[] accessesOf = new long[0];

  /** Caches that are asked together. */
  private interface Group {

    /** Asks all of them for some keys, and adds the hits of each. */
    void ask(long[] keys, int from, int to, long[] hits);
  }

  /**
   * Where the numbers of a cache are.
   *
   * @param entry the group that it is in
   * @param index its number in the group
   */
  private record Place(Entry entry, int index) {}

  /** A group and the hits of its caches. */
  private static final class Entry {
    private final Group group;
    private final long[][] hitsIn;
    private final long[] hits;
    private final long[] now;
    private long[][] hitsOf = new long[0][];

    Entry(Group group, int caches, int intervals) {
      this.group = group;
      this.hitsIn = new long[intervals][caches];
      this.hits = new long[caches];
      this.now = new long[caches];
    }

    private void ask(long[] keys, int from, int to, int interval, boolean counts) {
      Arrays.fill(now, 0);
      group.ask(keys, from, to, now);
      add(now, hitsIn[interval]);
      if (counts) {
        add(now, hits);
      }
    }

    private long[] of(int tenant) {
      int before = hitsOf.length;
      if (tenant >= before) {
        hitsOf = Arrays.copyOf(hitsOf, 2 * tenant + 1);
        for (int i = before; i < hitsOf.length; i++) {
          hitsOf[i] = new long[hits.length];
        }
      }
      return hitsOf[tenant];
    }

    private static void add(long[] some, long[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += some[i];
      }
    }
  }

  /**
   * A contest over a trace.
   *
   * @param accesses how many there are in the trace
   * @param warmUp how many of them do not count, from 0 to below {@code accesses}
   * @param intervals into how many parts of one length the trace is cut, 1 or more
   * @param tenantOf the number of the tenant of a key, to count for each of them; nothing to count
   *     for all
   */
  public Contest(long accesses, long warmUp, int intervals, Optional<LongToIntFunction> tenantOf) {
    this.accesses = accesses;
    this.counted = accesses - warmUp;
    this.intervals = intervals;
    this.byTenant = tenantOf.isPresent();
    this.tenantOf = tenantOf.orElse(key -> 0);
  }

  /**
   * Adds an empty cache.
   *
   * @return its number
   */
  public int add(Policy cache) {
    return add((keys, from, to, hits) -> hits[0] += cache.hits(keys, from, to), 1);
  }

  /**
   * Adds empty LRU caches.
   *
   * @return the number of the smallest; the others follow
   */
  public int add(LruSizes caches) {
    return add(
        (keys, from, to, hits) -> {
          for (int i = from; i < to; i++) {
            for (int hit = caches.access(keys[i]); hit < hits.length; hit++) {
              hits[hit]++;
            }
          }
        },
        caches.count());
  }

  private int add(Group group, int caches) {
    Entry entry = new Entry(group, caches, intervals);
    entries.add(entry);
    int first = places.size();
    for (int i = 0; i < caches; i++) {
      places.add(new Place(entry, i));
    }
    return first;
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
      int tenant = tenantOf.applyAsInt(batch[i]);
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
      if (byTenant) {
        for (int i = from; i < to; i++) {
          entry.ask(batch, i, i + 1, interval, counts);
          if (counts) {
            Entry.add(entry.now, entry.of(tenantOf.applyAsInt(batch[i])));
          }
        }
      } else {
        entry.ask(batch, from, to, interval, counts);
      }
      from = to;
    }
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
    Place place = places.get(cache);
    return place.entry().hits[place.index()];
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
    Place place = places.get(cache);
    long hits = place.entry().hitsIn[interval][place.index()];
    return to == from ? 0 : (double) hits / (to - from);
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
    Place place = places.get(cache);
    long[][] hits = place.entry().hitsOf;
    return tenant < hits.length ? hits[tenant][place.index()] : 0;
  }
}
