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

  /**
   * How many of them have to be up.
   *
   * @param inTurn whether servers stop one after the other, with time to vote between
   */
  Figure<Integer> needs(boolean inTurn);

  /**
   * How likely it stops by itself, whatever it runs on: 0, 1, or a half for a tie.
   *
   * @param set of servers that stop, bit by bit
   * @param inTurn whether they stop one after the other, with time to vote between
   */
  double stops(int set, boolean inTurn);

  /**
   * How many sets of servers stop it by itself, as a figure that tells the rule.
   *
   * @param value as counted
   * @param inTurn whether they stop one after the other, with time to vote between
   * @param sets the sets of servers that were looked at
   */
  Figure<Double> stoppedSets(double value, boolean inTurn, Figure<Long> sets);

  /** What that figure is called. */
  default String stoppedSetsName() {
    return name() + ": sets that stop it by itself";
  }
}
