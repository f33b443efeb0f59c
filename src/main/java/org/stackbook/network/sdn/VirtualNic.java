package org.stackbook.network.sdn;

import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;

/**
 * A network card of a VM.
 *
 * @param name of it
 * @param network it is in
 * @param address its customer address
 * @param mac out of the pool
 * @param host number of the server that it is on
 */
record VirtualNic(
    String name, VirtualNetwork network, IpAddress address, MacAddress mac, int host) {}
