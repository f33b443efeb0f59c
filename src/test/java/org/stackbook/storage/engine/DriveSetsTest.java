package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class DriveSetsTest {

  @Test
  void setsWithSlabsAreThoseOfASetOfSets() {
    int[] serverOfDrive = {0, 0, 0, 1, 1, 2, 2, 2, 3, 3};
    int[] slabsOfDrive = new int[10];
    Arrays.fill(slabsOfDrive, 20);
    long[] slabsOfServer = {60, 40, 60, 40};
    for (int copies = 2; copies <= 3; copies++) {
      SlabMap map =
          MirrorPlacer.place(serverOfDrive, slabsOfDrive, slabsOfServer, copies, 40, copies);
      Set<Set<Integer>> sets = new HashSet<>();
      for (int slab = 0; slab < map.slabs(); slab++) {
        Set<Integer> set = new TreeSet<>();
        for (int copy = 0; copy < copies; copy++) {
          set.add(map.drive(slab, copy));
        }
        sets.add(set);
      }
      assertEquals(sets.size(), DriveSets.holding(map, 10));
    }
  }

  @Test
  void waysToChooseDrivesInDifferentServers() {
    // 16 servers with 16 drives: C(16, 3)·16³ and C(16, 2)·16².
    int[] full = new int[16];
    Arrays.fill(full, 16);
    assertEquals(560 * 4096, DriveSets.inDifferentServers(full, 3));
    assertEquals(120 * 256, DriveSets.inDifferentServers(full, 2));
    // 2·3 + 2·4 + 3·4 pairs, 2·3·4 triples.
    assertEquals(26, DriveSets.inDifferentServers(new int[] {2, 3, 4}, 2));
    assertEquals(24, DriveSets.inDifferentServers(new int[] {2, 3, 4}, 3));
    assertEquals(
        List.of(1.0, 6.0),
        Arrays.stream(DriveSets.bySize(new int[] {2, 3, 4}, 1, 1)).boxed().toList());
  }
}
