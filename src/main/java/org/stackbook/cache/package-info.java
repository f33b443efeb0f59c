/** The cache of a stamp: which drive caches for which, and how much of a workload it serves. */
@NullMarked
package org.stackbook.cache;

import org.jspecify.annotations.NullMarked;
