package org.stackbook.storage.engine;

/**
 * Slabs that were spread evenly over a pool that has changed.
 *
 * @param map where the copies are now
 * @param moved copies that are on another drive than before, or were made anew
 * @param minimum the fewest copies that had to: what all drives lacked together
 */
public record Rebalance(SlabMap map, long moved, long minimum) {}
