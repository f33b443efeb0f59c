/** Tests of filters. */
@NullMarked
package org.stackbook.network.acl;

import org.jspecify.annotations.NullMarked;
