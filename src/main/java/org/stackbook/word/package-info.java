/**
 * What may stand in a text that a method takes, for whoever helps to type it: the method says which
 * vocabulary its parameter takes, the room of the method says what the vocabulary holds.
 */
@NullMarked
package org.stackbook.word;

import org.jspecify.annotations.NullMarked;
