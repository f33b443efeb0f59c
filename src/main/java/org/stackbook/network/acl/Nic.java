package org.stackbook.network.acl;

import java.util.Optional;
import org.stackbook.network.address.IpAddress;

/**
 * A network interface of a VM.
 *
 * @param group name of its network security group, if it has one
 * @param given in which words it was described
 */
record Nic(String name, IpAddress address, Optional<String> group, String given) {}
