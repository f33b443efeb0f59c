package org.stackbook.network.gateway;

import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.Build;

/** The other end of a connection. Each may be said once. */
public final class ConnectionOptions {

  private final GatewaySku sku;
  private final Build build;
  private final Once<IpAddress> peer = new Once<>("peer");
  private final Once<Integer> bgp = new Once<>("bgp");

  ConnectionOptions(GatewaySku sku, Build build) {
    this.sku = sku;
    this.build = build;
  }

  /**
   * The public address of the device at the other end. It may not be behind NAT, but for the Fast
   * Path, which needs NAT traversal.
   *
   * @param address such as {@code 198.51.100.9}
   * @throws Refusal if it is none, or it was said already
   */
  public ConnectionOptions peer(String address) {
    peer.set(IpAddress.parse(address), "\"" + address + "\"");
    return this;
  }

  /**
   * Routes come by BGP.
   *
   * @param asn autonomous system of the device at the other end, 1 to 65,535
   * @throws Refusal if the number needs more than two bytes, the SKU has no BGP, or it was said
   *     already
   */
  public ConnectionOptions bgp(int asn) {
    String given = "bgp(" + asn + ")";
    Fact most = Facts.networking().fact("vpn/asnMax");
    if (asn < 1 || asn > most.integer()) {
      throw Refusal.of(given, "an autonomous system of the gateway is 1 to " + most.integer())
          .source(most.citation())
          .wayOut("take a private one of two bytes, such as 65010")
          .asException();
    }
    if (sku.refusesBgp()) {
      throw Refusal.of(given, "a gateway of SKU " + sku + " has no BGP")
          .source(Facts.networking().fact("vpn/bgp/" + sku).citation())
          .wayOut("take SKU Standard or HighPerformance")
          .asException();
    }
    bgp.set(asn, String.valueOf(asn));
    return this;
  }

  /**
   * An IPsec policy of one's own, in place of the defaults.
   *
   * @throws Refusal if the build or the SKU has none
   */
  public ConnectionOptions ipsecPolicy() {
    IpsecDefaults.checkPolicy(build, sku, "ipsecPolicy()");
    return this;
  }

  Connection named(String name) {
    return new Connection(name, sku, peer.get(), bgp.get());
  }

  Optional<IpAddress> peer() {
    return peer.get();
  }
}
