@NullMarked
package org.stackbook.unit;

import org.jspecify.annotations.NullMarked;
