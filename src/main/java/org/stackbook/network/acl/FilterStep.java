package org.stackbook.network.acl;

import org.stackbook.view.Step;

/**
 * What a filter makes of the first packet of a connection.
 *
 * @param level where it filters
 * @param direction towards the VM or away from it
 * @param step the filter, the rule that decides there, and what follows
 * @param passes whether it lets the packet pass
 */
public record FilterStep(AclLevel level, Direction direction, Step step, boolean passes) {}
