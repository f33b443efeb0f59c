package org.stackbook.network.acl;

/** Where on its way a packet is filtered. */
public enum AclLevel {
  /** The switches at the top of the rack. */
  TOR("TOR"),
  /** Network security groups, in the virtual switch. */
  SDN("SDN"),
  /** The firewall of the host. */
  HOST("host"),
  /** The firewall of the operating system in the VM. */
  GUEST("guest");

  private final String word;

  AclLevel(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
