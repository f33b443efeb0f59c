package org.stackbook.cache.engine;

/**
 * From when on requests are counted: when both are past.
 *
 * @param requests so many are not counted
 * @param nanos those before are not counted, from the first request on
 */
public record WarmUp(long requests, long nanos) {

  /** All requests are counted. */
  public static final WarmUp NONE = new WarmUp(0, 0);
}
