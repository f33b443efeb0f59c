/** Quantities as types: bytes, IO per second, bandwidth, ratios. Knows nothing of the domain. */
@NullMarked
package org.stackbook.unit;

import org.jspecify.annotations.NullMarked;
