/**
 * The pure part of compute: where VMs find memory, over primitive arrays. Knows no facts, no units
 * and no random numbers but those of a seed.
 */
@NullMarked
package org.stackbook.compute.engine;

import org.jspecify.annotations.NullMarked;
