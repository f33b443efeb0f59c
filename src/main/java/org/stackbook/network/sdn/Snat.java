package org.stackbook.network.sdn;

import java.util.Optional;
import org.stackbook.fact.Facts;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.engine.SnatDefaults;

/**
 * What the source of a card's packets to addresses outside of its network becomes.
 *
 * @param vip whose address it is
 * @param nic the card
 * @param first of its ports
 * @param ports how many are its
 */
record Snat(Vip vip, VirtualNic nic, int first, int ports) {

  static Optional<Snat> of(SdnLayout layout, VirtualNic nic) {
    return layout.outbound(nic).map(vip -> of(vip, nic));
  }

  private static Snat of(Vip vip, VirtualNic nic) {
    int ports =
        new SnatDefaults(ours("snatMostPorts"), ours("snatBackEndsWithMost"))
            .ports(vip.pool().size());
    return new Snat(vip, nic, ours("snatFirstPort") + vip.pool().indexOf(nic) * ports, ports);
  }

  private static int ours(String name) {
    return Facts.ours().fact("sdn/" + name + "/value").integer();
  }

  /** The source that the first packet gets. */
  Endpoint source() {
    return vip.at(first);
  }

  String found() {
    return "ports "
        + first
        + " to "
        + (first + ports - 1)
        + " of "
        + vip.address()
        + " are "
        + nic.name()
        + "'s; the first free one is "
        + first;
  }
}
