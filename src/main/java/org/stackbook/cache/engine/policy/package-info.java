/** Replacement policies: what a full cache gives up. One file each. */
@NullMarked
package org.stackbook.cache.engine.policy;

import org.jspecify.annotations.NullMarked;
