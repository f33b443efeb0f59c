package org.stackbook.compute.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Draining beside brute force over all choices of hosts, in all orders of hosts. */
@Tag("oracle")
class RollingDrainOracleTest {

  private static final int CASES = 400;

  /** Hosts and VMs of a small case; sizes are small numbers so that memory is often just enough. */
  private static final class Small {
    private final long[] free;
    private final long[] beside;
    private final MovableVms vms;
    private final int[] at;
    private final int[] set;
    private final int[] domain;

    Small(long[] free, long[] beside, MovableVms vms, int[] at, int[] set, int[] domain) {
      this.free = free;
      this.beside = beside;
      this.vms = vms;
      this.at = at;
      this.set = set;
      this.domain = domain;
    }

    long[] free() {
      return free;
    }

    MovableVms vms() {
      return vms;
    }

    int[] at() {
      return at;
    }

    /** By the rule itself, not by the code under test. */
    boolean areApart(int one, int other) {
      return set[one] >= 0 && set[one] == set[other] && domain[one] != domain[other];
    }

    static Small of(Random64 random) {
      int hosts = 2 + random.nextInt(3);
      int count = random.nextInt(7);
      long[] free = new long[hosts];
      long[] beside = new long[hosts];
      for (int i = 0; i < hosts; i++) {
        free[i] = random.nextInt(9);
        beside[i] = random.nextInt(3);
      }
      long[] memory = new long[count];
      boolean[] movable = new boolean[count];
      int[] set = new int[count];
      int[] domain = new int[count];
      int[] at = new int[count];
      for (int i = 0; i < count; i++) {
        memory[i] = 1L + random.nextInt(5);
        movable[i] = random.nextInt(8) > 0;
        set[i] = random.nextInt(3) - 1;
        domain[i] = random.nextInt(3);
        at[i] = random.nextInt(hosts);
      }
      return new Small(free, beside, new MovableVms(memory, movable, set, domain), at, set, domain);
    }

    RollingDrain drain(boolean failback) {
      return new RollingDrain(free, beside, vms, at, failback);
    }
  }

  /** Whether the VMs of a host can all go elsewhere, by trying every choice of hosts. */
  private static boolean canMove(Small small, long[] free, int[] at, int host, boolean mayShare) {
    MovableVms vms = small.vms();
    List<Integer> moving = new ArrayList<>();
    for (int vm = 0; vm < at.length; vm++) {
      if (at[vm] == host && vms.isMovable(vm)) {
        moving.add(vm);
      }
    }
    long choices = (long) Math.pow(free.length, moving.size());
    for (long choice = 0; choice < choices; choice++) {
      long[] left = free.clone();
      int[] now = at.clone();
      for (int vm = 0; vm < at.length; vm++) {
        now[vm] = at[vm] == host ? -1 : at[vm];
      }
      boolean ok = true;
      long rest = choice;
      for (int vm : moving) {
        int to = (int) (rest % free.length);
        rest /= free.length;
        ok &= to != host;
        left[to] -= vms.memory(vm);
        now[vm] = to;
      }
      ok &= Arrays.stream(left).allMatch(l -> l >= 0);
      for (int a : moving) {
        for (int b = 0; b < at.length; b++) {
          boolean apart = small.areApart(a, b);
          ok &= mayShare || !apart || now[a] != now[b];
        }
      }
      if (ok) {
        return true;
      }
    }
    return false;
  }

  /** With failback each step stands by itself; without it, all orders of hosts are tried. */
  @Test
  void movesAllWheneverBruteForceFindsAWay() {
    Random64 random = new Random64(7);
    int moved = 0;
    int stuck = 0;
    int shared = 0;
    for (int i = 0; i < CASES; i++) {
      Small small = Small.of(random);
      for (int[] order : orders(small.free().length)) {
        for (boolean failback : new boolean[] {true, false}) {
          RollingDrain drain = small.drain(failback);
          for (int host : order) {
            long[] free = drain.free();
            int[] at = drain.at();
            HostDrain step = drain.drain(host);
            boolean all = hasAll(small.vms(), step);
            assertEquals(canMove(small, free, at, host, true), all, "case " + i);
            assertTrue(step.isProven());
            boolean apart = canMove(small, free, at, host, false);
            boolean together = IntStream.range(0, step.count()).anyMatch(step::isTogether);
            if (apart) {
              assertFalse(together, "case " + i);
            }
            moved += all && step.count() > 0 ? 1 : 0;
            stuck += all ? 0 : 1;
            shared += together ? 1 : 0;
          }
        }
      }
    }
    assertTrue(moved > 100 && stuck > 100 && shared > 20, moved + " " + stuck + " " + shared);
  }

