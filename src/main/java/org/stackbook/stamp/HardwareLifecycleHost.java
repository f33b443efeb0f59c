package org.stackbook.stamp;

import java.util.Optional;
import org.stackbook.unit.Bytes;

/**
 * The server beside the scale unit that holds hardware management and the deployment VM. It adds
 * nothing to the capacity of the stamp.
 *
 * @param name such as {@code hlh}
 * @param memory if described
 * @param cores physical cores, if described
 */
public record HardwareLifecycleHost(String name, Optional<Bytes> memory, Optional<Integer> cores) {

  @Override
  public String toString() {
    return name
        + memory.map(m -> ", " + m).orElse("")
        + cores.map(c -> ", " + c + " cores").orElse("");
  }
}
