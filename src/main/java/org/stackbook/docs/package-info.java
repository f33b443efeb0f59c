/**
 * What the Javadoc of an API says, found at a keystroke: an index of our own made when the project
 * is built, and the sources of others where they lie at hand.
 */
@NullMarked
package org.stackbook.docs;

import org.jspecify.annotations.NullMarked;
