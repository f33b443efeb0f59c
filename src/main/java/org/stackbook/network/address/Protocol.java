package org.stackbook.network.address;

/** What IP carries. */
public enum Protocol {
  /** ICMP, such as ping. */
  ICMP(1),
  /** TCP. */
  TCP(6),
  /** UDP. */
  UDP(17);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** Its number in the header of IP, as IANA assigns it. */
  public int number() {
    return number;
  }
}
