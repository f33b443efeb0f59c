package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.HashTuple;

/**
 * A virtual address of the load balancer.
 *
 * @param address of it
 * @param rules that spread flows over the pool
 * @param nats that send a port to one back end
 * @param poolName of its pool
 * @param pool its back ends
 * @param tuple what of a packet is hashed
 * @param floating whether packets keep its address on their way to a card
 * @param inside the virtual network that it has its address in, if it is no public one
 */
record Vip(
    IpAddress address,
    List<Rule> rules,
    List<Nat> nats,
    String poolName,
    List<VirtualNic> pool,
    HashTuple tuple,
    boolean floating,
    Optional<VirtualNetwork> inside) {

  Vip {
    rules = List.copyOf(rules);
    nats = List.copyOf(nats);
    pool = List.copyOf(pool);
  }

  /**
   * A load-balancing rule.
   *
   * @param protocol TCP or UDP
   * @param port of the VIP
   * @param backEndPort of the back ends
   */
  record Rule(Protocol protocol, int port, int backEndPort) {}

  /**
   * An inbound NAT rule.
   *
   * @param protocol TCP or UDP
   * @param port of the VIP
   * @param backEnd that gets it
   * @param backEndPort of the back end
   */
  record Nat(Protocol protocol, int port, VirtualNic backEnd, int backEndPort) {}

  Optional<Rule> rule(Protocol protocol, int port) {
    return rules.stream().filter(r -> r.protocol() == protocol && r.port() == port).findFirst();
  }

  Optional<Nat> nat(Protocol protocol, int port) {
    return nats.stream().filter(n -> n.protocol() == protocol && n.port() == port).findFirst();
  }

  /** What a card is spoken to by. */
  Endpoint spoken(VirtualNic nic, int backEndPort) {
    return floating ? at(backEndPort) : new Endpoint(nic.address(), backEndPort);
  }

  /** Whether it is known in a virtual network alone. */
  boolean isInternal() {
    return inside.isPresent();
  }

  Endpoint at(int port) {
    return new Endpoint(address, port);
  }
}
