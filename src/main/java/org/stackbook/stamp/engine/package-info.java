/**
 * How drives serve requests, for every room that lets requests wait for them, how cluster and pool
 * vote, for every room that lets servers fail, and how flows share links, for every room that fills
 * them: numbers in and out.
 */
@NullMarked
package org.stackbook.stamp.engine;

import org.jspecify.annotations.NullMarked;
