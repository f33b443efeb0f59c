@NullMarked
package org.stackbook.stamp.engine;

import org.jspecify.annotations.NullMarked;
