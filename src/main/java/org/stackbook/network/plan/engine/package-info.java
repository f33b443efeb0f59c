/** How networks are divided, as pure numbers. */
@NullMarked
package org.stackbook.network.plan.engine;

import org.jspecify.annotations.NullMarked;
