package org.stackbook.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers for the names of disks, hosts or volumes, in the order in which they appear. */
final class Tenants {

  /** So many that the key of an object, which holds the number, stays positive. */
  static final int MOST = 1 << 14;

  private static final int LONGEST_NAME = 256;
  private static final int SLOTS = 4 * MOST;

  private final List<byte[]> names = new ArrayList<>();
  private int[] slots = new int[16];

  /**
   * The number of a name.
   *
   * @return -1 if there are too many, or the name is too long
   */
  int numberOf(byte[] buffer, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + buffer[i];
    }
    hash *= 0x9E3779B9;
    int slot = hash >>> Integer.numberOfLeadingZeros(slots.length - 1);
    while (slots[slot] != 0) {
      byte[] name = names.get(slots[slot] - 1);
      if (Arrays.equals(name, 0, name.length, buffer, from, to)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (names.size() == MOST || to - from > LONGEST_NAME) {
      return -1;
    }
    names.add(Arrays.copyOfRange(buffer, from, to));
    slots[slot] = names.size();
    if (2 * names.size() > slots.length && slots.length < SLOTS) {
      grow();
    }
    return names.size() - 1;
  }

  private void grow() {
    List<byte[]> all = List.copyOf(names);
    names.clear();
    slots = new int[2 * slots.length];
    all.forEach(name -> numberOf(name, 0, name.length));
  }

  /** The number of a name. */
  int numberOf(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return numberOf(bytes, 0, bytes.length);
  }

  /** All names up to now, by their numbers. */
  List<String> names() {
    return names.stream().map(name -> new String(name, StandardCharsets.UTF_8)).toList();
  }
}
