/** Address plans, held against the worked example and against counting one by one. */
@NullMarked
package org.stackbook.network.plan;

import org.jspecify.annotations.NullMarked;
