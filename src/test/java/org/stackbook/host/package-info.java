@NullMarked
package org.stackbook.host;

import org.jspecify.annotations.NullMarked;
