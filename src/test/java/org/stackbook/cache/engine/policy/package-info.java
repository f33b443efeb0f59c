@NullMarked
package org.stackbook.cache.engine.policy;

import org.jspecify.annotations.NullMarked;
