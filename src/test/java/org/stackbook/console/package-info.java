@NullMarked
package org.stackbook.console;

import org.jspecify.annotations.NullMarked;
