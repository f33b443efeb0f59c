package org.stackbook.network.gateway;

import java.util.Optional;
import org.stackbook.network.address.IpAddress;

/**
 * A site-to-site connection that was described.
 *
 * @param name of it
 * @param sku of the gateway it is made through
 * @param peer address of the device at the other end, if it was said
 * @param asn of the device at the other end, if routes come by BGP
 */
record Connection(String name, GatewaySku sku, Optional<IpAddress> peer, Optional<Integer> asn) {}
