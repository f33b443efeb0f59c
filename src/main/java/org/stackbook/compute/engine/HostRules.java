package org.stackbook.compute.engine;

/**
 * What decides whether VMs fit on hosts, beside the memory of each host.
 *
 * @param memory of all hosts together for VMs and reserve, in bytes
 * @param reserve kept free of VMs
 * @param vmsPerHost the most VMs that may be created on one host
 * @param vms the most VMs that may be created in all
 */
public record HostRules(long memory, MemoryReserve reserve, int vmsPerHost, int vms) {}
