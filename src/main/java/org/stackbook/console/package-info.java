/**
 * A console for a terminal on the {@link org.stackbook.session.Session}: lines are typed, completed
 * and run, results are shown as text. Scripts run here, too, without a terminal.
 */
@NullMarked
package org.stackbook.console;

import org.jspecify.annotations.NullMarked;
