package org.stackbook.qos.engine;

import org.stackbook.stamp.engine.DriveTimes;

/**
 * The drives that serve what the caps let pass. A read goes to one drive: one of the cache if it
 * hits, else a capacity drive. A write goes to a drive in as many servers as there are copies, of
 * the cache if there is one, and is done when the last of them is.
 *
 * @param cache how each cache drive serves; empty for no cache
 * @param cacheServer the server of each
 * @param capacity how each capacity drive serves, one or more
 * @param capacityServer the server of each
 * @param copies of all data, 1 or more
 * @param varying whether service times are exponentially distributed, with the times of the drives
 *     as their means, instead of always the same
 */
public record Backend(
    DriveTimes[] cache,
    int[] cacheServer,
    DriveTimes[] capacity,
    int[] capacityServer,
    int copies,
    boolean varying) {}
