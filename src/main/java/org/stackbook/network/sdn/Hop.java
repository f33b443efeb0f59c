package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.network.packet.Packet;
import org.stackbook.view.Step;

/**
 * What one place does with a packet.
 *
 * @param at name of the place, such as {@code mux1} or {@code n3}
 * @param leg which packet of the flow it is
 * @param steps what is done, in order
 * @param in the packet as it comes; none where it begins
 * @param out the packet as it leaves; none where it ends
 */
public record Hop(
    String at, FlowLeg leg, List<Step> steps, Optional<Packet> in, Optional<Packet> out) {

  /** Keeps a copy of the steps. */
  public Hop {
    steps = List.copyOf(steps);
  }

  /** Whether the packet goes to who opened the flow. */
  public boolean answer() {
    return leg.isAnswer();
  }
}
