package org.stackbook.network.acl;

/**
 * A rule that a network security group puts in the virtual switch, a default rule or a described
 * one.
 *
 * @param direction towards the NIC or away from it
 * @param name of the rule, the only one in its group
 * @param sentence all that it says, such as {@code https (100) allows TCP 443 from Internet to Any}
 */
public record GroupRule(Direction direction, String name, String sentence) {}
