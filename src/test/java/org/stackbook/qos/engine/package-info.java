@NullMarked
package org.stackbook.qos.engine;

import org.jspecify.annotations.NullMarked;
