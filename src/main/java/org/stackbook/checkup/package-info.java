/** What there is on this machine that Stackbook needs or can use. */
@NullMarked
package org.stackbook.checkup;

import org.jspecify.annotations.NullMarked;
