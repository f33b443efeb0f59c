/**
 * Memory of a stamp, where its VMs are placed, what still fits, and what restarts after a failure.
 */
@NullMarked
package org.stackbook.compute;

import org.jspecify.annotations.NullMarked;
