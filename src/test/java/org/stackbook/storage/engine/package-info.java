@NullMarked
package org.stackbook.storage.engine;

import org.jspecify.annotations.NullMarked;
