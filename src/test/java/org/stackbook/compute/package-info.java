/** Tests of compute. */
@NullMarked
package org.stackbook.compute;

import org.jspecify.annotations.NullMarked;
