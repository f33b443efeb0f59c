package org.stackbook.network.acl;

import java.util.Optional;
import org.stackbook.network.address.IpNetwork;

/**
 * A part of the virtual network.
 *
 * @param group name of its network security group, if it has one
 */
record Subnet(IpNetwork network, Optional<String> group) {}