  private static boolean hasAll(MovableVms vms, HostDrain step) {
    for (int i = 0; i < step.count(); i++) {
      if (vms.isMovable(step.vm(i)) && step.to(i) == VmPlacer.NO_HOST) {
        return false;
      }
    }
    return true;
  }

  private static List<int[]> orders(int n) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int size = 0; size < n; size++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] order : all) {
        for (int host = 0; host < n; host++) {
          int next = host;
          if (Arrays.stream(order).noneMatch(h -> h == next)) {
            int[] more = Arrays.copyOf(order, order.length + 1);
            more[order.length] = host;
            longer.add(more);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** Memory is never over-committed, at no step; nothing appears or is lost. */
  @Test
  void memoryIsNeverOverCommitted() {
    Random64 random = new Random64(11);
    for (int i = 0; i < CASES; i++) {
      Small small = Small.of(random);
      for (boolean failback : new boolean[] {true, false}) {
        RollingDrain drain = small.drain(failback);
        long total = total(small, drain);
        for (int host = 0; host < small.free().length; host++) {
          long before = Arrays.stream(drain.free()).sum() - drain.free()[host];
          HostDrain step = drain.drain(host);
          long moved = 0;
          for (int k = 0; k < step.count(); k++) {
            assertTrue(step.to(k) != host);
            assertTrue(small.vms().isMovable(step.vm(k)) || step.to(k) == VmPlacer.NO_HOST);
            moved += step.to(k) == VmPlacer.NO_HOST ? 0 : small.vms().memory(step.vm(k));
          }
          for (int other = 0; other < small.free().length; other++) {
            assertTrue(step.free(other) >= 0, "case " + i);
          }
          assertTrue(Arrays.stream(drain.free()).allMatch(f -> f >= 0), "case " + i);
          assertEquals(0, step.free(host));
          long spread = before - moved - step.free();
          assertTrue(spread >= 0 && step.lacking() >= 0, "case " + i);
          assertTrue(step.lacking() == 0 || step.free() == 0, "case " + i);
          assertEquals(total, total(small, drain), "case " + i);
        }
        if (failback) {
          assertArrayEquals(small.at(), drain.at());
          assertArrayEquals(small.free(), drain.free());
        } else {
          assertTrue(Arrays.stream(drain.at()).allMatch(at -> at >= 0 && at < small.free().length));
        }
      }
    }
  }

  /** What is free and what VMs use; the rest is beside VMs and constant, too. */
  private static long total(Small small, RollingDrain drain) {
    return Arrays.stream(drain.free()).sum()
        + IntStream.range(0, small.vms().count()).mapToLong(small.vms()::memory).sum();
  }

  /**
   * Free 6 and 5, VMs of 4, 3, 2, 2: the most free memory takes 4, 3, 2 and leaves 2 and 0 for the
   * last; the sum is 11 of 11, so 4 and 2 go together, and 3 and 2.
   */
  @Test
  void findsAWayWhereTheFirstOneFails() {
    MovableVms vms =
        new MovableVms(
            new long[] {4, 3, 2, 2},
            new boolean[] {true, true, true, true},
            new int[] {-1, -1, -1, -1},
            new int[4]);
    HostDrain step =
        new RollingDrain(new long[] {0, 6, 5}, new long[3], vms, new int[4], true).drain(0);
    assertEquals(0, step.free());
    assertEquals(1, step.to(0));
    assertEquals(2, step.to(1));
  }
}
