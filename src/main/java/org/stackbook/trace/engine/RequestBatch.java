package org.stackbook.trace.engine;

/**
 * Requests of a block trace, in the order in which they came: one array for each column, so that
 * traces of any length pass through a few hundred kilobytes.
 */
public final class RequestBatch {

  /** Requests in a full batch. */
  public static final int SIZE = 8192;

  /** When each came, in nanoseconds from an origin of the trace's own; never decreasing. */
  public final long[] nanos = new long[SIZE];

  /** Where each begins: bytes from the beginning of its disk, or the id of an object; 0 or more. */
  public final long[] address = new long[SIZE];

  /** How long each is, in bytes; 1 or more. */
  public final int[] bytes = new int[SIZE];

  /** Whose each is: an index into the names of the trace's disks, volumes or tenants. */
  public final int[] tenant = new int[SIZE];

  /** Whether each writes. */
  public final boolean[] write = new boolean[SIZE];

  /** How many there are, from 0 to {@link #SIZE}. */
  public int count;
}
