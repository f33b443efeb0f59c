package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.word.Takes;

/** The VMs of an availability set. {@code vm} may be said as often as needed. */
public final class SetOptions {

  private final OfferedSizes sizes;
  private final List<Members> vms = new ArrayList<>();

  /** So many VMs of a size. */
  record Members(VmSize size, int count) {}

  SetOptions(OfferedSizes sizes) {
    this.sizes = sizes;
  }

  /**
   * VMs of the set.
   *
   * @param size such as {@code Standard_D2_v2}
   * @param count 1 or more
   * @throws Refusal if there is no such size in the build, or the count is not 1 or more
   */
  public SetOptions vm(@Takes(StampWords.VmSizeNames.class) String size, int count) {
    String given = "vm(\"" + size + "\", " + count + ")";
    vms.add(new Members(sizes.size(size, given), OfferedSizes.count(count, given)));
    return this;
  }

  List<Members> vms() {
    return vms;
  }
}
