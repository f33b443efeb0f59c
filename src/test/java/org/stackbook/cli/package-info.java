/** Proofs of the command line and of its launcher. */
@NullMarked
package org.stackbook.cli;

import org.jspecify.annotations.NullMarked;
