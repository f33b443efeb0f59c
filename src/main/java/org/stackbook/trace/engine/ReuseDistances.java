package org.stackbook.trace.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;

/**
 * For each access, how many other things were used since the same thing was used last: an LRU cache
 * of n things hits exactly those accesses whose distance is below n.
 *
 * <p>Accesses are put on a line, and each thing is marked where it was used last; its distance is
 * the number of marks behind it. A full line is closed up. Some 50 bytes for each thing.
 *
 * <p>Source: R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, "Evaluation techniques for
 * storage hierarchies", IBM Systems Journal 9 (1970).
 */
public final class ReuseDistances {

  /** Of a thing that is used for the first time. */
  public static final int FIRST = -1;

  private static final int FEW = 1 << 12;

  private SlotTable table = new SlotTable(FEW);
  private int[] lastUse = new int[FEW];
  private Marks marks = new Marks(2 * FEW);
  private int line = 2 * FEW;
  private int things;

  /** Of no use, but what is read has to go somewhere. */
  @SuppressWarnings("UnusedVariable")
  private int fetched;

  /**
   * Uses a thing.
   *
   * @param key of the thing, any number
   * @return its distance, or {@link #FIRST}
   * @throws CancellationException if the thread is interrupted, now and then: with many things
   *     there is much to move; of no use afterwards
   */
  public int access(long key) {
    if (marks.places() == line) {
      closeUp();
    }
    int slot = table.find(key);
    int distance;
    if (slot == SlotTable.NONE) {
      distance = FIRST;
      slot = add(key);
    } else {
      distance = marks.behind(lastUse[slot]);
      marks.clear(lastUse[slot]);
    }
    lastUse[slot] = marks.add();
    return distance;
  }

  /**
   * Fetches what the next uses need, if it is far away.
   *
   * @param keys of the things that are used next
   * @param from index of the first, included
   * @param to index of the last, excluded
   */
  public void expect(long[] keys, int from, int to) {
    for (int i = from; i < to; i++) {
      fetched += lastUse[table.glance(keys[i])];
    }
  }

  /** How many things were used. */
  public int things() {
    return things;
  }

  /**
   * The same uses, as if there had been none of some things.
   *
   * @param which things are kept, by their keys
   * @throws CancellationException if the thread is interrupted
   */
  ReuseDistances of(LongPredicate which) {
    closeUp();
    int[] inOrder = new int[things];
    for (int slot = 0; slot < things; slot++) {
      inOrder[lastUse[slot]] = slot;
    }
    ReuseDistances some = new ReuseDistances();
    for (int slot : inOrder) {
      stopIfInterrupted();
      if (which.test(table.key(slot))) {
        some.access(table.key(slot));
      }
    }
    return some;
  }

  private int add(long key) {
    if (things == lastUse.length) {
      int room = Math.toIntExact(2L * things);
      table = table.grownTo(room);
      lastUse = Arrays.copyOf(lastUse, room);
    }
    table.put(key, things);
    return things++;
  }

  /** Puts the marks side by side, in a line with room for as many again. */
  private void closeUp() {
    for (int slot = 0; slot < things; slot++) {
      stopIfInterrupted();
      lastUse[slot] = marks.upTo(lastUse[slot]) - 1;
    }
    int room = (int) Math.min(Integer.MAX_VALUE - 64, Math.max(line, 4L * things));
    if (room > line) {
      line = room;
      marks = new Marks(line);
    }
    marks.restart(things);
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }
}
