@NullMarked
package org.stackbook.fact;

import org.jspecify.annotations.NullMarked;
