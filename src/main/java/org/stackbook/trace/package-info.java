/** Block traces: files that hold them, workloads that are made up, and what is in either. */
@NullMarked
package org.stackbook.trace;

import org.jspecify.annotations.NullMarked;
