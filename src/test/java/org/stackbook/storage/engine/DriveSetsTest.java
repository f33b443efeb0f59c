package org.stackbook.storage.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class DriveSetsTest {

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
