/**
 * The pure part of storage: numbers in, numbers out, over primitive arrays. Knows no facts, no
 * units and no random numbers but those of a seed.
 */
@NullMarked
package org.stackbook.storage.engine;

import org.jspecify.annotations.NullMarked;
