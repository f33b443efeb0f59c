/**
 * How Stackbook says no: what was given, which rule it breaks, whose rule that is, and the way out.
 */
@NullMarked
package org.stackbook.error;

import org.jspecify.annotations.NullMarked;
