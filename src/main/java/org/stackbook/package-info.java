/** The door: the words that a cell may start with. */
@NullMarked
package org.stackbook;

import org.jspecify.annotations.NullMarked;
