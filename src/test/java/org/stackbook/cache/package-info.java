@NullMarked
package org.stackbook.cache;

import org.jspecify.annotations.NullMarked;
