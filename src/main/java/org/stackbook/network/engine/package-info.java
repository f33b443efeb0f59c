/** What happens to packets and flows, as pure numbers. */
@NullMarked
package org.stackbook.network.engine;

import org.jspecify.annotations.NullMarked;
