/** Proofs about the model of a stamp. */
@NullMarked
package org.stackbook.stamp;

import org.jspecify.annotations.NullMarked;
