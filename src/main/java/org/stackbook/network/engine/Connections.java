package org.stackbook.network.engine;

import java.util.Arrays;
import org.stackbook.seed.Random64;

/** Connections of back ends to the outside, in the order in which they begin. */
public final class Connections {

  private final int backEnds;
  private final int destinations;
  private final long[] start;
  private final long[] end;
  private final int[] backEnd;
  private final int[] destination;
  private final boolean[] silent;

  private Connections(Builder b) {
    this.backEnds = b.backEnds;
    this.destinations = b.destinations;
    this.start = Arrays.copyOf(b.start, b.count);
    this.end = Arrays.copyOf(b.end, b.count);
    this.backEnd = Arrays.copyOf(b.backEnd, b.count);
    this.destination = Arrays.copyOf(b.destination, b.count);
    this.silent = Arrays.copyOf(b.silent, b.count);
  }

  /**
   * Connections at random: beginnings and durations without memory, each back end and destination
   * equally likely, none silent.
   *
   * @param count how many
   * @param gap mean time between beginnings, of all back ends together, more than 0
   * @param duration mean of a connection, more than 0
   */
  public static Connections drawn(
      int backEnds, int destinations, int count, double gap, double duration, long seed) {
    Random64 random = new Random64(seed);
    Builder drawn = new Builder(backEnds, destinations);
    double now = 0;
    for (int i = 0; i < count; i++) {
      Interrupts.poll(i);
      now += random.nextExponential(1 / gap);
      drawn.add(
          (long) now,
          (long) (now + random.nextExponential(1 / duration)),
          random.nextInt(backEnds),
          random.nextInt(destinations),
          false);
    }
    return drawn.build();
  }

  /** How many there are. */
  public int count() {
    return start.length;
  }

  /** How many back ends there are. */
  public int backEnds() {
    return backEnds;
  }

  /** How many destinations there are, each an address, a port and a protocol. */
  public int destinations() {
    return destinations;
  }

  /** When a connection begins. */
  public long start(int connection) {
    return start[connection];
  }

  /** When its last packet comes. */
  public long end(int connection) {
    return end[connection];
  }

  /** The back end that it comes from. */
  public int backEnd(int connection) {
    return backEnd[connection];
  }

  /** The destination that it goes to. */
  public int destination(int connection) {
    return destination[connection];
  }

  /** Whether it falls silent instead of being closed. */
  public boolean isSilent(int connection) {
    return silent[connection];
  }

  /** Collects connections. */
  public static final class Builder {

    private final int backEnds;
    private final int destinations;
    private long[] start = new long[16];
    private long[] end = new long[16];
    private int[] backEnd = new int[16];
    private int[] destination = new int[16];
    private boolean[] silent = new boolean[16];
    private int count;

    /**
     * A collection without connections.
     *
     * @param backEnds how many there are, numbered from 0
     * @param destinations how many there are, numbered from 0
     */
    public Builder(int backEnds, int destinations) {
      this.backEnds = backEnds;
      this.destinations = destinations;
    }

    /**
     * Adds a connection.
     *
     * @param begins not before that of the one added before
     * @param lastPacket not before it begins
     * @param from the back end
     * @param to the destination
     * @param fallsSilent whether it is not closed after the last packet
     * @throws IllegalArgumentException if times or numbers are not as described
     */
    public Builder add(long begins, long lastPacket, int from, int to, boolean fallsSilent) {
      if (lastPacket < begins
          || (count > 0 && begins < start[count - 1])
          || from < 0
          || from >= backEnds
          || to < 0
          || to >= destinations) {
        throw new IllegalArgumentException(
            begins + " to " + lastPacket + ", from " + from + " to " + to);
      }
      if (count == start.length) {
        start = Arrays.copyOf(start, 2 * count);
        end = Arrays.copyOf(end, 2 * count);
        backEnd = Arrays.copyOf(backEnd, 2 * count);
        destination = Arrays.copyOf(destination, 2 * count);
        silent = Arrays.copyOf(silent, 2 * count);
      }
      start[count] = begins;
      end[count] = lastPacket;
      backEnd[count] = from;
      destination[count] = to;
      silent[count] = fallsSilent;
      count++;
      return this;
    }

    /** The connections that were added. */
    public Connections build() {
      return new Connections(this);
    }
  }
}
