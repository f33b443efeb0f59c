/** What caches keep: policies, product rules, reuse distances. Numbers in, numbers out. */
@NullMarked
package org.stackbook.cache.engine;

import org.jspecify.annotations.NullMarked;
