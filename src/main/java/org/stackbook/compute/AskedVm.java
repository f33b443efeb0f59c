package org.stackbook.compute;

import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.stamp.VmSize;

/**
 * A VM that is to be placed.
 *
 * @param name such as {@code web-2}
 * @param set number of its set, or {@link VmPlacer#NO_SET}
 * @param domain its fault domain in the set, from 0
 * @param on number of the server that it has to be on, or {@link VmPlacer#NO_HOST}
 */
record AskedVm(String name, VmSize size, int set, int domain, int on) {

  AskedVm resized(VmSize to) {
    return new AskedVm(name, to, set, domain, on);
  }

  boolean isInSet() {
    return set != VmPlacer.NO_SET;
  }

  boolean hasServer() {
    return on != VmPlacer.NO_HOST;
  }

  long memory() {
    return size.memory().value().count();
  }
}
