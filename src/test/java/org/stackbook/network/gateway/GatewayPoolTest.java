package org.stackbook.network.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Connections on two gateways, against the best way there is. */
@Tag("oracle")
class GatewayPoolTest {

  private static final double CAPACITY = 5_000;
  private static final double[] SIZES = {200, 400, 1_300, 2_000, 2_500};

  /** The most connections that two gateways carry, by all ways. */
  private static int most(double... reserves) {
    int most = 0;
    for (int way = 0; way < Math.pow(3, reserves.length); way++) {
      double[] used = new double[3];
      int carried = 0;
      for (int i = 0, rest = way; i < reserves.length; i++, rest /= 3) {
        used[rest % 3] += reserves[i];
        carried += rest % 3 < 2 ? 1 : 0;
      }
      if (used[0] <= CAPACITY && used[1] <= CAPACITY) {
        most = Math.max(most, carried);
      }
    }
    return most;
  }

  @Test
  void noGatewayReservesMoreThanItCanAndTheBestIsNear() {
    Random64 random = new Random64(7);
    int ours = 0;
    int best = 0;
    for (int trial = 0; trial < 300; trial++) {
      double[] reserves =
          IntStream.range(0, 2 + random.nextInt(7))
              .mapToDouble(i -> SIZES[random.nextInt(SIZES.length)])
              .toArray();
      GatewayPool pool = new GatewayPool(3, 2, CAPACITY, reserves);
      double[] used = new double[3];
      int carried = 0;
      for (int i = 0; i < reserves.length; i++) {
        if (pool.at(i) != GatewayPool.NONE) {
          used[pool.at(i)] += reserves[i];
          carried++;
        } else {
          double needs = reserves[i];
          // Nothing was left out that fits, even now.
          assertTrue(pool.free(0) < needs && pool.free(1) < needs);
        }
      }
      for (int g = 0; g < 2; g++) {
        assertTrue(used[g] <= CAPACITY);
        assertEquals(CAPACITY - used[g], pool.free(g));
        assertEquals(used[g], pool.reserved(g, reserves));
      }
      assertEquals(0, used[2]);
      int optimum = most(reserves);
      assertTrue(carried <= optimum, Arrays.toString(reserves));
      ours += carried;
      best += optimum;
    }
    System.out.println("gateways carry " + ours + " connections, the best way " + best);
    assertTrue(ours >= 0.93 * best, ours + " of " + best);
  }

  @Test
  void nothingIsLostButWhatFailsWithoutStandby() {
    Random64 random = new Random64(8);
    for (int trial = 0; trial < 500; trial++) {
      double[] reserves =
          IntStream.range(0, 1 + random.nextInt(20))
              .mapToDouble(i -> SIZES[random.nextInt(2)])
              .toArray();
      GatewayPool whole = new GatewayPool(3, 2, CAPACITY, reserves);
      GatewayPool failed = new GatewayPool(3, 2, CAPACITY, reserves);
      int first = random.nextInt(3);
      int second = (first + 1 + random.nextInt(2)) % 3;
      failed.fail(List.of(first, second), 2);
      for (int i = 0; i < reserves.length; i++) {
        // Followed by hand: the standby is there for the first active one that fails.
        int at = whole.at(i);
        int expected = at;
        if (at == first) {
          expected = second == 2 ? GatewayPool.NONE : 2;
        } else if (at == second) {
          expected = GatewayPool.NONE;
        }
        assertEquals(expected, failed.at(i));
        assertEquals(at != GatewayPool.NONE && expected == GatewayPool.NONE, failed.isLost(i));
      }
    }
  }
}
