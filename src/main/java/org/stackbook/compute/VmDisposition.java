package org.stackbook.compute;

import org.stackbook.compute.engine.Obstacle;
import org.stackbook.view.Disposition;

/** What became of a VM that was to be placed. */
public enum VmDisposition implements Disposition {
  /** It runs on a server. */
  PLACED("placed", "it was created on a server that has the memory for it"),
  /** It runs on another server. */
  RESTARTED("restarted", "its server failed, and it was restarted on another one"),
  /** It runs on another server, with one that it was to be kept apart from. */
  RESTARTED_TOGETHER(
      "restarted together",
      "its server failed, and it was restarted beside a VM of another fault domain of its set,"
          + " for no other server had the memory"),
  /** There are as many VMs as may be. */
  VM_LIMIT("VM limit", "the scale unit has as many VMs as it may have"),
  /** The reserve stands in its way. */
  RESERVE(
      "resiliency reserve", "with it, less memory than the resiliency reserve would be left free"),
  /** No server has the memory. */
  SERVER_MEMORY("server memory", "no server that is up has enough free memory"),
  /** The servers with memory have as many VMs as may be. */
  SERVER_VM_LIMIT(
      "VM limit of a server", "each server with enough free memory has as many VMs as it may have"),
  /** The servers with memory have other fault domains of its set. */
  FAULT_DOMAIN(
      "no fault domain",
      "each server with enough free memory has a VM of another fault domain of its set"),
  /** Its server failed, and it is not one that is restarted. */
  NOT_HIGHLY_AVAILABLE(
      "not highly available", "its server failed, and VMs with a GPU are not restarted elsewhere"),
  /** Its server failed, and no other has the memory. */
  NOT_RESTARTED("not restarted", "its server failed, and no other has enough free memory"),
  /** Nothing runs without the cluster and its pool. */
  NO_QUORUM(
      "no quorum",
      "with the servers that failed the cluster, or its storage pool, lost its quorum: all VMs stop");

  private final String word;
  private final String definition;

  VmDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  static VmDisposition of(Obstacle obstacle) {
    return switch (obstacle) {
      case NONE -> PLACED;
      case VMS_IN_ALL -> VM_LIMIT;
      case RESERVE -> RESERVE;
      case HOST_MEMORY -> SERVER_MEMORY;
      case VMS_PER_HOST -> SERVER_VM_LIMIT;
      case FAULT_DOMAIN -> FAULT_DOMAIN;
    };
  }

  /** Whether the VM runs. */
  public boolean runs() {
    return this == PLACED || this == RESTARTED || this == RESTARTED_TOGETHER;
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
