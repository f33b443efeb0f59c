package org.stackbook.network.engine;

/**
 * How a device spreads flows: by a hash, among members.
 *
 * @param hash of the flow
 * @param among the members
 */
public record FlowChoice(FlowHash hash, Choice among) {

  /** The member for a flow, or {@link Choice#NONE} if there is no member. */
  public int of(Flows flows, int flow) {
    return among.of(hash.of(flows, flow));
  }

  FlowChoice with(int member) {
    return new FlowChoice(hash, among.with(member));
  }

  FlowChoice without(int member) {
    return new FlowChoice(hash, among.without(member));
  }
}
