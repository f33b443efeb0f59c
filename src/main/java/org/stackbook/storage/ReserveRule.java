package org.stackbook.storage;

import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;

/**
 * How much of a pool is left unallocated, so that a failed drive can be repaired at once, in place
 * and in parallel. Two pages give two rules.
 */
public enum ReserveRule {
  /**
   * One capacity drive per server, however many servers there are. Source: Azure Stack Hub storage
   * capacity planning.
   */
  AZURE_STACK("Azure Stack rule"),
  /**
   * One capacity drive per server, but no more than four drives in all. Source: Plan volumes in
   * Storage Spaces Direct.
   */
  STORAGE_SPACES_DIRECT("Storage Spaces Direct rule");

  private final String title;

  ReserveRule(String title) {
    this.title = title;
  }

  /** Its name in tables. */
  public String title() {
    return title;
  }

  /**
   * How many drives' worth of capacity is kept back.
   *
   * @param servers of the pool, 1 or more
   */
  public Figure<Integer> drives(int servers) {
    Figure<Integer> count = Figure.given("servers", servers, "servers(…)");
    if (this == AZURE_STACK) {
      Fact rule = Facts.ours().fact("reserve/azureStack/drivesPerServer");
      Figure<Integer> each = Figure.stated("drives per server", rule.integer(), rule);
      return Figure.derived(
              "reserve drives",
              servers * each.value(),
              "{servers} × {drives per server}",
              count,
              each)
          .by(Facts.storage().fact("reserve/azureStack/rule"));
    }
    Fact rule = Facts.ours().fact("reserve/storageSpacesDirect/drivesPerServer");
    Fact limit = Facts.ours().fact("reserve/storageSpacesDirect/drivesMax");
    Figure<Integer> each = Figure.stated("drives per server", rule.integer(), rule);
    Figure<Integer> most = Figure.stated("most drives", limit.integer(), limit);
    return Figure.derived(
            "reserve drives",
            Math.min(servers * each.value(), most.value()),
            "min({servers} × {drives per server}, {most drives})",
            count,
            each,
            most)
        .by(Facts.storage().fact("reserve/rule"));
  }

  @Override
  public String toString() {
    return title;
  }
}
