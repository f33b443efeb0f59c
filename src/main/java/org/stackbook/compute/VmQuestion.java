package org.stackbook.compute;

import java.util.List;

/**
 * Which VMs are to be placed.
 *
 * @param vms in their order
 * @param sets names of the sets
 */
record VmQuestion(List<AskedVm> vms, List<String> sets, long seed) {}
