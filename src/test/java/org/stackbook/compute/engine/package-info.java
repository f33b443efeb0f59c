/** Tests of the pure part of compute. */
@NullMarked
package org.stackbook.compute.engine;

import org.jspecify.annotations.NullMarked;
