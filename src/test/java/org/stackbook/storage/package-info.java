@NullMarked
package org.stackbook.storage;

import org.jspecify.annotations.NullMarked;
