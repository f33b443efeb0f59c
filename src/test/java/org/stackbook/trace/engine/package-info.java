@NullMarked
package org.stackbook.trace.engine;

import org.jspecify.annotations.NullMarked;
