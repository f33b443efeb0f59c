/** The VPN gateway of a stamp: connections, tunnels, routes. */
@NullMarked
package org.stackbook.network.gateway;

import org.jspecify.annotations.NullMarked;
