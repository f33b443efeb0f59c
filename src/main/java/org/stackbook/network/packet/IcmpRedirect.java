package org.stackbook.network.packet;

import org.stackbook.network.address.IpAddress;

/**
 * The header of an ICMP redirect for a host: what is meant for the destination of the packet that
 * is quoted behind it is to be sent to the gateway.
 *
 * <p>Source: RFC 792.
 *
 * @param gateway where to send it
 */
public record IcmpRedirect(IpAddress gateway) implements Header {

  static final int LENGTH = 8;
  static final int REDIRECT = 5;
  static final int FOR_HOST = 1;

  /** Of the packet that it is about, what stands behind IPv4 is quoted so far, in bytes. */
  static final int QUOTED_BEHIND_IP = 8;

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public String toString() {
    return "Internet Control Message Protocol, Redirect (Redirect for host), Gateway: " + gateway;
  }
}
