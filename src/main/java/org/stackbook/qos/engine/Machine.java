package org.stackbook.qos.engine;

import java.util.List;
import org.stackbook.trace.engine.TenantLoad;

/**
 * A virtual machine: its disks, what it asks of them, and what it may.
 *
 * @param disks how many, 1 or more; a request is for any of them
 * @param meter where its first disk is counted; the others follow
 * @param stream number of its random numbers: those of two machines must differ
 * @param demand when it asks
 * @param reads share of its requests that read, 0 to 1
 * @param sizes of its requests; their shares add up to 1
 * @param hits share of its reads that the cache serves, 0 to 1
 * @param caps what it may
 */
public record Machine(
    int disks,
    int meter,
    long stream,
    Demand demand,
    double reads,
    List<TenantLoad.Size> sizes,
    double hits,
    Caps caps) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if requests of a closed load are to be refused: they would
   *     come again at once
   */
  public Machine {
    sizes = List.copyOf(sizes);
    if (demand instanceof Demand.Closed && caps.waiting() >= 0) {
      throw new IllegalArgumentException("a closed load waits for itself");
    }
  }
}
