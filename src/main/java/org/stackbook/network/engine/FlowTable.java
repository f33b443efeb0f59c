package org.stackbook.network.engine;

import java.util.Arrays;

/**
 * What a MUX knows of flows: trusted ones, of which it saw more than one packet while it knew them,
 * and untrusted ones, each with a quota and an idle time-out of their own. A flow that finds no
 * room is not known; one that finds no room among the trusted stays untrusted.
 */
final class FlowTable {

  /** A flow of which no second packet comes. */
  static final int ANONYMOUS = -1;

  private static final int NO_SLOT = -1;

  private final MuxRules rules;
  private final int[] slotOf;
  private final int[] flowIn;
  private final boolean[] trusted;
  private final long[] seen;
  private final int[] spare;
  private int spares;
  private final AgeList trustedOnes;
  private final AgeList untrustedOnes;

  /**
   * An empty table.
   *
   * @param flows that are not anonymous, numbered from 0
   */
  FlowTable(MuxRules rules, int flows) {
    int slots = rules.trustedFlows() + rules.untrustedFlows();
    this.rules = rules;
    this.slotOf = new int[flows];
    Arrays.fill(slotOf, NO_SLOT);
    this.flowIn = new int[slots];
    this.trusted = new boolean[slots];
    this.seen = new long[slots];
    this.spare = new int[slots];
    Arrays.setAll(spare, i -> i);
    this.spares = slots;
    this.trustedOnes = new AgeList(slots);
    this.untrustedOnes = new AgeList(slots);
  }

  /** Slots in the order in which packets came. */
  private static final class AgeList {

    private final int[] next;
    private final int[] previous;
    private final int end;
    private int size;

    AgeList(int slots) {
      // One more place holds the ends together.
      this.end = slots;
      this.next = new int[slots + 1];
      this.previous = new int[slots + 1];
      next[end] = end;
      previous[end] = end;
    }

    int oldest() {
      return size == 0 ? NO_SLOT : next[end];
    }

    void add(int slot) {
      previous[slot] = previous[end];
      next[slot] = end;
      next[previous[slot]] = slot;
      previous[end] = slot;
      size++;
    }

    void remove(int slot) {
      next[previous[slot]] = next[slot];
      previous[next[slot]] = previous[slot];
      size--;
    }
  }

  /** Forgets flows that were idle for too long. */
  void pass(long now) {
    forget(trustedOnes, now - rules.trustedTimeout());
    forget(untrustedOnes, now - rules.untrustedTimeout());
  }

  private void forget(AgeList list, long until) {
    for (int slot = list.oldest(); slot != NO_SLOT && seen[slot] <= until; slot = list.oldest()) {
      list.remove(slot);
      if (flowIn[slot] != ANONYMOUS) {
        slotOf[flowIn[slot]] = NO_SLOT;
      }
      spare[spares++] = slot;
    }
  }

  boolean knows(int flow) {
    return slotOf[flow] != NO_SLOT;
  }

  /**
   * A packet of a flow comes.
   *
   * @return whether the flow is known now
   */
  boolean packet(int flow, long now) {
    int slot = flow == ANONYMOUS ? NO_SLOT : slotOf[flow];
    if (slot == NO_SLOT) {
      return open(flow, now);
    }
    AgeList from = trusted[slot] ? trustedOnes : untrustedOnes;
    from.remove(slot);
    trusted[slot] |= trustedOnes.size < rules.trustedFlows();
    seen[slot] = now;
    (trusted[slot] ? trustedOnes : untrustedOnes).add(slot);
    return true;
  }

  private boolean open(int flow, long now) {
    if (untrustedOnes.size >= rules.untrustedFlows()) {
      return false;
    }
    int slot = spare[--spares];
    flowIn[slot] = flow;
    trusted[slot] = false;
    seen[slot] = now;
    untrustedOnes.add(slot);
    if (flow != ANONYMOUS) {
      slotOf[flow] = slot;
    }
    return true;
  }
}
