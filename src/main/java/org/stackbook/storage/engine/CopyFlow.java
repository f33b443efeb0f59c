package org.stackbook.storage.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * The most copies that groups of slabs can send to servers: a maximum flow, found along shortest
 * augmenting paths (Edmonds and Karp, JACM 1972). What a group sends never becomes less when it is
 * filled again after {@link #raise}: groups that are raised first come first.
 */
final class CopyFlow {

  private static final int NONE = -1;

  private final int[][] most;
  private final long[] room;
  private final long[] unsent;
  private final int[][] flow;

  /**
   * @param most how many copies a group can send to a server, by group and server
   * @param room how many copies each server takes
   */
  CopyFlow(int[][] most, long[] room) {
    this.most = most;
    this.room = room.clone();
    this.unsent = new long[most.length];
    this.flow = new int[most.length][room.length];
  }

  /** Lets a group send more. */
  void raise(int group, long copies) {
    unsent[group] += copies;
  }

  /** Copies that a group sends to a server. */
  int flow(int group, int server) {
    return flow[group][server];
  }

  /** Copies that a group sends. */
  long sent(int group) {
    return Arrays.stream(flow[group]).asLongStream().sum();
  }

  /** Whether all groups send all that they have. */
  boolean isComplete() {
    return Arrays.stream(unsent).allMatch(copies -> copies == 0);
  }

  /**
   * Sends as much as can be sent. Each group begins in proportion to the room of the servers, so
   * that its copies are on all of them and not on the first ones.
   */
  CopyFlow fill() {
    long[] roomBefore = room.clone();
    for (int group = 0; group < most.length; group++) {
      long open = 0;
      for (int server = 0; server < room.length; server++) {
        open += flow[group][server] < most[group][server] ? roomBefore[server] : 0;
      }
      double pace = open == 0 ? 0 : (double) unsent[group] / open;
      for (int server = 0; server < room.length; server++) {
        long share = (long) (pace * roomBefore[server]);
        push(group, server, Math.min(Math.min(share, unsent[group]), spare(group, server)));
      }
    }
    for (int group = 0; group < most.length; group++) {
      for (int server = 0; server < room.length; server++) {
        push(group, server, Math.min(unsent[group], spare(group, server)));
      }
    }
    Search search = new Search();
    while (search.end() != NONE) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("repair was interrupted");
      }
      search.augment();
      search = new Search();
    }
    return this;
  }

  /**
   * The servers that more copies would still get to, had they room, once the flow is a maximum. All
   * of them are full; the others take as much as the groups can send to them, however large they
   * are.
   */
  boolean[] wanted() {
    return new Search().serverSeen;
  }

  private long spare(int group, int server) {
    return Math.min(room[server], most[group][server] - flow[group][server]);
  }

  private void push(int group, int server, long copies) {
    flow[group][server] += (int) copies;
    room[server] -= copies;
    unsent[group] -= copies;
  }

  /** One search for a path from a group with copies left to a server with room left. */
  private final class Search {
    final boolean[] serverSeen = new boolean[room.length];
    private final int[] groupBefore = new int[room.length];
    private final int[] serverBefore = new int[most.length];
    private final boolean[] groupSeen = new boolean[most.length];
    private int end = NONE;

    Search() {
      Deque<Integer> open = new ArrayDeque<>();
      for (int group = 0; group < most.length; group++) {
        if (unsent[group] > 0) {
          groupSeen[group] = true;
          serverBefore[group] = NONE;
          open.add(group);
        }
      }
      while (!open.isEmpty() && end == NONE) {
        visit(open.remove(), open);
      }
    }

    private void visit(int group, Deque<Integer> open) {
      for (int server = 0; server < room.length; server++) {
        if (serverSeen[server] || flow[group][server] == most[group][server]) {
          continue;
        }
        serverSeen[server] = true;
        groupBefore[server] = group;
        if (room[server] > 0) {
          end = server;
          return;
        }
        for (int other = 0; other < most.length; other++) {
          if (!groupSeen[other] && flow[other][server] > 0) {
            groupSeen[other] = true;
            serverBefore[other] = server;
            open.add(other);
          }
        }
      }
    }

    int end() {
      return end;
    }

    /** Pushes along the path what its narrowest step lets through. */
    void augment() {
      long width = room[end];
      int server = end;
      int group;
      while (true) {
        group = groupBefore[server];
        width = Math.min(width, most[group][server] - flow[group][server]);
        if (serverBefore[group] == NONE) {
          break;
        }
        server = serverBefore[group];
        width = Math.min(width, flow[group][server]);
      }
      width = Math.min(width, unsent[group]);
      unsent[group] -= width;
      room[end] -= width;
      server = end;
      while (true) {
        int from = groupBefore[server];
        flow[from][server] += (int) width;
        if (from == group) {
          return;
        }
        server = serverBefore[from];
        flow[from][server] -= (int) width;
      }
    }
  }
}
