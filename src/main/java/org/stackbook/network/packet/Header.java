package org.stackbook.network.packet;

/** A header of a packet. Its text is the line that Wireshark shows for it. */
public sealed interface Header permits Ethernet, Ipv4, Tcp, Udp, Icmp, IcmpRedirect, Vxlan {

  /** How many bytes it takes. */
  int length();
}
