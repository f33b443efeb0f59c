package org.stackbook.platform.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replica sets and sets of servers beside published examples, closed forms and lists of names. */
@Tag("oracle")
class ReplicaQuorumOracleTest {

  /** "For five replicas, three will be a quorum"; three of five down is quorum loss. */
  @Test
  void theExampleOfThePageOnDisasterRecovery() {
    ReplicaView five = ReplicaView.of(5, 5);
    assertEquals(3, five.needed());
    assertTrue(five.fail(2).hasQuorum());
    assertFalse(five.fail(3).hasQuorum());
  }

  /** Target five, minimum three: three failures leave two up of three in view, two are needed. */
  @Test
  void theExampleOfThePageOnTheMinimum() {
    ReplicaView left = ReplicaView.of(5, 3).fail(1).fail(1).fail(1);
    assertEquals(2, left.up());
    ReplicaView settled = left.fail(0);
    assertEquals(3, settled.inView());
    assertEquals(2, settled.needed());
    assertTrue(settled.hasQuorum());
    assertFalse(settled.fail(1).hasQuorum());
  }

  /** A replica set that lost its quorum stays without it until replicas return. */
  @Test
  void aLostQuorumIsNotRegainedByShrinkingTheView() {
    ReplicaView lost = ReplicaView.of(5, 1).fail(3);
    assertFalse(lost.hasQuorum());
    assertFalse(lost.fail(0).hasQuorum());
    assertEquals(5, lost.fail(0).inView());
  }

  /** Replicas with names that vote by hand: those in view, those up, and who leaves. */
  @Test
  void failuresInTurnAgreeWithAListOfReplicas() {
    for (int target = 1; target <= 7; target++) {
      for (int minimum = 1; minimum <= target; minimum++) {
        for (int failures = 0; failures <= target; failures++) {
          assertEquals(
              byHand(target, minimum, failures),
              inTurn(target, minimum, failures),
              target + " " + minimum + " " + failures);
        }
      }
    }
  }

  private static boolean inTurn(int target, int minimum, int failures) {
    ReplicaView view = ReplicaView.of(target, minimum);
    for (int i = 0; i < failures; i++) {
      view = view.fail(1);
    }
    return view.hasQuorum();
  }

  private static boolean byHand(int target, int minimum, int failures) {
    List<Boolean> view = new ArrayList<>();
    for (int i = 0; i < target; i++) {
      view.add(true);
    }
    for (int i = 0; i < failures; i++) {
      view.set(view.indexOf(true), false);
      long up = view.stream().filter(is -> is).count();
      if (2 * up <= view.size()) {
        return false;
      }
      while (view.size() > minimum && view.contains(false)) {
        view.remove(false);
      }
    }
    return true;
  }

  /** Of C(servers, n) sets, those that hit at least k of m servers: the hypergeometric sum. */
  @Test
  void setsOfServersAgreeWithTheHypergeometricSum() {
    for (int servers = 1; servers <= 12; servers++) {
      for (int size = 1; size <= servers; size++) {
        for (int marked = 1; marked <= Math.min(5, servers); marked++) {
          for (int hit = 1; hit <= marked; hit++) {
            int mask = (1 << marked) - 1;
            int least = hit;
            ServerSets sets =
                ServerSets.all(servers, size, set -> Integer.bitCount(set & mask) >= least ? 1 : 0);
            long expected = 0;
            for (int k = hit; k <= Math.min(marked, size); k++) {
              expected += choose(marked, k) * choose(servers - marked, size - k);
            }
            assertEquals(choose(servers, size), sets.sets());
            assertEquals((double) expected, sets.stopped());
            assertEquals(expected > 0, Integer.bitCount(sets.worst() & mask) >= hit);
            assertEquals(expected < sets.sets(), Integer.bitCount(sets.best() & mask) < hit);
          }
        }
      }
    }
  }

  private static long choose(int n, int k) {
    if (k < 0 || k > n) {
      return 0;
    }
    return k == 0 ? 1 : choose(n - 1, k - 1) * n / k;
  }
}
