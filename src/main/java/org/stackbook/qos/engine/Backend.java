package org.stackbook.qos.engine;

import java.util.List;

/**
 * The drives that serve what the caps let pass. A read is for any capacity drive; one of the cache
 * serves it if it keeps what is read from that drive and it hits. A write goes to a drive in as
 * many servers as there are copies, of the cache if there is one, and is done when the last of them
 * is.
 *
 * @param cache cache drives; empty for no cache
 * @param capacity capacity drives, one or more
 * @param copies of all data, 1 or more
 * @param varying whether service times are exponentially distributed, with the times of the drives
 *     as their means, instead of always the same
 */
public record Backend(
    List<PlacedDrive> cache, List<PlacedDrive> capacity, int copies, boolean varying) {

  /** Copies the lists. */
  public Backend {
    cache = List.copyOf(cache);
    capacity = List.copyOf(capacity);
  }
}
