package org.stackbook.compute;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stackbook.fact.Facts;

/**
 * Which VMs are to be placed.
 *
 * @param vms in their order
 * @param sets names of the sets
 * @param scaleSets which of the sets are scale sets, by number
 */
record VmQuestion(List<AskedVm> vms, List<String> sets, Set<Integer> scaleSets, long seed) {

  /** What is assumed of scale sets, if there is one. */
  Optional<String> scaleSetNote() {
    return scaleSets.isEmpty()
        ? Optional.empty()
        : Optional.of("Ours: " + Facts.ours().fact("vmPlacement/scaleSet/value").text() + ".");
  }
}
