/** Caps on requests, queues behind them, and who hurts whom. */
@NullMarked
package org.stackbook.qos;

import org.jspecify.annotations.NullMarked;
