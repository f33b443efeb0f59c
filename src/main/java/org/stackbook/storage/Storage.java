package org.stackbook.storage;

import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

/**
 * The storage of a stamp: what it offers, where the copies land, and what survives a failure.
 *
 * <pre>{@code
 * oslo.storage().capacity();
 * oslo.storage().place(p -> p.fill(pct(72)).seed(42)).fail("n3")
 * }</pre>
 */
public final class Storage implements OfStamp {

  private final Stamp stamp;

  private Storage(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The storage of {@code stamp}. */
  public static Storage of(Stamp stamp) {
    return new Storage(stamp);
  }

  /** The stamp whose storage this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * Where the capacity goes, with the reserve of the Azure Stack rule.
   *
   * @throws Refusal if the volumes do not fit
   */
  public CapacityPlan capacity() {
    return capacity(ReserveRule.AZURE_STACK);
  }

  /**
   * Where the capacity goes.
   *
   * @param reserve how much is kept back for repair
   * @throws Refusal if the volumes do not fit
   */
  public CapacityPlan capacity(ReserveRule reserve) {
    Pool pool = new Pool(stamp, reserve, Resiliency.THREE_WAY_MIRROR);
    return new CapacityPlan(pool, volumes(pool));
  }

  /**
   * All types of resiliency on the pool of this stamp, also those that Azure Stack does not use:
   * layout, efficiency, failures tolerated, and what volumes could hold.
   */
  public Resiliencies resiliencies() {
    return new Resiliencies(new Pool(stamp, ReserveRule.AZURE_STACK, Resiliency.THREE_WAY_MIRROR));
  }

  private VolumePlan volumes(Pool pool) {
    return stamp.volumes().isEmpty()
        ? VolumePlan.byRule(stamp, pool.data())
        : VolumePlan.described(stamp);
  }

  /**
   * Places all slabs of all volumes, allocated in full.
   *
   * @throws Refusal if the volumes do not fit
   */
  public Placement place() {
    return place(options -> {});
  }

  /**
   * Places all slabs of all volumes.
   *
   * @param options how, such as {@code p -> p.fill(pct(72)).seed(42)}
   * @throws Refusal if the volumes do not fit, or a word is said twice
   */
  public Placement place(Consumer<PlacementOptions> options) {
    PlacementOptions chosen = new PlacementOptions();
    options.accept(chosen);
    return Placement.place(capacity(), chosen);
  }

  /**
   * How likely it is that data of this stamp is lost within a year, all volumes allocated in full.
   *
   * <pre>{@code
   * oslo.storage().durability(d -> d.drives(hours(1_200_000)).repair(hours(8)).seed(42))
   * }</pre>
   *
   * @param options what fails, how often and for how long
   * @throws Refusal if the volumes do not fit, or a word is said twice
   */
  public Durability durability(Consumer<DurabilityOptions> options) {
    return place().durability(options);
  }
}
