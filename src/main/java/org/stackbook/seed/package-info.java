/** Randomness that is the same on every machine. */
@NullMarked
package org.stackbook.seed;

import org.jspecify.annotations.NullMarked;
