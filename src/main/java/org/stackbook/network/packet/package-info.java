/** Packets as bytes, and captures of them. */
@NullMarked
package org.stackbook.network.packet;

import org.jspecify.annotations.NullMarked;
