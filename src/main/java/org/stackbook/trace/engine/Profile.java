package org.stackbook.trace.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** What can be counted of requests in one pass, in memory that does not grow with their number. */
public final class Profile {

  /**
   * Slots of the time from the first request to the last; between half of them and all are used.
   */
  public static final int SLOTS = 128;

  private static final int ADDRESS_BITS = 49;

  private final int pageBytes;
  private final Distinct objects;
  private final Distinct pages;
  private final Reuse reuse;
  private final Histogram sizes = new Histogram();
  private final long[] readsInSlot = new long[SLOTS];
  private final long[] writesInSlot = new long[SLOTS];
  private long slotNanos = 1;
  private long lastNanos;
  private Share[] tenants = {};

  /** What one tenant asked for. */
  public static final class Share {
    /** Requests that read. */
    public long reads;

    /** Requests that write. */
    public long writes;

    /** Bytes that were read. */
    public long bytesRead;

    /** Bytes that were written. */
    public long bytesWritten;
  }

  /**
   * @param pageBytes size of the pages that are counted; 0 to count none
   * @param bound how many different pages and objects are counted exactly
   * @param reuseBound how many of the pages, or of the objects if no pages are counted, are looked
   *     at at once for how soon they are used again
   */
  public Profile(int pageBytes, int bound, int reuseBound) {
    this.pageBytes = pageBytes;
    this.objects = new Distinct(bound);
    this.pages = new Distinct(bound);
    this.reuse = new Reuse(reuseBound);
  }

  /** Counts requests that follow those before. */
  public void add(RequestBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      // A single request can be for half a million pages.
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      int tenant = batch.tenant[i];
      int bytes = batch.bytes[i];
      Share share = share(tenant);
      int slot = slot(batch.nanos[i]);
      if (batch.write[i]) {
        share.writes++;
        share.bytesWritten += bytes;
        writesInSlot[slot]++;
      } else {
        share.reads++;
        share.bytesRead += bytes;
        readsInSlot[slot]++;
      }
      sizes.add(bytes);
      long object = ((long) tenant << ADDRESS_BITS) + batch.address[i];
      objects.add(object);
      if (pageBytes > 0) {
        addPages(tenant, batch.address[i], bytes);
      } else {
        reuse.add(object);
      }
      lastNanos = batch.nanos[i];
    }
  }

  private void addPages(int tenant, long address, int bytes) {
    long last = (address + bytes - 1) / pageBytes;
    for (long page = address / pageBytes; page <= last; page++) {
      long key = Pages.key(tenant, page);
      pages.add(key);
      reuse.add(key);
    }
  }

  private Share share(int tenant) {
    if (tenant >= tenants.length) {
      int before = tenants.length;
      tenants = Arrays.copyOf(tenants, Math.max(tenant + 1, 2 * before));
      for (int i = before; i < tenants.length; i++) {
        tenants[i] = new Share();
      }
    }
    return tenants[tenant];
  }

  /** The slot of a time; where there is none, two slots become one as often as is needed. */
  private int slot(long nanos) {
    while (nanos / slotNanos >= SLOTS) {
      halve(readsInSlot);
      halve(writesInSlot);
      slotNanos *= 2;
    }
    return (int) (nanos / slotNanos);
  }

  private static void halve(long[] counts) {
    for (int i = 0; i < SLOTS / 2; i++) {
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    Arrays.fill(counts, SLOTS / 2, SLOTS, 0);
  }

  /** Different objects, or places where requests begin. */
  public Distinct objects() {
    return objects;
  }

  /** Different pages. */
  public Distinct pages() {
    return pages;
  }

  /** How soon pages are used again; objects, if no pages are counted. */
  public Reuse reuse() {
    return reuse;
  }

  /** Sizes of requests. */
  public Histogram sizes() {
    return sizes;
  }

  /** When the last request came, in nanoseconds from the first. */
  public long lastNanos() {
    return lastNanos;
  }

  /** How long a slot is, in nanoseconds. */
  public long slotNanos() {
    return slotNanos;
  }

  /** How many slots there are from the first request to the last. */
  public int slots() {
    return (int) (lastNanos / slotNanos) + 1;
  }

  /** Requests that read, by slot. */
  public long[] readsInSlot() {
    return readsInSlot.clone();
  }

  /** Requests that write, by slot. */
  public long[] writesInSlot() {
    return writesInSlot.clone();
  }

  /** What a tenant asked for. */
  public Share tenant(int number) {
    return share(number);
  }
}
