/** Filters of packets: rules, which of them decides, and who reaches whom. */
@NullMarked
package org.stackbook.network.acl;

import org.jspecify.annotations.NullMarked;
