/** The software-defined network: virtual networks, load balancing, and flows followed through. */
@NullMarked
package org.stackbook.network.sdn;

import org.jspecify.annotations.NullMarked;
