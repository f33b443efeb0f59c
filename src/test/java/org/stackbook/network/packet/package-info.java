/** Tests of packets and captures. */
@NullMarked
package org.stackbook.network.packet;

import org.jspecify.annotations.NullMarked;
