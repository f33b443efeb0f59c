/**
 * Storage Spaces Direct inside a stamp: resiliency, capacity, placement of mirror copies and what
 * survives a failure.
 */
@NullMarked
package org.stackbook.storage;

import org.jspecify.annotations.NullMarked;
