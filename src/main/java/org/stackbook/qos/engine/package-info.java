/** Caps, queues and shares of links. Numbers in, numbers out. */
@NullMarked
package org.stackbook.qos.engine;

import org.jspecify.annotations.NullMarked;
