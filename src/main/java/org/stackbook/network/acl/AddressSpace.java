package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.engine.AclRanges;

/** Which addresses the words of rules stand for: tags, networks, addresses, Any. */
final class AddressSpace {

  private static final AclRanges ALL = AclRanges.of(0, (1L << Integer.SIZE) - 1);
  private static final String PRIVATE = "acl/virtualNetwork/value";

  private final Figure<String> virtualNetwork;
  private final AclRanges inside;
  private final AclRanges outside;
  private final AclRanges loadBalancer;

  /**
   * @param said the address spaces of the virtual network; private addresses if there are none
   * @param subnets of the virtual network
   */
  AddressSpace(List<IpNetwork> said, List<IpNetwork> subnets) {
    List<IpNetwork> networks = said.isEmpty() ? privateAddresses() : said;
    String text = String.join(", ", networks.stream().map(IpNetwork::toString).toList());
    this.virtualNetwork =
        said.isEmpty()
            ? Figure.stated("virtual network", text, Facts.ours().fact(PRIVATE + "/0"))
            : Figure.given("virtual network", text, "virtualNetwork(…)");
    AclRanges in = AclRanges.NONE;
    for (IpNetwork network : networks) {
      in = in.or(ranges(network));
    }
    AclRanges probes = AclRanges.NONE;
    for (IpNetwork subnet : subnets) {
      long gateway = number(subnet.address(subnet.size() > 1 ? 1 : 0));
      probes = probes.or(AclRanges.of(gateway, gateway));
    }
    this.inside = in;
    this.outside = ALL.minus(in);
    this.loadBalancer = probes;
  }

  private static List<IpNetwork> privateAddresses() {
    FactBook book = Facts.ours();
    return book.entries(PRIVATE).stream()
        .map(path -> IpNetwork.parse(book.fact(path).text()))
        .toList();
  }

  /**
   * @param tags of the build
   * @throws Refusal if a text is neither one of these nor a network nor an address
   */
  static void check(String text, List<Fact> tags, String given) {
    List<String> words = new ArrayList<>(tags.stream().map(Fact::text).toList());
    words.add(ServiceTags.ANY);
    if (words.contains(text)) {
      return;
    }
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      throw Refusal.of(given, "\"" + text + "\" stands for no addresses")
          .source(tags.get(0).citation())
          .nearest(text, words)
          .wayOut("name a network, an address, or one of " + String.join(", ", words))
          .asException();
    }
    written(text);
  }

  private static AclRanges written(String text) {
    if (text.indexOf('/') < 0) {
      long address = number(IpAddress.parse(text));
      return AclRanges.of(address, address);
    }
    return ranges(IpNetwork.parse(text));
  }

  private static AclRanges ranges(IpNetwork network) {
    return AclRanges.of(number(network.first()), number(network.last()));
  }

  static long number(IpAddress address) {
    return Integer.toUnsignedLong(address.bits());
  }

  static IpAddress address(long number) {
    return new IpAddress((int) number);
  }

  /** The addresses that a word of a rule stands for. */
  AclRanges of(String text) {
    return switch (text) {
      case ServiceTags.ANY -> ALL;
      case ServiceTags.INTERNET -> outside;
      case ServiceTags.VIRTUAL_NETWORK -> inside;
      case ServiceTags.LOAD_BALANCER -> loadBalancer;
      default -> written(text);
    };
  }

  /** What the virtual network is, behind a rule whose words stand for it or for the rest. */
  String meaning(SaidRule rule) {
    List<String> words = List.of(rule.source(), rule.destination());
    return words.contains(ServiceTags.VIRTUAL_NETWORK) || words.contains(ServiceTags.INTERNET)
        ? ", VirtualNetwork being " + virtualNetwork.value()
        : "";
  }

  /** All that is not of the virtual network. */
  AclRanges outside() {
    return outside;
  }

  boolean isInside(IpAddress address) {
    return inside.contains(number(address));
  }

  Figure<String> virtualNetwork() {
    return virtualNetwork;
  }
}
