package org.stackbook.compute;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.Bytes;
import org.stackbook.word.Takes;

/** Which VMs tenants run. {@code vm} may be said as often as needed, {@code using} once. */
public final class MemoryOptions {

  private final HostMemory host;
  private final OfferedSizes sizes;
  private final Map<VmSize, Integer> vms = new LinkedHashMap<>();
  private final Once<Using> using = new Once<>("using");

  /** Memory in use as it is told by the portal. */
  record Using(Bytes memory, Bytes largest) {}

  MemoryOptions(HostMemory host) {
    this.host = host;
    this.sizes = new OfferedSizes(host);
  }

  /**
   * VMs that run, or take memory all the same: those that are being created, have failed, or were
   * shut down from within.
   *
   * @param size such as {@code Standard_D2_v2}
   * @param count 1 or more
   * @throws Refusal if there is no such size in the build, or the count is not 1 or more
   */
  public MemoryOptions vm(@Takes(StampWords.VmSizeNames.class) String size, int count) {
    String given = "vm(\"" + size + "\", " + count + ")";
    vms.merge(sizes.size(size, given), OfferedSizes.count(count, given), Integer::sum);
    return this;
  }

  /**
   * More memory that VMs of tenants use, as the portal tells it.
   *
   * @param memory of all of them, 0 or more and not more than the servers have
   * @param largest the largest VM of them, 0 or more and not more than all of them
   * @throws Refusal if it was set already, or is not in that range
   */
  public MemoryOptions using(Bytes memory, Bytes largest) {
    if (largest.compareTo(Bytes.ZERO) < 0 || memory.compareTo(largest) < 0) {
      throw Refusal.of(
              "using(" + memory + ", " + largest + ")",
              "the largest VM has 0 or more, and all VMs together have at least as much")
          .wayOut("say all memory first, then that of the largest VM")
          .asException();
    }
    Bytes all = host.total().value();
    if (memory.compareTo(all) > 0) {
      throw Refusal.of(
              "using(" + memory + ", " + largest + ")",
              "memory is never over-committed, and the servers have " + all)
          .source(Facts.capacity().fact("placement/memoryOvercommit").citation())
          .wayOut("look at the unit")
          .asException();
    }
    using.set(new Using(memory, largest), memory + ", " + largest);
    return this;
  }

  Map<VmSize, Integer> vms() {
    return vms;
  }

  Optional<Using> using() {
    return using.get();
  }
}
