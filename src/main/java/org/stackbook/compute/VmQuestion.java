package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.VmSize;

/**
 * Which VMs are to be placed.
 *
 * @param vms in their order
 * @param sets that they are in, by number
 */
record VmQuestion(List<AskedVm> vms, List<VmSet> sets, long seed) {

  VmQuestion {
    vms = List.copyOf(vms);
    sets = List.copyOf(sets);
  }

  /** The same with some of its VMs only, in their order. */
  VmQuestion only(IntStream numbers) {
    return new VmQuestion(numbers.mapToObj(vms::get).toList(), sets, seed);
  }

  /**
   * The same with the first VM of a size resized.
   *
   * @param from size of one of the VMs
   */
  VmQuestion resized(VmSize from, VmSize to) {
    List<AskedVm> after = new ArrayList<>(vms);
    int first =
        IntStream.range(0, vms.size())
            .filter(i -> vms.get(i).size().equals(from))
            .findFirst()
            .orElseThrow();
    after.set(first, vms.get(first).resized(to));
    return new VmQuestion(after, sets, seed);
  }

  boolean isInScaleSet(AskedVm vm) {
    return vm.isInSet() && sets.get(vm.set()).isScaleSet();
  }

  /** What is assumed of scale sets, if there is one. */
  Optional<String> scaleSetNote() {
    return sets.stream().noneMatch(VmSet::isScaleSet)
        ? Optional.empty()
        : Optional.of("Ours: " + Facts.ours().fact("vmPlacement/scaleSet/value").text() + ".");
  }
}
