/** Networks divided, held against a search. */
@NullMarked
package org.stackbook.network.plan.engine;

import org.jspecify.annotations.NullMarked;
