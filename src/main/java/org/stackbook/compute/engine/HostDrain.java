package org.stackbook.compute.engine;

/**
 * What happened when a host was drained. The arrays belong together: VM {@code vms[i]} went to host
 * {@code to[i]}.
 *
 * @param host that was drained
 * @param vms that were on it
 * @param to their hosts, or {@link VmPlacer#NO_HOST}
 * @param together whether it shares its host with another fault domain of its set
 * @param free memory that is left on each host while the drained one is away, in bytes; 0 on that
 * @param lacking memory of the work beside VMs that is not found on the others, in bytes
 * @param proven whether it is certain that no other choice of hosts takes all VMs, where some have
 *     none
 */
public record HostDrain(
    int host, int[] vms, int[] to, boolean[] together, long[] free, long lacking, boolean proven) {}
