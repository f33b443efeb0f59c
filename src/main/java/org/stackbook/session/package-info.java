/**
 * Evaluates cells of Java with the JShell API: run, complete, inspect, interrupt. Knows no word of
 * the domain: the door comes in as a startup snippet.
 */
@NullMarked
package org.stackbook.session;

import org.jspecify.annotations.NullMarked;
