package org.stackbook.network.engine;

import java.util.List;

/**
 * A load-balancing rule: the back ends of its VIP and port, and what becomes of flows when probes
 * say that back ends are down.
 *
 * @param places chooses a place of the pool, from 0
 * @param pool the back end at each place, by its number in the fabric
 * @param keepsFlowsOfDown whether an established flow stays with its back end when the probe of
 *     that one is down, where a MUX knows the flow
 * @param keepsFlowsOfAllDown whether that holds, too, when no back end of the pool is left
 */
public record PoolRule(
    FlowChoice places, List<Integer> pool, boolean keepsFlowsOfDown, boolean keepsFlowsOfAllDown) {

  /** Keeps a copy. */
  public PoolRule {
    pool = List.copyOf(pool);
  }

  /** The back end for a flow that no MUX knows, or {@link Choice#NONE} if none is left. */
  public int backEnd(Flows flows, int flow) {
    int place = places.of(flows, flow);
    return place == Choice.NONE ? Choice.NONE : pool.get(place);
  }

  /** Whether a MUX that knows a flow still sends it to its back end. */
  boolean keeps(int backEnd) {
    return has(backEnd) || (keepsFlowsOfDown && (keepsFlowsOfAllDown || places.among().size() > 0));
  }

  /** Whether a back end gets new flows. */
  boolean has(int backEnd) {
    int place = pool.indexOf(backEnd);
    return place >= 0 && places.among().has(place);
  }

  /** The rule with new flows or without them for a place. */
  PoolRule told(int place, boolean takesFlows) {
    return new PoolRule(
        takesFlows ? places.with(place) : places.without(place),
        pool,
        keepsFlowsOfDown,
        keepsFlowsOfAllDown);
  }
}
