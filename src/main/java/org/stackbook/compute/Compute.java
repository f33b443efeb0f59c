package org.stackbook.compute;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Takes;

/**
 * The VMs of a stamp: where its memory goes, how many VMs fit, where they are placed, and what
 * restarts when a server fails.
 *
 * <pre>{@code
 * oslo.compute().memory();
 * oslo.compute().fit("Standard_D4_v2");
 * oslo.compute().place(p -> p.vm("Standard_D2_v2", 12)).fail("n3")
 * }</pre>
 */
public final class Compute implements OfStamp {

  private final HostMemory host;

  private Compute(Stamp stamp) {
    this.host = new HostMemory(stamp);
  }

  /** The VMs of {@code stamp}. */
  public static Compute of(Stamp stamp) {
    return new Compute(stamp);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /** Where the memory goes when tenants have no VMs yet. */
  public MemoryPlan memory() {
    return new MemoryPlan(host, TenantVms.none(), null, Optional.empty());
  }

  /**
   * Where the memory goes.
   *
   * @param vms of tenants, such as {@code m -> m.vm("Standard_D2_v2", 12)}
   * @throws Refusal if there is no such size in the build
   */
  public MemoryPlan memory(Consumer<MemoryOptions> vms) {
    MemoryOptions said = new MemoryOptions(host);
    vms.accept(said);
    return new MemoryPlan(
        host, TenantVms.described(said.vms(), said.using()), null, Optional.empty());
  }

  /**
   * How many VMs of a size fit on the empty stamp.
   *
   * @param size such as {@code Standard_D4_v2}
   * @throws Refusal if there is no such size in the build
   */
  public VmFit fit(@Takes(StampWords.VmSizeNames.class) String size) {
    return place(p -> {}).fit(size);
  }

  /**
   * Places VMs, one after the other.
   *
   * @param vms which, such as {@code p -> p.vm("Standard_D2_v2", 12)}
   * @throws Refusal if there is no such size in the build, or a word is said twice
   */
  public VmPlacement place(Consumer<VmPlacementOptions> vms) {
    VmPlacementOptions said = new VmPlacementOptions(host);
    vms.accept(said);
    return new VmPlacement(host, new VmQuestion(said.vms(), said.sets(), said.seed()), List.of());
  }

  /** How many operations on VMs are reliable at once. */
  public CreationBatches batches() {
    return new CreationBatches(stamp());
  }
}
