package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.network.packet.Packet;
import org.stackbook.view.Step;

/** The places that the packets of a flow have passed so far, and what the last one does. */
final class Trail {

  static final String GOES_ON = "goes on";

  private final List<Hop> hops = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private FlowLeg leg = FlowLeg.THERE;
  private FlowDisposition disposition = FlowDisposition.DELIVERED;

  List<Hop> hops() {
    return hops;
  }

  FlowDisposition disposition() {
    return disposition;
  }

  FlowLeg leg() {
    return leg;
  }

  /** Another packet of the flow begins. */
  void begin(FlowLeg next) {
    leg = next;
  }

  /** A step after which the packet is still there. */
  void step(String rule, String found) {
    steps.add(new Step(rule, found, GOES_ON));
  }

  /** The last step of a place, which hands the packet on. */
  void step(String rule, String found, String next) {
    steps.add(new Step(rule, found, GOES_ON + " to " + next));
  }

  void add(Step step) {
    steps.add(step);
  }

  /** A place hands the packet on. */
  void pass(String at, Optional<Packet> in, Packet out) {
    add(at, in, Optional.of(out));
  }

  /** The packet is where it was to go. */
  void arrive(String at, String rule, String found, Packet packet) {
    steps.add(new Step(rule, found, FlowDisposition.DELIVERED.word()));
    add(at, Optional.of(packet), Optional.empty());
  }

  /** The packet ends where it was not to end. */
  void end(String at, Optional<Packet> in, FlowDisposition how) {
    add(at, in, Optional.empty());
    disposition = how;
  }

  /** The same, with the step that ends it. */
  void end(String at, Optional<Packet> in, FlowDisposition how, String rule, String found) {
    steps.add(new Step(rule, found, how.word()));
    end(at, in, how);
  }

  private void add(String at, Optional<Packet> in, Optional<Packet> out) {
    hops.add(new Hop(at, leg, steps, in, out));
    steps.clear();
  }

  /** The packet as the last place handed it on. */
  Packet last() {
    return hops.get(hops.size() - 1).out().orElseThrow();
  }
}
