/**
 * The magics of a notebook, one file each: {@code %who} is in {@code WhoMagic}. They reach the
 * session through {@link org.stackbook.session.magic.MagicHost} and know nothing else of it.
 */
@NullMarked
package org.stackbook.session.magic;

import org.jspecify.annotations.NullMarked;
