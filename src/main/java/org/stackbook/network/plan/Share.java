package org.stackbook.network.plan;

/**
 * What addresses are for.
 *
 * @param who has them
 */
record Share(String who, AddressUse use) {

  static final Share FREE = new Share("nobody", AddressUse.FREE);

  /** What the facts say at a path; free, if they say nothing. */
  static Share read(String path) {
    return PlanFacts.has(path)
        ? new Share(
            PlanFacts.fact(path + "/who").text(), PlanFacts.use(path + "/use", AddressUse.FREE))
        : FREE;
  }
}
