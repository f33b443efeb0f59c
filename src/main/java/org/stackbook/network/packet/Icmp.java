package org.stackbook.network.packet;

import java.util.Locale;

/**
 * The header of an ICMP echo: of a ping, or of the answer to one.
 *
 * <p>Source: RFC 792.
 *
 * @param isReply whether it is the answer
 * @param identifier tells one sender of pings on a host from another, 0 to 65,535
 * @param sequence counts the pings of a sender, 0 to 65,535
 */
public record Icmp(boolean isReply, int identifier, int sequence) implements Header {

  static final int LENGTH = 8;
  static final int ECHO_REQUEST = 8;
  static final int ECHO_REPLY = 0;

  /**
   * @throws org.stackbook.error.Refusal if {@code identifier} or {@code sequence} is out of its
   *     range
   */
  public Icmp {
    Fields.within("identifier", identifier, Fields.SIXTEEN_BITS);
    Fields.within("sequence", sequence, Fields.SIXTEEN_BITS);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  /** The header of the answer. */
  public Icmp reply() {
    return new Icmp(true, identifier, sequence);
  }

  /** What it is, as Wireshark names it. */
  String kind() {
    return "Echo (ping) " + (isReply ? "reply" : "request");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Internet Control Message Protocol, %s, Id: 0x%04x, Seq: %d",
        kind(),
        identifier,
        sequence);
  }
}
