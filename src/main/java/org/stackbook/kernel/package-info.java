/**
 * The Jupyter wire on top of a session: five sockets, signed messages, one thread per socket, and
 * nothing that a client sends can stop it but a shutdown request.
 */
@NullMarked
package org.stackbook.kernel;

import org.jspecify.annotations.NullMarked;
