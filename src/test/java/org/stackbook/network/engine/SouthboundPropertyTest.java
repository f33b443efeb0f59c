package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Programming differences comes to the same as programming all from scratch. */
@Tag("property")
class SouthboundPropertyTest {

  private static final int DEVICES = 5;
  private static final int KEYS = 12;
  private static final int ACTIONS = 3;

  private static Map<Integer, Integer> table(Random64 random) {
    Map<Integer, Integer> table = new HashMap<>();
    for (int key = 0; key < KEYS; key++) {
      if (random.nextInt(2) == 0) {
        table.put(key, random.nextInt(ACTIONS));
      }
    }
    return table;
  }

  private static List<Map<Integer, Integer>> tables(Random64 random) {
    List<Map<Integer, Integer>> all = new ArrayList<>();
    for (int d = 0; d < DEVICES; d++) {
      all.add(table(random));
    }
    return all;
  }

  /** Counts one key after the other; knows nothing of edits. */
  private static Map<PolicyDelta.Kind, Integer> naive(
      Map<Integer, Integer> before, Map<Integer, Integer> after) {
    Map<PolicyDelta.Kind, Integer> counts = new EnumMap<>(PolicyDelta.Kind.class);
    for (int key = 0; key < KEYS; key++) {
      if (before.containsKey(key) && !after.containsKey(key)) {
        counts.merge(PolicyDelta.Kind.REMOVED, 1, Integer::sum);
      } else if (!before.containsKey(key) && after.containsKey(key)) {
        counts.merge(PolicyDelta.Kind.ADDED, 1, Integer::sum);
      } else if (!Objects.equals(before.get(key), after.get(key))) {
        counts.merge(PolicyDelta.Kind.CHANGED, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static void assertCounts(
      Map<PolicyDelta.Kind, Integer> expected, PolicyDelta<Integer, Integer> delta) {
    int sum = 0;
    for (PolicyDelta.Kind kind : PolicyDelta.Kind.values()) {
      assertEquals(expected.getOrDefault(kind, 0), delta.count(kind), kind::toString);
      sum += expected.getOrDefault(kind, 0);
    }
    assertEquals(sum, delta.size());
    assertEquals(sum == 0, delta.isEmpty());
  }

  @Test
  void aDifferenceLeadsFromOneTableToTheOtherAndHasNothingElse() {
    Random64 random = new Random64(1);
    for (int trial = 0; trial < 2_000; trial++) {
      Map<Integer, Integer> before = table(random);
      Map<Integer, Integer> after = table(random);
      PolicyDelta<Integer, Integer> delta = PolicyDelta.between(before, after);
      assertEquals(after, delta.appliedTo(before));
      assertCounts(naive(before, after), delta);
    }
  }

  @Test
  void differencesInARowAreTheOneFromTheFirstTableToTheLast() {
    Random64 random = new Random64(2);
    for (int trial = 0; trial < 500; trial++) {
      Map<Integer, Integer> first = table(random);
      Map<Integer, Integer> last = first;
      PolicyDelta<Integer, Integer> all = PolicyDelta.none();
      for (int step = random.nextInt(6); step >= 0; step--) {
        Map<Integer, Integer> next = table(random);
        all = all.then(PolicyDelta.between(last, next));
        last = next;
      }
      assertEquals(PolicyDelta.between(first, last), all);
      assertTrue(all.then(PolicyDelta.between(last, first)).isEmpty());
    }
  }

  /**
   * The naive controller keeps, of each device, a copy of all that was wanted when it was last in
   * touch with it, and no differences.
   */
  @Test
  void anySequenceComesToTheSameAsProgrammingFromScratch() {
    Random64 random = new Random64(3);
    int behind = 0;
    for (int trial = 0; trial < 300; trial++) {
      List<Map<Integer, Integer>> wanted = tables(random);
      List<Map<Integer, Integer>> had = new ArrayList<>(wanted);
      int[] generationOf = new int[DEVICES];
      Arrays.fill(generationOf, 1);
      Set<Integer> away = new HashSet<>();
      int generation = 1;
      Southbound<Integer, Integer> south = Southbound.of(wanted);
      for (int step = 0; step < 20; step++) {
        int device = random.nextInt(DEVICES);
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            List<Map<Integer, Integer>> next = new ArrayList<>(wanted);
            next.set(device, table(random));
            next.set(random.nextInt(DEVICES), table(random));
            List<PolicyDelta<Integer, Integer>> changes = south.changesTo(next);
            for (int d = 0; d < DEVICES; d++) {
              assertCounts(naive(wanted.get(d), next.get(d)), changes.get(d));
            }
            south = south.request(changes);
            wanted = next;
            generation++;
          }
          case 2 -> {
            south = south.away(device);
            away.add(device);
          }
          default -> {
            Southbound.Device<Integer, Integer> gone = south.devices().get(device);
            assertCounts(naive(had.get(device), wanted.get(device)), gone.missed());
            south = south.back(device);
            assertEquals(had.get(device), south.devices().get(device).programmed());
            south = south.reconcile();
            away.remove(device);
          }
        }
        for (int d = 0; d < DEVICES; d++) {
          if (!away.contains(d)) {
            had.set(d, wanted.get(d));
            generationOf[d] = generation;
          }
          Southbound.Device<Integer, Integer> is = south.devices().get(d);
          assertEquals(had.get(d), is.programmed());
          assertEquals(wanted.get(d), is.wanted());
          assertEquals(generationOf[d], is.generation());
          assertEquals(!away.contains(d), is.reached());
          assertCounts(naive(had.get(d), wanted.get(d)), is.missed());
          behind += is.missed().isEmpty() ? 0 : 1;
        }
        assertEquals(generation, south.generation());
      }
    }
    assertTrue(behind > 1_000, behind + " behind");
  }

  @Test
  void whatDoesNotFitIsNoDifference() {
    PolicyDelta<Integer, Integer> delta = PolicyDelta.between(Map.of(1, 1), Map.of(1, 2));
    assertThrows(IllegalArgumentException.class, () -> delta.appliedTo(Map.of(1, 3)));
    assertThrows(IllegalArgumentException.class, () -> delta.appliedTo(Map.of()));
    assertThrows(IllegalArgumentException.class, () -> delta.then(delta));
    Southbound<Integer, Integer> south = Southbound.of(List.of(Map.of(1, 1)));
    assertThrows(IllegalArgumentException.class, () -> south.changesTo(List.of()));
  }
}
