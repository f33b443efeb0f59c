package org.stackbook.network.engine;

import java.util.Arrays;

/** Numbers with times; gives the one with the earliest time, the smallest of equals. */
final class TimeHeap {

  private long[] times = new long[16];
  private int[] numbers = new int[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The earliest time, {@link Long#MAX_VALUE} if there is none. */
  long time() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  void add(long time, int number) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    int at = size++;
    while (at > 0 && isBefore(time, number, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    times[at] = time;
    numbers[at] = number;
  }

  /** Takes away the number with the earliest time. */
  int remove() {
    int first = numbers[0];
    size--;
    long time = times[size];
    int number = numbers[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(times[child + 1], numbers[child + 1], child)) {
        child++;
      }
      if (!isBefore(times[child], numbers[child], time, number)) {
        break;
      }
      move(child, at);
      at = child;
    }
    times[at] = time;
    numbers[at] = number;
    return first;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    numbers[to] = numbers[from];
  }

  private boolean isBefore(long time, int number, int at) {
    return isBefore(time, number, times[at], numbers[at]);
  }

  private static boolean isBefore(long time, int number, long other, int otherNumber) {
    return time < other || (time == other && number < otherNumber);
  }
}
