package org.stackbook.storage.engine;

import java.util.Arrays;

/**
 * Spreads copies that are to be rebuilt over servers: as many as there can be, those of slabs with
 * the fewest copies before all others, and each server in proportion to its room as far as the
 * copies let it.
 *
 * <p>Slabs whose surviving copies are in the same fault domains, and which may use the same
 * servers, are a group: any fault domain but those may take one copy of each of them. How many each
 * group gets is a maximum flow. How even the servers can be is a base of a polymatroid that is
 * found by decomposition (Fujishige, "Lexicographically optimal base of a polymatroid with respect
 * to a weight vector", Mathematics of Operations Research, 1980): give every server its
 * proportional share; where that cannot be reached, some servers get all that can get to them, the
 * others the rest, and each part is spread by itself.
 */
final class CopySpread {

  private final int[] domainOfServer;
  private final boolean[][] allowed;
  private final long[] room;
  private final int[][] spread;

  private CopySpread(int[] domainOfServer, boolean[][] allowed, long[] room) {
    this.domainOfServer = domainOfServer;
    this.allowed = allowed;
    this.room = room;
    this.spread = new int[allowed.length][room.length];
  }

  /**
   * How many copies of each group each server gets.
   *
   * @param domainOfServer fault domain of each server, from 0
   * @param slabs of each group
   * @param holders fault domains that hold a copy of each group's slabs
   * @param allowed for each group and server whether copies may go there
   * @param room how many copies each server can take
   * @param copies that every slab should have
   */
  static int[][] of(
      int[] domainOfServer,
      int[] slabs,
      int[][] holders,
      boolean[][] allowed,
      long[] room,
      int copies) {
    int domains = Arrays.stream(domainOfServer).max().orElse(-1) + 1;
    int[][] most = new int[slabs.length][domains];
    for (int group = 0; group < slabs.length; group++) {
      Arrays.fill(most[group], slabs[group]);
      for (int holder : holders[group]) {
        most[group][holder] = 0;
      }
    }
    CopySpread result = new CopySpread(domainOfServer, allowed, room);
    boolean[] all = new boolean[room.length];
    Arrays.fill(all, true);
    result.spread(all, most, result.attainable(slabs, holders, most, copies));
    return result.spread;
  }

  /** How many copies each group can get if slabs with the fewest copies come first. */
  private long[] attainable(int[] slabs, int[][] holders, int[][] most, int copies) {
    CopyFlow flow = new CopyFlow(domainOfServer, most, allowed, room);
    for (int left = 1; left < copies; left++) {
      for (int group = 0; group < slabs.length; group++) {
        if (holders[group].length <= left) {
          flow.raise(group, slabs[group]);
        }
      }
      flow.fillEvenly();
    }
    long[] attainable = new long[slabs.length];
    Arrays.setAll(attainable, flow::sent);
    return attainable;
  }

  private void spread(boolean[] among, int[][] most, long[] supply) {
    long total = Arrays.stream(supply).sum();
    if (total == 0) {
      return;
    }
    CopyFlow flow = new CopyFlow(domainOfServer, most, allowed, shares(among, total));
    for (int group = 0; group < supply.length; group++) {
      flow.raise(group, supply[group]);
    }
    if (flow.fillEvenly().isComplete()) {
      for (int group = 0; group < supply.length; group++) {
        for (int server = 0; server < room.length; server++) {
          spread[group][server] += flow.flow(group, server);
        }
      }
      return;
    }
    boolean[] wanted = flow.wanted();
    boolean[] others = new boolean[room.length];
    long[] forOthers = new long[supply.length];
    long[] forWanted = supply.clone();
    int[][] mostForWanted = Arrays.stream(most).map(int[]::clone).toArray(int[][]::new);
    for (int server = 0; server < room.length; server++) {
      others[server] = among[server] && !wanted[server];
      wanted[server] &= among[server];
      for (int group = 0; others[server] && group < supply.length; group++) {
        int copies = flow.flow(group, server);
        forOthers[group] += copies;
        forWanted[group] -= copies;
        mostForWanted[group][domainOfServer[server]] -= copies;
      }
    }
    spread(others, most, forOthers);
    spread(wanted, mostForWanted, forWanted);
  }

  private long[] shares(boolean[] among, long total) {
    long[] open = new long[room.length];
    Arrays.setAll(open, server -> among[server] ? room[server] : 0);
    return Arrays.stream(EvenShares.of(open, Integer.MAX_VALUE, total)).asLongStream().toArray();
  }
}
