package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Those that are there of members which are numbered from 0. */
final class Members {

  private final int[] there;
  private final int named;

  private Members(int[] there, int named) {
    this.there = there;
    this.named = named;
  }

  /** All of as many members. */
  static Members all(int named) {
    if (named < 0 || named > Short.MAX_VALUE) {
      throw new IllegalArgumentException(named + " members");
    }
    return new Members(IntStream.range(0, named).toArray(), named);
  }

  int size() {
    return there.length;
  }

  /** How many were named at first. */
  int named() {
    return named;
  }

  /** The member at a place among those that are there, in the order of their numbers. */
  int at(int place) {
    return there[place];
  }

  boolean has(int member) {
    return Arrays.binarySearch(there, member) >= 0;
  }

  Members with(int member) {
    if (member < 0 || member >= named) {
      throw new IllegalArgumentException("member " + member + " of " + named);
    }
    return new Members(
        IntStream.concat(IntStream.of(there), IntStream.of(member)).sorted().distinct().toArray(),
        named);
  }

  Members without(int member) {
    return new Members(IntStream.of(there).filter(m -> m != member).toArray(), named);
  }
}
