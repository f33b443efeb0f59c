package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Rules that never decide, against trying every packet of a world of 3^5 packets. */
@Tag("oracle")
class RuleShadowsTest {

  private static final int VALUES = 3;
  private static final int PACKETS = VALUES * VALUES * VALUES * VALUES * VALUES;

  private static AclPacket packet(int number) {
    return new AclPacket(
        number % 3, number / 3 % 3, number / 9 % 3, number / 27 % 3, number / 81 % 3);
  }

  /** A range more often than two parts with a hole between, all values more often than some. */
  private static AclRanges some(Random64 random) {
    return switch (random.nextInt(8)) {
      case 0 -> AclRanges.of(0, 0);
      case 1 -> AclRanges.of(0, 1);
      case 2 -> AclRanges.of(1, 2);
      case 3 -> AclRanges.of(0, 0).or(AclRanges.of(2, 2));
      default -> AclRanges.of(0, VALUES - 1);
    };
  }

  private static RuleRegion rule(Random64 random) {
    return new RuleRegion(some(random), some(random), some(random), some(random), some(random));
  }

  private static boolean leavesNothing(List<RuleRegion> before, RuleRegion rule) {
    for (int i = 0; i < PACKETS; i++) {
      AclPacket packet = packet(i);
      if (rule.contains(packet) && before.stream().noneMatch(each -> each.contains(packet))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aRuleIsShadowedIfNoPacketIsLeftToIt() {
    Random64 random = new Random64(5);
    int alone = 0;
    int together = 0;
    int decide = 0;
    for (int i = 0; i < 3_000; i++) {
      List<RuleRegion> rules = new ArrayList<>();
      for (int count = 1 + random.nextInt(9); count > 0; count--) {
        rules.add(rule(random));
      }
      int last = rules.size() - 1;
      RuleRegion rule = rules.get(last);
      Optional<List<Integer>> found = RuleShadows.of(rules, last);
      assertEquals(leavesNothing(rules.subList(0, last), rule), found.isPresent());
      if (found.isEmpty()) {
        decide++;
        continue;
      }
      List<RuleRegion> by = found.get().stream().map(rules::get).toList();
      assertTrue(leavesNothing(by, rule), "those named leave something");
      boolean oneCould =
          rules.subList(0, last).stream().anyMatch(one -> leavesNothing(List.of(one), rule));
      assertEquals(oneCould, by.size() == 1, "one alone is named if there is one");
      for (int spared = 0; spared < by.size(); spared++) {
        List<RuleRegion> fewer = new ArrayList<>(by);
        fewer.remove(spared);
        assertFalse(leavesNothing(fewer, rule), "one of those named could be spared");
      }
      alone += by.size() == 1 ? 1 : 0;
      together += by.size() > 1 ? 1 : 0;
    }
    assertTrue(
        alone > 300 && together > 100 && decide > 300, alone + ", " + together + ", " + decide);
  }

  private static RuleRegion ports(long first, long last) {
    AclRanges all = AclRanges.of(0, VALUES - 1);
    return new RuleRegion(all, all, all, all, AclRanges.of(first, last));
  }

  @Test
  void theFirstOfThoseThatDoItAloneIsNamed() {
    List<RuleRegion> rules = List.of(ports(0, 4), ports(0, 5), ports(0, 9), ports(2, 5));
    assertEquals(Optional.of(List.of(1)), RuleShadows.of(rules, 3));
    assertEquals(Optional.empty(), RuleShadows.of(rules, 0));
    assertEquals(Optional.empty(), RuleShadows.of(rules, 2));
  }

  @Test
  void aRuleThatMatchesNothingIsShadowedByNone() {
    List<RuleRegion> rules = List.of(ports(0, 4), ports(5, 4));
    assertEquals(Optional.of(List.of()), RuleShadows.of(rules, 1));
  }

  @Test
  void anInterruptEndsTheSearch() {
    List<RuleRegion> rules = List.of(ports(0, 4), ports(5, 9), ports(0, 9));
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> RuleShadows.of(rules, 2));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
