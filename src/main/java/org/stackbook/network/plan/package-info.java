/** The address plan of a stamp: its networks, their parts, and who has which address. */
@NullMarked
package org.stackbook.network.plan;

import org.jspecify.annotations.NullMarked;
