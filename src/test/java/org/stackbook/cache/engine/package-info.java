@NullMarked
package org.stackbook.cache.engine;

import org.jspecify.annotations.NullMarked;
