package org.stackbook.storage.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fewest moves to a given fill of every drive, as a flow of least cost: every slab sends its
 * copies, at most one into a fault domain, and each costs one on a drive that held none of it.
 */
final class CheapestFlow {

  private final List<int[]> arcs = new ArrayList<>();
  private final List<List<Integer>> from = new ArrayList<>();

  private CheapestFlow(int nodes) {
    for (int i = 0; i < nodes; i++) {
      from.add(new ArrayList<>());
    }
  }

  static int moves(SlabMap placed, int[] driveNow, DriveTree pool, int[] target) {
    int slabs = placed.slabs();
    int domains = pool.domains();
    int firstDrive = 2 + slabs + slabs * domains;
    CheapestFlow flow = new CheapestFlow(firstDrive + target.length);
    for (int slab = 0; slab < slabs; slab++) {
      flow.arc(0, 2 + slab, placed.copies(), 0);
      for (int domain = 0; domain < domains; domain++) {
        flow.arc(2 + slab, 2 + slabs + slab * domains + domain, 1, 0);
      }
      boolean[] holds = new boolean[target.length];
      for (int copy = 0; copy < placed.copies(); copy++) {
        int drive = driveNow[placed.drive(slab, copy)];
        if (drive >= 0) {
          holds[drive] = true;
        }
      }
      for (int drive = 0; drive < target.length; drive++) {
        int node = 2 + slabs + slab * domains + pool.domainOfDrive(drive);
        flow.arc(node, firstDrive + drive, 1, holds[drive] ? 0 : 1);
      }
    }
    for (int drive = 0; drive < target.length; drive++) {
      flow.arc(firstDrive + drive, 1, target[drive], 0);
    }
    return flow.cost();
  }

  /** Head, capacity left, cost; the arc back follows. */
  private void arc(int tail, int head, int capacity, int cost) {
    from.get(tail).add(arcs.size());
    arcs.add(new int[] {head, capacity, cost});
    from.get(head).add(arcs.size());
    arcs.add(new int[] {tail, 0, -cost});
  }

  /** Sends all it can from node 0 to node 1, always along a cheapest path (Bellman and Ford). */
  private int cost() {
    int all = 0;
    int[] cost = new int[from.size()];
    int[] into = new int[from.size()];
    while (true) {
      Arrays.fill(cost, Integer.MAX_VALUE);
      cost[0] = 0;
      boolean[] waits = new boolean[from.size()];
      ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
      while (!queue.isEmpty()) {
        int node = queue.remove();
        waits[node] = false;
        for (int number : from.get(node)) {
          int[] arc = arcs.get(number);
          if (arc[1] > 0 && cost[node] + arc[2] < cost[arc[0]]) {
            cost[arc[0]] = cost[node] + arc[2];
            into[arc[0]] = number;
            if (!waits[arc[0]]) {
              waits[arc[0]] = true;
              queue.add(arc[0]);
            }
          }
        }
      }
      if (cost[1] == Integer.MAX_VALUE) {
        return all;
      }
      all += cost[1];
      for (int node = 1; node != 0; node = arcs.get(into[node] ^ 1)[0]) {
        arcs.get(into[node])[1]--;
        arcs.get(into[node] ^ 1)[1]++;
      }
    }
  }
}
