package org.stackbook.cache.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.Pages;

/** Against a cache that is asked one key after the other. */
@Tag("property")
class ContestTest {

  private static final int INTERVALS = 7;
  private static final int TENANTS = 3;

  @Test
  void itCountsWhatEachCacheHitsInEachPartAndForEachTenant() {
    Random64 random = new Random64(1);
    for (int round = 0; round < 60; round++) {
      int accesses = 1 + random.nextInt(20_000);
      int warmUp = random.nextInt(accesses);
      long[] keys = new long[accesses];
      for (int i = 0; i < accesses; i++) {
        keys[i] = Pages.key(random.nextInt(TENANTS), random.nextInt(1 + random.nextInt(100)));
      }
      int size = 1 + random.nextInt(80);
      Contest plain = new Contest(accesses, warmUp, INTERVALS, Optional.empty());
      Contest byTenant = new Contest(accesses, warmUp, INTERVALS, Optional.of(Pages::tenant));
      Map<Policies, Integer> numbers = new EnumMap<>(Policies.class);
      for (Policies policy : Policies.values()) {
        numbers.put(policy, plain.add(policy.of(size)));
        assertEquals(numbers.get(policy), byTenant.add(policy.of(size)));
      }
      int[] sizes = {size, size, size + 1 + random.nextInt(40)};
      int smallest = plain.add(new LruSizes(sizes));
      assertEquals(smallest, byTenant.add(new LruSizes(sizes)));
      plain.run(KeySource.of(keys));
      byTenant.run(KeySource.of(keys));
      numbers.forEach(
          (policy, number) -> expect(policy.of(size), number, keys, warmUp, plain, byTenant));
      for (int i = 0; i < sizes.length; i++) {
        expect(Policies.LRU.of(sizes[i]), smallest + i, keys, warmUp, plain, byTenant);
      }
    }
  }

  private static void expect(
      Policy cache, int number, long[] keys, int warmUp, Contest plain, Contest byTenant) {
    long hits = 0;
    long[] hitsOf = new long[TENANTS];
    long[] accessesOf = new long[TENANTS];
    double[] hitsIn = new double[INTERVALS];
    int[] length = new int[INTERVALS];
    for (int i = 0; i < keys.length; i++) {
      int interval = (int) ((long) i * INTERVALS / keys.length);
      length[interval]++;
      boolean hit = cache.access(keys[i]);
      hitsIn[interval] += hit ? 1 : 0;
      if (i >= warmUp) {
        accessesOf[Pages.tenant(keys[i])]++;
        hits += hit ? 1 : 0;
        hitsOf[Pages.tenant(keys[i])] += hit ? 1 : 0;
      }
    }
    assertEquals(keys.length - warmUp, plain.counted());
    assertEquals(hits, plain.hits(number), cache::toString);
    assertEquals(hits, byTenant.hits(number), cache::toString);
    for (int i = 0; i < INTERVALS; i++) {
      double ratio = length[i] == 0 ? 0 : hitsIn[i] / length[i];
      assertEquals(ratio, plain.hitRatioIn(number, i), 1e-12);
      assertEquals(ratio, byTenant.hitRatioIn(number, i), 1e-12);
    }
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      assertEquals(hitsOf[tenant], byTenant.hitsOf(number, tenant));
      long counted = tenant < byTenant.accessesOf().length ? byTenant.accessesOf()[tenant] : 0;
      assertEquals(accessesOf[tenant], counted);
    }
  }
}
