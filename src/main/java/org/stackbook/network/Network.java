package org.stackbook.network;

import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.gateway.GatewayOptions;
import org.stackbook.network.gateway.IpsecDefaults;
import org.stackbook.network.gateway.VpnGateway;
import org.stackbook.network.plan.AddressOptions;
import org.stackbook.network.plan.AddressPlan;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

/**
 * The networks of a stamp.
 *
 * <p>The software-defined network has a word of its own, {@code oslo.network(n -> …)}.
 */
public final class Network implements OfStamp {

  private final Stamp stamp;

  private Network(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The networks of {@code stamp}. */
  public static Network of(Stamp stamp) {
    return new Network(stamp);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * Divides the networks that the system is given, and tells who has which address.
   *
   * @param networks that it is given, such as {@code p -> p.bmc("10.193.132.0/26")…}
   * @throws Refusal if one is missing, is not of a size that it can have, overlaps with another
   *     one, or is not for hosts
   */
  public AddressPlan addresses(Consumer<AddressOptions> networks) {
    return AddressPlan.of(stamp, networks);
  }

  /**
   * The VPN gateway and the connections of tenants through it.
   *
   * @param connections such as {@code g -> g.connection("paris", "HighPerformance")}
   * @throws Refusal if what is said is not offered in the build, or does not go together
   */
  public VpnGateway gateway(Consumer<GatewayOptions> connections) {
    return VpnGateway.of(stamp, connections);
  }

  /** How long a security association of IKE lasts in the build. */
  public IpsecDefaults ipsec() {
    return new IpsecDefaults(stamp);
  }

  /**
   * Filters and the NICs behind them: who reaches whom, and which rule decides.
   *
   * @param description such as {@code a -> a.group("web", g -> g.allowIn(100, "https", tcp(443),
   *     "Internet")).nic("web1", "10.0.2.4", "web")}
   * @throws Refusal if a rule, name or address is refused, or a NIC is not in the virtual network
   */
  public Acls acls(Consumer<AclOptions> description) {
    return Acls.of(stamp, description);
  }
}
