/**
 * Runs notebooks without Jupyter and turns what came out into something to hand over: the executed
 * notebook and a self-contained HTML report.
 */
@NullMarked
package org.stackbook.report;

import org.jspecify.annotations.NullMarked;
