package org.stackbook.compute.engine;

/** Why a VM is not put on any host: the first of these that stands in its way. */
public enum Obstacle {
  /** Nothing does. */
  NONE,
  /** There are as many VMs as may be in all. */
  VMS_IN_ALL,
  /** The reserve would not be kept free. */
  RESERVE,
  /** No host has as much free memory, though all together have. */
  HOST_MEMORY,
  /** Each host with enough free memory has as many VMs as it may have. */
  VMS_PER_HOST,
  /** Each host that could take it has a VM of the same set in another fault domain. */
  FAULT_DOMAIN
}
