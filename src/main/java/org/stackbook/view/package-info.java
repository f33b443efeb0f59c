/**
 * How anything shows itself: tables, charts, explanations and errors as HTML, pictures and text.
 */
@NullMarked
package org.stackbook.view;

import org.jspecify.annotations.NullMarked;
