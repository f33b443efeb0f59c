/**
 * Makes results show themselves in kernels that are not ours: IJava and JJava. Both ask a renderer,
 * and each has one of its own; what they are told comes from {@link org.stackbook.view.Views}.
 */
@NullMarked
package org.stackbook.host;

import org.jspecify.annotations.NullMarked;
