/**
 * What runs the system itself: the virtual machines of the infrastructure, their roles and rings,
 * and what stops when servers stop. Joins what storage and compute say of the same servers.
 */
@NullMarked
package org.stackbook.platform;

import org.jspecify.annotations.NullMarked;
