/** How many accesses miss, at every size of an LRU cache. */
@NullMarked
package org.stackbook.cache.engine.curve;

import org.jspecify.annotations.NullMarked;
