package org.stackbook.cache.engine.policy;

import org.stackbook.trace.engine.SlotTable;

/**
 * Keeps what comes back soonest, by the number of other things used between its last two uses.
 * Nearly all of the cache is for such things, called LIR; the others, HIR, pass through a short
 * queue. One that is used again while the stack of recent uses still knows it becomes LIR, in the
 * place of the LIR thing that was used least recently.
 *
 * <p>HIR things have a hundredth of the cache, as in the paper, at least one; a cache of one thing
 * has no LIR part. The paper sets no bound to the HIR things that the stack remembers after they
 * were given up: here it is twice the capacity, past which the least recent is forgotten.
 *
 * <p>Source: S. Jiang and X. Zhang, "LIRS: an efficient low inter-reference recency set replacement
 * policy to improve buffer cache performance", SIGMETRICS 2002.
 */
final class Lirs implements Policy {

  private static final int FREE = 0;
  private static final int LIR = 1;
  private static final int HIR = 2;
  private static final int GIVEN_UP = 3;
  private static final int PARTS = 4;

  private static final int OUTSIDE = 0;
  private static final int STACK = 1;

  private static final int REMEMBERED = 2;

  private final int lirShare;
  private final int hirShare;
  private final int remembered;
  private final SlotTable table;

  /** HIR is the queue Q of the paper; what was given up is in the order of its last use, too. */
  private final SlotQueues parts;

  /** The stack S of the paper: its top is the newest. */
  private final SlotQueues stack;

  Lirs(int capacity) {
    this.hirShare = Math.max(1, capacity / 100);
    this.lirShare = capacity - hirShare;
    this.remembered = Math.toIntExact(remembered(capacity));
    int slots = Math.toIntExact(slots(capacity));
    this.table = new SlotTable(slots);
    this.parts = new SlotQueues(slots, PARTS);
    this.stack = new SlotQueues(slots, STACK + 1);
  }

  private static long remembered(long capacity) {
    return REMEMBERED * capacity;
  }

  /** How many keys it knows at once. */
  static long slots(long capacity) {
    return capacity + remembered(capacity) + 1;
  }

  /** Memory of a cache, in bytes. */
  static long bytes(long capacity) {
    long slots = slots(capacity);
    return SlotTable.bytes(slots)
        + SlotQueues.bytes(slots, PARTS)
        + SlotQueues.bytes(slots, STACK + 1);
  }

  @Override
  public boolean access(long key) {
    int slot = table.find(key);
    int part = slot == SlotTable.NONE ? FREE : parts.queue(slot);
    switch (part) {
      case LIR -> stack.move(slot, STACK);
      case HIR -> use(slot);
      case GIVEN_UP -> {
        parts.move(slot, HIR); // so that making room cannot forget it
        makeRoom();
        use(slot);
      }
      default -> {
        makeRoom();
        slot = parts.oldest(FREE);
        table.put(key, slot);
        parts.move(slot, parts.size(LIR) < lirShare ? LIR : HIR);
        stack.move(slot, STACK);
      }
    }
    prune();
    return part == LIR || part == HIR;
  }

  /** Uses a HIR thing: it becomes LIR if the stack knows it. */
  private void use(int slot) {
    if (stack.queue(slot) == STACK) {
      parts.move(slot, LIR);
      int least = stack.oldest(STACK);
      stack.move(least, OUTSIDE);
      parts.move(least, HIR);
    } else {
      parts.move(slot, HIR);
    }
    stack.move(slot, STACK);
  }

  private void makeRoom() {
    if (parts.size(HIR) < hirShare || parts.size(LIR) < lirShare) {
      return;
    }
    int slot = parts.oldest(HIR);
    if (stack.queue(slot) == OUTSIDE) {
      forget(slot);
      return;
    }
    parts.move(slot, GIVEN_UP);
    if (parts.size(GIVEN_UP) > remembered) {
      forget(parts.oldest(GIVEN_UP));
    }
  }

  /** Lets the stack end with a LIR thing: what lies below it could not become LIR. */
  private void prune() {
    int least = stack.oldest(STACK);
    while (least != SlotQueues.NONE && parts.queue(least) != LIR) {
      if (parts.queue(least) == GIVEN_UP) {
        forget(least);
      } else {
        stack.move(least, OUTSIDE);
      }
      least = stack.oldest(STACK);
    }
  }

  private void forget(int slot) {
    table.remove(slot);
    parts.move(slot, FREE);
    stack.move(slot, OUTSIDE);
  }
}
