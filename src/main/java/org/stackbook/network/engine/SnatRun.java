package org.stackbook.network.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CancellationException;

/**
 * Connections to the outside that share the ports of one public address, one after the other.
 *
 * <p>A back end takes the lowest of its ports that has no connection to the destination: one port
 * serves many destinations, but never two connections to one. If it has no such port it asks for
 * another range and gets the lowest that is free; a range without connections goes back after a
 * while. A connection that gets no port is refused and does not come again.
 */
public final class SnatRun {

  /** The port of a connection that got none. */
  public static final int NO_PORT = -1;

  /** Why a connection got a port or none. */
  public enum Grant {
    /** The back end had a port. */
    AT_HAND,
    /** It got another range. */
    NEW_RANGE,
    /** It has as many ports as it may have, and each has a connection to the destination. */
    REFUSED_MOST_PORTS,
    /** It asked for another range, and the address has none left. */
    REFUSED_NO_RANGE
  }

  private static final int NOBODY = -1;

  private final SnatRules rules;
  private final Connections connections;
  private final int[] ports;
  private final Grant[] grants;
  private final long[] refused;
  private final int[] peak;
  private int firstRefused = NO_PORT;

  private SnatRun(SnatRules rules, Connections connections) {
    this.rules = rules;
    this.connections = connections;
    this.ports = new int[connections.count()];
    this.grants = new Grant[connections.count()];
    this.refused = new long[connections.backEnds()];
    this.peak = new int[connections.backEnds()];
  }

  /**
   * Gives ports to all connections.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static SnatRun of(SnatRules rules, Connections connections) {
    SnatRun run = new SnatRun(rules, connections);
    run.new Address().serve();
    return run;
  }

  /** A range without connections, and when it goes back unless it is used again. */
  private record Idle(long since, int range, int uses) {}

  /** The ports of the address while connections come and go. */
  private final class Address {

    private final int[] owner = new int[rules.ranges()];
    private final int[] live = new int[rules.ranges()];
    private final int[] uses = new int[rules.ranges()];
    private final boolean[] stays = new boolean[rules.ranges()];
    private final BitSet free = new BitSet();
    private final BitSet[] owned = new BitSet[connections.backEnds()];
    private final int[] inUse = new int[connections.backEnds()];
    private final int[] onPort = new int[rules.ranges() * rules.range()];
    private final BitSet[] busy = new BitSet[connections.destinations()];
    private final TimeHeap ends = new TimeHeap();
    private final ArrayDeque<Idle> idle = new ArrayDeque<>();

    Address() {
      Arrays.fill(owner, NOBODY);
      free.set(0, rules.ranges());
      Arrays.setAll(busy, d -> new BitSet());
      for (int b = 0; b < owned.length; b++) {
        owned[b] = new BitSet();
        for (int n = rules.preallocated() / rules.range(); n > 0 && !free.isEmpty(); n--) {
          stays[give(b)] = true;
        }
      }
    }

    private int give(int backEnd) {
      int range = free.nextSetBit(0);
      free.clear(range);
      owner[range] = backEnd;
      owned[backEnd].set(range);
      return range;
    }

    void serve() {
      for (int c = 0; c < ports.length; c++) {
        Interrupts.poll(c);
        pass(connections.start(c));
        connect(c);
      }
    }

    /** What ends until a time. */
    private void pass(long now) {
      while (ends.time() <= now) {
        long time = ends.time();
        close(ends.remove(), time);
      }
      while (!idle.isEmpty() && idle.getFirst().since() <= now - rules.rangeTimeout()) {
        Idle first = idle.removeFirst();
        if (uses[first.range()] == first.uses()) {
          owned[owner[first.range()]].clear(first.range());
          owner[first.range()] = NOBODY;
          free.set(first.range());
        }
      }
    }

    private void close(int connection, long now) {
      int port = ports[connection] - rules.firstRange() * rules.range();
      int range = port / rules.range();
      busy[connections.destination(connection)].clear(port);
      onPort[port]--;
      live[range]--;
      if (onPort[port] == 0) {
        inUse[connections.backEnd(connection)]--;
      }
      if (live[range] == 0 && !stays[range]) {
        idle.addLast(new Idle(now, range, uses[range]));
      }
    }

    private void connect(int connection) {
      int backEnd = connections.backEnd(connection);
      int port = portAtHand(owned[backEnd], busy[connections.destination(connection)]);
      Grant grant = Grant.AT_HAND;
      if (port == NO_PORT) {
        if (owned[backEnd].cardinality() >= rules.most() / rules.range()) {
          grant = Grant.REFUSED_MOST_PORTS;
        } else if (free.isEmpty()) {
          grant = Grant.REFUSED_NO_RANGE;
        } else {
          grant = Grant.NEW_RANGE;
          port = give(backEnd) * rules.range();
        }
      }
      grants[connection] = grant;
      if (port == NO_PORT) {
        ports[connection] = NO_PORT;
        refused[backEnd]++;
        firstRefused = firstRefused == NO_PORT ? connection : firstRefused;
      } else {
        open(connection, port);
      }
    }

    private int portAtHand(BitSet ranges, BitSet taken) {
      for (int r = ranges.nextSetBit(0); r >= 0; r = ranges.nextSetBit(r + 1)) {
        int port = taken.nextClearBit(r * rules.range());
        if (port < (r + 1) * rules.range()) {
          return port;
        }
      }
      return NO_PORT;
    }

    private void open(int connection, int port) {
      int backEnd = connections.backEnd(connection);
      int range = port / rules.range();
      ports[connection] = port + rules.firstRange() * rules.range();
      busy[connections.destination(connection)].set(port);
      if (onPort[port]++ == 0) {
        inUse[backEnd]++;
        peak[backEnd] = Math.max(peak[backEnd], inUse[backEnd]);
      }
      live[range]++;
      uses[range]++;
      ends.add(freedAt(connection), connection);
    }
  }

  /** The connections. */
  public Connections connections() {
    return connections;
  }

  /** The port of a connection, or {@link #NO_PORT}. */
  public int port(int connection) {
    return ports[connection];
  }

  /** When the port of a connection is free again. */
  public long freedAt(int connection) {
    return connections.end(connection)
        + (connections.isSilent(connection) ? rules.idleTimeout() : rules.closeTime());
  }

  /** Why a connection got a port or none. */
  public Grant grant(int connection) {
    return grants[connection];
  }

  /** How many connections it went like that for. */
  public long count(Grant grant) {
    return Arrays.stream(grants).filter(g -> g == grant).count();
  }

  /** How many connections were refused. */
  public long refused() {
    return count(Grant.REFUSED_MOST_PORTS) + count(Grant.REFUSED_NO_RANGE);
  }

  /** How many connections of a back end were refused. */
  public long refused(int backEnd) {
    return refused[backEnd];
  }

  /** The first connection that was refused, or -1. */
  public int firstRefused() {
    return firstRefused;
  }

  /** The most ports of a back end that had connections at one time. */
  public int peakPorts(int backEnd) {
    return peak[backEnd];
  }
}
