package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.address.IpAddress;

/**
 * What the controller has been told there is.
 *
 * @param networks that are described
 * @param vips by their addresses
 * @param filters that are described, if any are
 * @param moved the servers of cards that were moved since they were described, by name of card
 */
record ControllerDescription(
    List<VirtualNetworkOptions> networks,
    Map<IpAddress, VipOptions> vips,
    Optional<Consumer<AclOptions>> filters,
    Map<String, String> moved) {

  ControllerDescription {
    networks = List.copyOf(networks);
    vips = Collections.unmodifiableMap(new LinkedHashMap<>(vips));
    moved = Map.copyOf(moved);
  }

  static ControllerDescription of(SdnOptions said) {
    return new ControllerDescription(said.networks(), said.vips(), said.filters(), Map.of());
  }

  /** The server that a card is on, where it was said. */
  Optional<String> server(VirtualNetworkOptions.SaidNic nic) {
    return Optional.ofNullable(moved.get(nic.name())).or(nic::server);
  }

  /** With networks, VIPs and filters that are described anew or are new. */
  ControllerDescription with(SdnOptions said) {
    List<VirtualNetworkOptions> allNetworks = new ArrayList<>(networks);
    Map<String, String> stillMoved = new HashMap<>(moved);
    for (VirtualNetworkOptions each : said.networks()) {
      int place = networks.stream().map(VirtualNetworkOptions::name).toList().indexOf(each.name());
      if (place < 0) {
        allNetworks.add(each);
      } else {
        allNetworks.set(place, each);
        each.nics().forEach(nic -> stillMoved.remove(nic.name()));
      }
    }
    uniqueCards(allNetworks);
    Map<IpAddress, VipOptions> allVips = new LinkedHashMap<>(vips);
    allVips.putAll(said.vips());
    return new ControllerDescription(
        allNetworks, allVips, said.filters().or(() -> filters), stillMoved);
  }

  private static void uniqueCards(List<VirtualNetworkOptions> networks) {
    Map<String, String> networkOf = new HashMap<>();
    for (VirtualNetworkOptions network : networks) {
      for (VirtualNetworkOptions.SaidNic nic : network.nics()) {
        String other = networkOf.put(nic.name(), network.name());
        if (other != null) {
          throw Refusal.of(
                  "virtualNetwork(\"" + network.name() + "\", …)",
                  "there is a card " + nic.name() + " in " + other)
              .wayOut("give it another name")
              .asException();
        }
      }
    }
  }

  ControllerDescription without(IpAddress vip) {
    Map<IpAddress, VipOptions> left = new LinkedHashMap<>(vips);
    left.remove(vip);
    return new ControllerDescription(networks, left, filters, moved);
  }

  ControllerDescription moved(String card, String server) {
    Map<String, String> all = new HashMap<>(moved);
    all.put(card, server);
    return new ControllerDescription(networks, vips, filters, all);
  }
}
