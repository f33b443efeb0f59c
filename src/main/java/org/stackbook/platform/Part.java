package org.stackbook.platform;

import org.stackbook.fact.Figure;

/** Something of the system that stops when too many of the servers under it do. */
interface Part {

  /** What it is called, such as {@code AzS-NC01}. */
  String name();

  /** What it does. */
  String what();

  /** How many votes, VMs or nodes it has. */
  Figure<Integer> has();

  /** How many of them have to be up. */
  Figure<Integer> needs();

  /**
   * How likely it stops: 0, 1, or a half for a tie.
   *
   * @param set of servers that stop, bit by bit
   * @param inTurn whether they stop one after the other, with time to vote between
   */
  double stops(int set, boolean inTurn);

  /**
   * How many sets of servers stop it, as a figure that tells the rule.
   *
   * @param value as counted
   */
  Figure<Double> stoppedSets(double value);
}
