package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.engine.AclPacket;

/**
 * The packets that a question is about: one protocol, one port to go to, one to come from.
 *
 * @param said what was asked
 * @param sourcePort the port they come from
 */
record AskedTraffic(Traffic said, Figure<Integer> sourcePort) {

  /**
   * @throws Refusal if it is more than one kind of packet
   */
  static AskedTraffic of(Traffic traffic, String given) {
    if (!traffic.isOnePort() || !(traffic.isFromAnyPort() || traffic.isFromOnePort())) {
      throw Refusal.of(given, "rules may tell apart what " + traffic + " has in it")
          .wayOut("ask for one protocol and one port, such as tcp(443)")
          .asException();
    }
    Fact usual = Facts.ours().fact("acl/clientPort/value");
    return new AskedTraffic(
        traffic,
        traffic.isFromAnyPort()
            ? Figure.stated("source port", usual.integer(), usual)
            : Figure.given("source port", (int) traffic.sourcePorts().first(0), traffic.typed()));
  }

  /** Whether some rule tells apart which port packets come from. */
  boolean isSourcePortLookedAt(List<RuleList> lists) {
    return lists.stream()
        .flatMap(list -> list.rules().stream())
        .anyMatch(rule -> !rule.said().traffic().isFromAnyPort());
  }

  /** Such a packet, from no address in particular. */
  AclPacket kind() {
    return packet(new IpAddress(0), new IpAddress(0));
  }

  AclPacket packet(IpAddress from, IpAddress to) {
    return new AclPacket(
        said.protocols().first(0),
        AddressSpace.number(from),
        sourcePort.value(),
        AddressSpace.number(to),
        said.ports().first(0));
  }
}
