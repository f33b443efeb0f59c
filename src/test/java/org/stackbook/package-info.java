@NullMarked
package org.stackbook;

import org.jspecify.annotations.NullMarked;
