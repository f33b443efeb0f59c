package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;

/**
 * A virtual network of a tenant.
 *
 * @param name of it
 * @param network whose addresses its cards have, its customer addresses
 * @param vni its number on the wire
 * @param subnets parts of it
 */
record VirtualNetwork(String name, IpNetwork network, int vni, List<Subnet> subnets) {

  VirtualNetwork {
    subnets = List.copyOf(subnets);
  }

  /**
   * A part of a virtual network.
   *
   * @param name of it
   * @param network its addresses
   */
  record Subnet(String name, IpNetwork network) {}

  Optional<Subnet> subnet(IpAddress address) {
    return subnets.stream().filter(s -> s.network().contains(address)).findFirst();
  }
}
