package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The most copies that groups of slabs can send to servers: a maximum flow from the groups over
 * fault domains, each of which takes one copy of a slab at most, to those servers that a group may
 * use. Any such flow can be placed, because the slabs of a group can be spread apart whenever no
 * fault domain takes more copies than there are slabs.
 *
 * <p>What a group sends never becomes less: groups that are raised and filled first come first.
 */
final class CopyFlow {

  private static final int SOURCE = 0;
  private static final int SINK = 1;
  private static final int NONE = -1;

  private final int groups;
  private final int[] domainOfServer;
  private final FlowNetwork network;
  private final int[] arcOfGroup;
  private final int[][] arcOfDomain;
  private final int[][] arcOfCopies;
  private final int[] arcOfServer;

  /**
   * @param domainOfServer fault domain of each server, from 0
   * @param most how many copies a group can send to a fault domain, by group and fault domain
   * @param allowed whether a group may use a server, by group and server
   * @param room how many copies each server takes
   */
  CopyFlow(int[] domainOfServer, int[][] most, boolean[][] allowed, long[] room) {
    this.groups = most.length;
    this.domainOfServer = domainOfServer;
    int domains = groups == 0 ? 0 : most[0].length;
    this.network = new FlowNetwork(2 + groups + room.length + groups * domains);
    this.arcOfGroup = new int[groups];
    this.arcOfDomain = new int[groups][domains];
    this.arcOfCopies = new int[groups][room.length];
    this.arcOfServer = new int[room.length];
    for (int group = 0; group < groups; group++) {
      arcOfGroup[group] = network.arc(SOURCE, 2 + group, 0);
      int first = 2 + groups + room.length + group * domains;
      for (int domain = 0; domain < domains; domain++) {
        arcOfDomain[group][domain] = network.arc(2 + group, first + domain, most[group][domain]);
      }
      for (int server = 0; server < room.length; server++) {
        arcOfCopies[group][server] =
            allowed[group][server] && most[group][domainOfServer[server]] > 0
                ? network.arc(
                    first + domainOfServer[server], nodeOfServer(server), Integer.MAX_VALUE)
                : NONE;
      }
    }
    for (int server = 0; server < room.length; server++) {
      arcOfServer[server] = network.arc(nodeOfServer(server), SINK, room[server]);
    }
  }

  private int nodeOfServer(int server) {
    return 2 + groups + server;
  }

  /** Lets a group send more. */
  void raise(int group, long copies) {
    network.widen(arcOfGroup[group], copies);
  }

  /** Lets a server take more. */
  void enlarge(int server, long copies) {
    network.widen(arcOfServer[server], copies);
  }

  /** Sends copies of a group to a server, as many as there are and both take. */
  void send(int group, int server, long copies) {
    if (arcOfCopies[group][server] == NONE) {
      return;
    }
    int domainArc = arcOfDomain[group][domainOfServer[server]];
    long most = Math.min(network.free(arcOfGroup[group]), network.free(arcOfServer[server]));
    long sent = Math.max(0, Math.min(copies, Math.min(most, network.free(domainArc))));
    network.carry(arcOfGroup[group], sent);
    network.carry(domainArc, sent);
    network.carry(arcOfCopies[group][server], sent);
    network.carry(arcOfServer[server], sent);
  }

  /** Copies that a group sends to a server. */
  int flow(int group, int server) {
    int arc = arcOfCopies[group][server];
    return arc == NONE ? 0 : Math.toIntExact(network.carried(arc));
  }

  /** What all groups send to all servers, by group and server. */
  int[][] flow() {
    int[][] flow = new int[groups][arcOfServer.length];
    for (int group = 0; group < groups; group++) {
      int one = group;
      Arrays.setAll(flow[group], server -> flow(one, server));
    }
    return flow;
  }

  /** Copies that a group sends. */
  long sent(int group) {
    return network.carried(arcOfGroup[group]);
  }

  private long unsent(int group) {
    return network.free(arcOfGroup[group]);
  }

  /** Whether all groups send all that they have. */
  boolean isComplete() {
    return Arrays.stream(arcOfGroup).allMatch(arc -> network.free(arc) == 0);
  }

  /**
   * Sends as much as can be sent.
   *
   * @throws CancellationException if the thread is interrupted
   */
  CopyFlow fill() {
    network.augment(SOURCE, SINK);
    return this;
  }

  /**
   * Sends as much as can be sent. Each group begins in proportion to the room of the servers, so
   * that its copies are on all of them and not on the first ones.
   *
   * @throws CancellationException if the thread is interrupted
   */
  CopyFlow fillEvenly() {
    long[] room = new long[arcOfServer.length];
    Arrays.setAll(room, server -> network.free(arcOfServer[server]));
    for (int group = 0; group < groups; group++) {
      long before;
      do {
        before = unsent(group);
        sendInProportion(group, room);
      } while (unsent(group) > 0 && unsent(group) < before);
    }
    for (int group = 0; group < groups; group++) {
      for (int server = 0; server < room.length; server++) {
        send(group, server, unsent(group));
      }
    }
    return fill();
  }

  private void sendInProportion(int group, long[] room) {
    long[] open = new long[arcOfDomain[group].length];
    long all = 0;
    for (int server = 0; server < room.length; server++) {
      if (isOpen(group, server)) {
        open[domainOfServer[server]] += room[server];
        all += room[server];
      }
    }
    double pace = all == 0 ? 0 : (double) unsent(group) / all;
    double[] paceOfDomain = new double[open.length];
    for (int domain = 0; domain < open.length; domain++) {
      long most = network.free(arcOfDomain[group][domain]);
      paceOfDomain[domain] = open[domain] == 0 ? 0 : Math.min(pace, (double) most / open[domain]);
    }
    for (int server = 0; server < room.length; server++) {
      send(group, server, (long) (paceOfDomain[domainOfServer[server]] * room[server]));
    }
  }

  private boolean isOpen(int group, int server) {
    return arcOfCopies[group][server] != NONE
        && network.free(arcOfDomain[group][domainOfServer[server]]) > 0
        && network.free(arcOfServer[server]) > 0;
  }

  /**
   * The servers that more copies would still get to, had they room, once the flow is a maximum. All
   * of them are full; the others take as much as the groups can send to them, however large they
   * are.
   */
  boolean[] wanted() {
    boolean[] reached = network.reached(SOURCE);
    boolean[] wanted = new boolean[arcOfServer.length];
    for (int server = 0; server < wanted.length; server++) {
      wanted[server] = reached[nodeOfServer(server)];
    }
    return wanted;
  }
}
