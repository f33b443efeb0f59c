package org.stackbook.network.packet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/** Which header may follow which. */
final class HeaderOrder {

  private HeaderOrder() {}

  /**
   * @throws Refusal if the headers are not those of a packet, in their order
   */
  static void check(List<Header> headers) {
    Header last = null;
    for (Header header : headers) {
      if (!mayFollow(last, header)) {
        throw wrong(name(last) + " before " + name(header));
      }
      last = header;
    }
    if (!mayBeLast(last)) {
      throw wrong(name(last) + " as the last header");
    }
  }

  /** Whether a packet of a virtual network has to follow. */
  static boolean carriesVxlan(@Nullable Header header) {
    return header instanceof Udp udp && udp.destinationPort() == Vxlan.PORT;
  }

  private static boolean mayFollow(@Nullable Header last, Header header) {
    if (last == null || last instanceof Vxlan) {
      return header instanceof Ethernet;
    }
    if (last instanceof Ethernet) {
      return header instanceof Ipv4;
    }
    if (last instanceof Ipv4) {
      return header instanceof Tcp
          || header instanceof Udp
          || header instanceof Icmp
          || header instanceof IcmpRedirect;
    }
    return carriesVxlan(last) && header instanceof Vxlan;
  }

  private static boolean mayBeLast(@Nullable Header last) {
    return last instanceof Tcp
        || last instanceof Icmp
        || last instanceof IcmpRedirect
        || (last instanceof Udp && !carriesVxlan(last));
  }

  private static String name(@Nullable Header header) {
    return header == null ? "nothing" : header.getClass().getSimpleName();
  }

  private static Refusal wrong(String given) {
    return Refusal.of(
            given,
            "a packet is Ethernet, Ipv4 and one of Tcp, Icmp, IcmpRedirect and Udp; Udp to port "
                + Vxlan.PORT
                + ", and no other, is followed by Vxlan and such a packet")
        .asException();
  }
}
