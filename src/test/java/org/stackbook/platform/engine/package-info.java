/** Tests of the engine of the platform. */
@NullMarked
package org.stackbook.platform.engine;

import org.jspecify.annotations.NullMarked;
