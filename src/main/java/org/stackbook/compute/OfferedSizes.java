package org.stackbook.compute;

import java.util.Locale;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.LogicalProcessors;
import org.stackbook.stamp.VmSize;
import org.stackbook.stamp.VmSizes;

/** The VM sizes that a stamp can have: its build offers them, and its servers are large enough. */
final class OfferedSizes {

  private final HostMemory host;
  private final VmSizes sizes;

  OfferedSizes(HostMemory host) {
    this.host = host;
    this.sizes = VmSizes.of(host.stamp().build());
  }

  /**
   * The size of that name.
   *
   * @param given the word as the user wrote it
   * @throws Refusal if there is none, the build has it not, or servers have too few processors
   */
  VmSize size(String name, String given) {
    VmSize size = sizes.size(name, given);
    LogicalProcessors.of(host.stamp()).refuseUnlessEnoughFor(size, given);
    return size;
  }

  /**
   * How many VMs are meant.
   *
   * @throws Refusal if it is less than one, or more than anyone has
   */
  static int count(int number, String given) {
    int most = Facts.ours().fact("plausible/mostVmsSaidAtOnce").integer();
    if (number < 1 || number > most) {
      throw Refusal.of(given, String.format(Locale.ROOT, "VMs are one or more, to %,d", most))
          .wayOut("say how many there are")
          .asException();
    }
    return number;
  }
}
