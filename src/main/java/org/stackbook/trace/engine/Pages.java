package org.stackbook.trace.engine;

import java.util.concurrent.CancellationException;

/**
 * The pages that requests touch, in ascending order for each request: the key of a page is its
 * number on its disk, with the number of the disk above it.
 */
public final class Pages implements KeySource {

  /** Pages of a disk: at 512 bytes, the smallest, 512 TiB. */
  private static final int PAGE_BITS = 40;

  private final RequestSource requests;
  private final int pageBytes;
  private final RequestBatch batch = new RequestBatch();
  private int next;
  private long page;
  private long lastPage = -1;

  /**
   * @param requests what touches pages: all of them below 512 TiB on each disk
   * @param pageBytes size of a page, 512 or more
   */
  public Pages(RequestSource requests, int pageBytes) {
    this.requests = requests;
    this.pageBytes = pageBytes;
  }

  /**
   * The key of a page.
   *
   * @param tenant number of the disk, from 0
   * @param page number on the disk, from 0
   */
  public static long key(int tenant, long page) {
    return ((long) tenant << PAGE_BITS) + page;
  }

  /** The disk that a page is on. */
  public static int tenant(long key) {
    return (int) (key >>> PAGE_BITS);
  }

  /**
   * Fills an array with the pages that follow.
   *
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public int read(long[] keys) {
    // A single batch of requests can be for billions of pages.
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    int filled = 0;
    while (filled < keys.length) {
      if (page > lastPage && !nextRequest()) {
        break;
      }
      while (page <= lastPage && filled < keys.length) {
        keys[filled++] = page++;
      }
    }
    return filled;
  }

  private boolean nextRequest() {
    if (next >= batch.count) {
      next = 0;
      if (!requests.read(batch)) {
        batch.count = 0;
        return false;
      }
    }
    long base = key(batch.tenant[next], 0);
    long from = batch.address[next];
    page = base + from / pageBytes;
    lastPage = base + (from + batch.bytes[next] - 1) / pageBytes;
    next++;
    return true;
  }

  @Override
  public void close() {
    requests.close();
  }
}
