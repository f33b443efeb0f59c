package org.stackbook.network.engine;

/**
 * Chooses one of several members by a hash: a router one of its next hops, a MUX one of the back
 * ends of a pool. Members are numbered from 0 to below how many were named at first; each of them
 * can go and come back. A choice never changes; one without a member is another.
 */
public sealed interface Choice permits MaglevTable, ModuloTable, ResilientTable {

  /** What is chosen where there is no member. */
  int NONE = -1;

  /** The member for a hash, or {@link #NONE} if there is no member. */
  int of(long hash);

  /** Whether a member is there. */
  boolean has(int member);

  /** How many members are there. */
  int size();

  /** The choice with a member that was named at first; the same if it is there. */
  Choice with(int member);

  /** The choice without a member; the same if it is not there. */
  Choice without(int member);
}
