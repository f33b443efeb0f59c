package org.stackbook.compute;

/**
 * A set of VMs that are spread over fault domains.
 *
 * @param name such as {@code web}
 * @param faultDomains how many there are, 1 or more
 * @param isScaleSet whether it is a scale set, else an availability set
 */
record VmSet(String name, int faultDomains, boolean isScaleSet) {}
