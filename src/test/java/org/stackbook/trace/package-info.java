@NullMarked
package org.stackbook.trace;

import org.jspecify.annotations.NullMarked;
