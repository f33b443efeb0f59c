package org.stackbook.cache.engine;

/**
 * A cache drive that fails while requests are replayed.
 *
 * @param cacheDrive its number in the layout
 * @param nanos when, by the times of the requests; {@link Long#MIN_VALUE}: before all of them
 */
public record CacheLoss(int cacheDrive, long nanos) {}
