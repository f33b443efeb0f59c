/** Addresses of networks and cards, as values. */
@NullMarked
package org.stackbook.network.address;

import org.jspecify.annotations.NullMarked;
