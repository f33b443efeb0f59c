/** Networks of a stamp: addresses, the fabric, load balancing, filters, gateways. */
@NullMarked
package org.stackbook.network;

import org.jspecify.annotations.NullMarked;
