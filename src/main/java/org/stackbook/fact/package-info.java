/**
 * Numbers that know where they come from: facts read from the world's pages, and figures computed
 * from facts and from what the user described.
 */
@NullMarked
package org.stackbook.fact;

import org.jspecify.annotations.NullMarked;
