/** Tests of what happens to packets and flows. */
@NullMarked
package org.stackbook.network.engine;

import org.jspecify.annotations.NullMarked;
