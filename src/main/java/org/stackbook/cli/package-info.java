/**
 * The command line: runs notebooks, opens the shell, installs the kernel and tells what is amiss.
 */
@NullMarked
package org.stackbook.cli;

import org.jspecify.annotations.NullMarked;
