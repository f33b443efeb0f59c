package org.stackbook.cache.engine;

import java.util.Arrays;

/**
 * Counts by time, in at most {@link #MOST} buckets of one length, which doubles when the time goes
 * beyond them.
 */
public final class OverTime {

  /** The most buckets. */
  public static final int MOST = 256;

  private static final long FIRST_WIDTH = 1_000_000;

  private final long[] reads = new long[MOST];
  private final long[] hits = new long[MOST];
  private final long[] requests = new long[MOST];
  private final double[] nanos = new double[MOST];
  private final long[] dirty = new long[MOST];
  private long origin;
  private long width = FIRST_WIDTH;
  private int buckets;

  OverTime() {}

  /** Forgets all; time counts from {@code at}. */
  void begin(long at) {
    origin = at;
    width = FIRST_WIDTH;
    buckets = 0;
    for (long[] counts : new long[][] {reads, hits, requests, dirty}) {
      Arrays.fill(counts, 0);
    }
    Arrays.fill(nanos, 0);
  }

  private int bucket(long at) {
    while ((at - origin) / width >= MOST) {
      halve();
    }
    int bucket = (int) ((at - origin) / width);
    buckets = Math.max(buckets, bucket + 1);
    return bucket;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      int two = 2 * i;
      reads[i] = reads[two] + reads[two + 1];
      hits[i] = hits[two] + hits[two + 1];
      requests[i] = requests[two] + requests[two + 1];
      nanos[i] = nanos[two] + nanos[two + 1];
      dirty[i] = Math.max(dirty[two], dirty[two + 1]);
    }
    for (long[] counts : new long[][] {reads, hits, requests, dirty}) {
      Arrays.fill(counts, MOST / 2, MOST, 0);
    }
    Arrays.fill(nanos, MOST / 2, MOST, 0);
    width *= 2;
    buckets = (buckets + 1) / 2;
  }

  void add(long at, boolean read, boolean hit, long latency, long dirtyPages) {
    int bucket = bucket(at);
    requests[bucket]++;
    nanos[bucket] += latency;
    if (read) {
      reads[bucket]++;
      hits[bucket] += hit ? 1 : 0;
    }
    dirty[bucket] = Math.max(dirty[bucket], dirtyPages);
  }

  /** How many buckets there are, the last one with a request in it. */
  public int buckets() {
    return buckets;
  }

  /** How long a bucket is, in seconds. */
  public double seconds() {
    return width / 1e9;
  }

  /** Reads that came in a bucket. */
  public long reads(int bucket) {
    return reads[bucket];
  }

  /** Those of them that no capacity drive was needed for. */
  public long hits(int bucket) {
    return hits[bucket];
  }

  /** Requests that came in a bucket. */
  public long requests(int bucket) {
    return requests[bucket];
  }

  /** How long these took on the average, in seconds. */
  public double meanSeconds(int bucket) {
    return requests[bucket] == 0 ? 0 : nanos[bucket] / requests[bucket] / 1e9;
  }

  /** The most pages that were dirty at once when a request of a bucket came. */
  public long dirty(int bucket) {
    return dirty[bucket];
  }
}
