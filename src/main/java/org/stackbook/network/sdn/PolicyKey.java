package org.stackbook.network.sdn;

/**
 * What a policy is for; a server or MUX has at most one for each.
 *
 * @param kind of policy
 * @param match what it looks at in a packet, or whom it is about
 */
record PolicyKey(PolicyKind kind, String match) {}
