/**
 * How drives serve requests, for every room that lets requests wait for them, and how cluster and
 * pool vote, for every room that lets servers fail: numbers in and out.
 */
@NullMarked
package org.stackbook.stamp.engine;

import org.jspecify.annotations.NullMarked;
