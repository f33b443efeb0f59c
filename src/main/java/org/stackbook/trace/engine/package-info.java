/** What a trace is to an engine: batches of requests, and of the keys of what they touch. */
@NullMarked
package org.stackbook.trace.engine;

import org.jspecify.annotations.NullMarked;
