/**
 * The pure part of the platform: quorum of replica sets, and sets of servers counted one by one.
 */
@NullMarked
package org.stackbook.platform.engine;

import org.jspecify.annotations.NullMarked;
