package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/**
 * Chooses by a table that gives each member as many slots as the others, to within one, and moves
 * few of them when members change (Eisenbud et al., "Maglev: A fast and reliable software network
 * load balancer", NSDI 2016).
 *
 * <p>The slots of a whole pool are Maglev's: each member has an order of all slots that follows
 * from its name, and the members in turn take the next free one of theirs. Where members are away,
 * their slots, and no others, are dealt out in the same way to those that are there. So the first
 * member that goes moves no slot of another, one that comes back gets its own again, and two MUXes
 * that know pool and members have the same table, whatever they saw happen.
 */
public final class MaglevTable implements Choice {

  private static final int SMALLEST_PRIME = 2;

  private final int[] offsets;
  private final int[] skips;
  private final Members members;
  private final short[] whole;
  private final short[] table;

  private MaglevTable(int[] offsets, int[] skips, Members members, short[] whole, short[] table) {
    this.offsets = offsets;
    this.skips = skips;
    this.members = members;
    this.whole = whole;
    this.table = table;
  }

  /**
   * The table of a pool whose members are all there.
   *
   * @param slots a prime number, not less than members and better a hundred times as many
   * @param names a hash of the name of each member, as {@link #hashOf} makes it; at most 32,767
   * @throws IllegalArgumentException if {@code slots} is not prime or there are more members
   * @throws CancellationException if the thread is interrupted
   */
  public static MaglevTable of(int slots, long... names) {
    if (!isPrime(slots) || slots < names.length) {
      throw new IllegalArgumentException(slots + " slots for " + names.length + " members");
    }
    Members all = Members.all(names.length);
    int[] offsets = offsets(slots, names);
    int[] skips = skips(slots, names);
    short[] whole = new short[slots];
    Arrays.fill(whole, (short) NONE);
    deal(whole, all, 0, offsets, skips);
    return new MaglevTable(offsets, skips, all, whole, whole);
  }

  private static boolean isPrime(int number) {
    for (int d = SMALLEST_PRIME; (long) d * d <= number; d++) {
      if (number % d == 0) {
        return false;
      }
    }
    return number >= SMALLEST_PRIME;
  }

  /** A hash of a name: FNV-1a of its UTF-16 units, mixed. */
  public static long hashOf(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return Random64.mixed(hash);
  }

  private static int[] offsets(int slots, long[] names) {
    return Arrays.stream(names)
        .mapToInt(name -> (int) ((Random64.mixed(name) >>> 1) % slots))
        .toArray();
  }

  private static int[] skips(int slots, long[] names) {
    return Arrays.stream(names)
        .mapToInt(name -> (int) ((Random64.mixed(~name) >>> 1) % (slots - 1)) + 1)
        .toArray();
  }

  /**
   * Gives members in turn the next slot in their order that has none.
   *
   * @param first place of the member whose turn is first
   */
  static void deal(short[] table, Members members, int first, int[] offsets, int[] skips) {
    int free = 0;
    for (short member : table) {
      free += member == NONE ? 1 : 0;
    }
    int[] at = offsets.clone();
    for (int dealt = 0; dealt < free && members.size() > 0; dealt++) {
      Interrupts.poll(dealt);
      int member = members.at((first + dealt) % members.size());
      int slot = at[member];
      while (table[slot] != NONE) {
        slot += skips[member];
        if (slot >= table.length) {
          slot -= table.length;
        }
      }
      table[slot] = (short) member;
      at[member] = slot;
    }
  }

  @Override
  public int of(long hash) {
    return table[slot(hash, table.length)];
  }

  private static int slot(long hash, int slots) {
    // The hash as a part of 1, times slots. The upper half of the product is one instruction.
    return (int) Math.multiplyHigh(hash >>> 1, (long) slots << 1);
  }

  /**
   * Chooses for many hashes at once.
   *
   * @param chosen where the members go; as long as {@code hashes} or longer
   */
  public void of(long[] hashes, int[] chosen) {
    short[] slots = table;
    for (int i = 0; i < hashes.length; i++) {
      chosen[i] = slots[slot(hashes[i], slots.length)];
    }
  }

  @Override
  public boolean has(int member) {
    return members.has(member);
  }

  @Override
  public int size() {
    return members.size();
  }

  /**
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public MaglevTable with(int member) {
    return members.has(member) ? this : of(members.with(member));
  }

  /**
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public MaglevTable without(int member) {
    return members.has(member) ? of(members.without(member)) : this;
  }

  private MaglevTable of(Members there) {
    boolean[] isThere = new boolean[offsets.length];
    for (int i = 0; i < there.size(); i++) {
      isThere[there.at(i)] = true;
    }
    short[] changed = whole.clone();
    for (int slot = 0; slot < changed.length; slot++) {
      if (!isThere[changed[slot]]) {
        changed[slot] = (short) NONE;
      }
    }
    deal(changed, there, firstOf(there), offsets, skips);
    return new MaglevTable(offsets, skips, there, whole, changed);
  }

  /** The first with one slot less than others; those were dealt to first and have the rest. */
  private int firstOf(Members there) {
    int withRest = offsets.length == 0 ? 0 : whole.length % offsets.length;
    int place = 0;
    while (place < there.size() && there.at(place) < withRest) {
      place++;
    }
    return place;
  }

  /** How many slots there are. */
  public int slots() {
    return table.length;
  }

  /** The member that has a slot, or {@link #NONE} if there is no member. */
  public int at(int slot) {
    return table[slot];
  }
}
