package org.stackbook.network.sdn;

import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;

/**
 * Something with an address in the provider network: a server, a MUX, a top-of-rack switch.
 *
 * @param name of it
 * @param address its provider address
 * @param mac of its card
 */
record PhysicalEnd(String name, IpAddress address, MacAddress mac) {}
