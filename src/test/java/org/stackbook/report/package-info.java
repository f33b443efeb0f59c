/** Proofs of the notebook reader, the run and the HTML report. */
@NullMarked
package org.stackbook.report;

import org.jspecify.annotations.NullMarked;
