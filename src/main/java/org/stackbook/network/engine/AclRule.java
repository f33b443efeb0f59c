package org.stackbook.network.engine;

/**
 * A rule of a filter.
 *
 * @param region the packets that it matches
 * @param allow whether it lets them pass
 */
public record AclRule(RuleRegion region, boolean allow) {}
