package org.stackbook.network.acl;

/**
 * A rule as it was described.
 *
 * @param source a tag, a network, an address, or Any
 * @param destination a tag, a network, an address, or Any
 * @param given in which words
 */
record SaidRule(
    Direction direction,
    boolean allow,
    int priority,
    String name,
    Traffic traffic,
    String source,
    String destination,
    String given) {}
