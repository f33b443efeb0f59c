@NullMarked
package org.stackbook.cache.engine.curve;

import org.jspecify.annotations.NullMarked;
