@NullMarked
package org.stackbook.qos;

import org.jspecify.annotations.NullMarked;
