package org.stackbook.network.plan;

import org.stackbook.view.Disposition;

/** What an address of a plan is for. */
public enum AddressUse implements Disposition {
  /** A device or service has it. */
  ASSIGNED("assigned", "a device or service has it, which the plan names"),
  /** Azure Stack keeps it for its own services. */
  RESERVED("reserved", "Azure Stack keeps it for its services; which of them has it is not public"),
  /** The system gives it to a part of itself. */
  SYSTEM("system", "the system gives it to a part of itself; to which is not public"),
  /** A tenant can get it. */
  TENANTS("tenants", "a virtual machine, load balancer or gateway of a tenant can get it"),
  /** It names a network, or is the one for broadcast. */
  ENDS("not for hosts", "it is the first or the last of its network, which no host has"),
  /** Nobody has it. */
  FREE("free", "nobody has it"),
  /** It is in no network of the plan. */
  OUTSIDE("outside", "it is in none of the networks of the plan");

  private final String word;
  private final String definition;

  AddressUse(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String definition() {
    return definition;
  }

  @Override
  public String toString() {
    return word;
  }
}
