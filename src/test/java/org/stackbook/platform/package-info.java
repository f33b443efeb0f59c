/** Tests of the platform. */
@NullMarked
package org.stackbook.platform;

import org.jspecify.annotations.NullMarked;
