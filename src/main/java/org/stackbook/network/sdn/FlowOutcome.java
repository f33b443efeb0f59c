package org.stackbook.network.sdn;

import org.stackbook.network.engine.FlowFate;
import org.stackbook.view.Disposition;

/** What an event did to an established flow. */
public enum FlowOutcome implements Disposition {
  /** Nothing. */
  SAME(FlowFate.SAME, "unchanged", "it takes the same way to the same back end"),
  /** Another uplink. */
  REROUTED(
      FlowFate.REROUTED,
      "other uplink",
      "it comes over another uplink to the same MUX and back end"),
  /** Another MUX, which knows it. */
  KNOWN(
      FlowFate.MOVED_TO_MUX_THAT_KNOWS,
      "other MUX, known",
      "it comes to another MUX, which knows it from before"),
  /** Another MUX, which chooses alike. */
  AGREED(
      FlowFate.MOVED_TO_MUX_THAT_AGREES,
      "other MUX, same choice",
      "it comes to another MUX, which does not know it and chooses the same back end by its hash"),
  /** Another back end. */
  OTHER_BACK_END(
      FlowFate.BROKEN_OTHER_BACK_END,
      "broken: other back end",
      "its packets reach a back end that does not know the connection"),
  /** The back end is lost. */
  BACK_END_LOST(FlowFate.BROKEN_BACK_END_LOST, "broken: back end lost", "its back end is lost"),
  /** No way. */
  NO_PATH(
      FlowFate.BROKEN_NO_PATH,
      "broken: no way",
      "no uplink or no MUX is left, or a static route leads to a switch that is dead"),
  /** No back end. */
  NO_BACK_END(
      FlowFate.ENDED_NO_BACK_END,
      "ended: no back end",
      "no back end of its pool is left that the load balancer sends it to"),
  /** Broken before. */
  GONE(FlowFate.GONE_BEFORE, "gone before", "an event before this one broke it");

  private final FlowFate fate;
  private final String word;
  private final String definition;

  FlowOutcome(FlowFate fate, String word, String definition) {
    this.fate = fate;
    this.word = word;
    this.definition = definition;
  }

  FlowFate fate() {
    return fate;
  }

  /** Whether the flow goes on. */
  public boolean isAlive() {
    return fate.isAlive();
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String definition() {
    return definition;
  }

  @Override
  public String toString() {
    return word;
  }
}
