package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.Endpoint;

/**
 * An end of a flow: somebody outside, a VIP, or a card of a virtual network.
 *
 * @param endpoint its address and port
 * @param nic the card, if it is one
 */
record FlowEnd(Endpoint endpoint, Optional<VirtualNic> nic) {

  /**
   * Reads {@code 203.0.113.10:443} or {@code web1:443}.
   *
   * @throws Refusal if it is neither, or cards of several networks have the address
   */
  static FlowEnd parse(String text, SdnLayout layout) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Optional<VirtualNic> named =
        layout.nics().stream().filter(n -> n.name().equals(name)).findFirst();
    if (named.isPresent() && colon >= 0) {
      return new FlowEnd(Endpoint.parse(named.get().address() + text.substring(colon)), named);
    }
    if (!name.isEmpty() && Character.isLetter(name.charAt(0))) {
      List<String> names = layout.nics().stream().map(VirtualNic::name).toList();
      throw Refusal.of("\"" + text + "\"", colon < 0 ? "there is no port" : "no such card")
          .nearest(name, names)
          .wayOut("write a card or an address, a colon and a port, such as \"203.0.113.10:443\"")
          .asException();
    }
    Endpoint endpoint = Endpoint.parse(text);
    List<VirtualNic> found =
        layout.nics().stream().filter(n -> n.address().equals(endpoint.address())).toList();
    if (found.size() > 1) {
      throw Refusal.of("\"" + text + "\"", "cards of several virtual networks have the address")
          .wayOut("name the card: " + found.get(0).name() + ":" + endpoint.port())
          .asException();
    }
    return new FlowEnd(endpoint, found.stream().findFirst());
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
