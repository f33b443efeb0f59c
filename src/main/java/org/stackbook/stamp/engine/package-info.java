/**
 * How drives serve requests, for every room that lets requests wait for them: numbers in and out.
 */
@NullMarked
package org.stackbook.stamp.engine;

import org.jspecify.annotations.NullMarked;
