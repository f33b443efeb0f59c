package org.stackbook.network.sdn;

import java.util.List;

/**
 * Flows of one traffic that go one way over the same places.
 *
 * @param way that they are of
 * @param flows how many; of flows that are spread evenly a part
 * @param ways how many ways there are if flows are spread evenly
 * @param uses what they take
 * @param mux that carries them, or {@link #NO_MUX}
 * @param arrives whether they get to who is asked, or back
 */
record LoadStream(
    LoadTraffic.Way way, double flows, int ways, List<Use> uses, int mux, boolean arrives) {

  static final int NO_MUX = -1;

  LoadStream {
    uses = List.copyOf(uses);
  }

  /**
   * What flows take of a place.
   *
   * @param place number of it
   * @param cost what a bit of their packets takes there
   */
  record Use(int place, LoadCost cost) {}

  /** Whether they are between servers in VXLAN. */
  boolean isTunnelled() {
    return uses.stream().anyMatch(use -> use.cost() == LoadCost.IN_VXLAN);
  }
}
