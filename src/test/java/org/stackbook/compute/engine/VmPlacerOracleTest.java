package org.stackbook.compute.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Fit and placement against all placements of small cases. */
@Tag("oracle")
class VmPlacerOracleTest {

  /** VMs of one size are never worse off by any order: the fit is the best there is. */
  @Test
  void theFitIsTheMostThatAnyPlacementHas() {
    Random64 random = new Random64(1);
    EnumSet<Obstacle> bounds = EnumSet.noneOf(Obstacle.class);
    for (int i = 0; i < 400; i++) {
      SmallHosts small = new SmallHosts(random, false);
      Arrays.fill(small.memory, 2 + random.nextInt(5));
      VmPlacer placer = small.placer(i);
      FitBounds bound = placer.fit(small.memory[0], true);
      assertEquals(small.most(), Math.min(bound.fit(), small.memory.length));
      bounds.add(bound.bound());
    }
    assertEquals(
        EnumSet.of(
            Obstacle.VMS_IN_ALL, Obstacle.RESERVE, Obstacle.HOST_MEMORY, Obstacle.VMS_PER_HOST),
        bounds);
  }

  /** What fits is what is placed until one is not, and then for the reason that bounds it. */
  @Test
  void theFitIsWhatIsPlacedOneByOne() {
    Random64 random = new Random64(2);
    for (int i = 0; i < 5_000; i++) {
      SmallHosts small = new SmallHosts(random, true);
      VmPlacer placer = small.placer(i);
      small.placed(placer);
      long memory = 1L + random.nextInt(8);
      FitBounds bound = placer.fit(memory, true);
      int more = 0;
      while (placer.create(memory, true, VmPlacer.NO_SET, 0) != VmPlacer.NO_HOST) {
        more++;
      }
      assertEquals(more, bound.fit());
      assertEquals(bound.bound(), placer.obstacle());
    }
  }

  /**
   * VMs come one after the other and are not moved, so that some lists could be placed better. How
   * often and by how much is shown; never is more placed than is allowed.
   */
  @Test
  void placementIsAlmostAsGoodAsTheBest() {
    Random64 random = new Random64(3);
    int best = 0;
    int ours = 0;
    int same = 0;
    int cases = 300;
    for (int i = 0; i < cases; i++) {
      SmallHosts small = new SmallHosts(random, true);
      int[] host = small.placed(small.placer(i));
      assertTrue(small.isAllowed(host));
      int placed = (int) Arrays.stream(host).filter(h -> h >= 0).count();
      int most = small.most();
      assertTrue(placed <= most);
      best += most;
      ours += placed;
      same += placed == most ? 1 : 0;
    }
    String gap = same + " of " + cases + " as good as the best; " + ours + " of " + best + " VMs";
    System.out.println("placement against all placements: " + gap);
    assertTrue(ours > 0.85 * best, gap);
    assertTrue(same > 0.6 * cases, gap);
  }
}
