package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which drives hold the copies of every slab. Two bytes a copy: the drives of copy 0, 1, … of slab
 * s stand at s·copies, one after the other.
 */
public final class SlabMap {

  private final int copies;
  private final int slabs;
  private final char[] driveOfCopy;

  SlabMap(int copies, char[] driveOfCopy) {
    this.copies = copies;
    this.slabs = driveOfCopy.length / copies;
    this.driveOfCopy = driveOfCopy;
  }

  /** Copies of every slab. */
  public int copies() {
    return copies;
  }

  /** How many slabs there are. */
  public int slabs() {
    return slabs;
  }

  /**
   * The drive that holds a copy.
   *
   * @param slab from 0
   * @param copy from 0 to below {@link #copies}
   */
  public int drive(int slab, int copy) {
    return driveOfCopy[slab * copies + copy];
  }

  /** The drives of all copies, in an array of its own. */
  char[] drives() {
    return driveOfCopy.clone();
  }

  /**
   * Puts the drives of a slab's surviving copies into an array.
   *
   * @return how many there are
   */
  int survivors(int slab, boolean[] gone, int[] into) {
    int count = 0;
    for (int at = slab * copies; at < (slab + 1) * copies; at++) {
      if (!gone[driveOfCopy[at]]) {
        into[count++] = driveOfCopy[at];
      }
    }
    return count;
  }

  /**
   * Some of its slabs.
   *
   * @param from first slab
   * @param to one past the last slab
   */
  public SlabMap part(int from, int to) {
    return new SlabMap(copies, Arrays.copyOfRange(driveOfCopy, from * copies, to * copies));
  }

  /**
   * The slabs of several maps, one after the other.
   *
   * @param maps one or more, of the same number of copies
   */
  public static SlabMap joined(List<SlabMap> maps) {
    long slabs = maps.stream().mapToLong(SlabMap::slabs).sum();
    int copies = maps.get(0).copies;
    char[] all = new char[Math.toIntExact(slabs * copies)];
    int at = 0;
    for (SlabMap map : maps) {
      System.arraycopy(map.driveOfCopy, 0, all, at, map.driveOfCopy.length);
      at += map.driveOfCopy.length;
    }
    return new SlabMap(copies, all);
  }

  /**
   * How many copies each drive holds.
   *
   * @param drives how many drives there are
   */
  public int[] copiesPerDrive(int drives) {
    int[] count = new int[drives];
    for (char drive : driveOfCopy) {
      count[drive]++;
    }
    return count;
  }

  /**
   * Slabs by the number of copies that survive.
   *
   * @param failed the drives that are gone
   * @param from first slab
   * @param to one past the last slab
   * @return at index i the number of slabs with exactly i copies left
   */
  public int[] survivors(BitSet failed, int from, int to) {
    boolean[] gone = new boolean[Character.MAX_VALUE + 1];
    failed.stream().forEach(drive -> gone[drive] = true);
    int[] bySurvivors = new int[copies + 1];
    int at = from * copies;
    for (int slab = from; slab < to; slab++) {
      int left = copies;
      for (int copy = 0; copy < copies; copy++) {
        if (gone[driveOfCopy[at++]]) {
          left--;
        }
      }
      bySurvivors[left]++;
    }
    return bySurvivors;
  }

  /**
   * How many slabs have their last copy on each drive.
   *
   * @param failed the drives that are gone
   * @param drives how many drives there are
   */
  public int[] lastCopiesPerDrive(BitSet failed, int drives) {
    boolean[] gone = new boolean[drives];
    failed.stream().forEach(drive -> gone[drive] = true);
    int[] count = new int[drives];
    for (int at = 0; at < driveOfCopy.length; at += copies) {
      int left = 0;
      int last = 0;
      for (int copy = at; copy < at + copies; copy++) {
        if (!gone[driveOfCopy[copy]]) {
          left++;
          last = driveOfCopy[copy];
        }
      }
      if (left == 1) {
        count[last]++;
      }
    }
    return count;
  }
}
