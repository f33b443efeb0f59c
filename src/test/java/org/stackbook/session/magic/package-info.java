/** Tests of the magics: through a session, as a notebook calls them. */
@NullMarked
package org.stackbook.session.magic;

import org.jspecify.annotations.NullMarked;
