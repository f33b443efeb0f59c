package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Rules that can never decide, because rules before them match all that they match: exactly, be it
 * one rule or several together. What a rule matches is cut along the rules before it until a part
 * is left that none of them matches, or no part is left.
 */
public final class RuleShadows {

  private RuleShadows() {}

  /**
   * The rules that leave nothing to a rule.
   *
   * @param rules in the order in which they are asked
   * @param number position of the rule
   * @return positions of earlier rules: the first that does it alone, else some that do it together
   *     and of which none could be spared; none of them if the rule matches nothing; empty if the
   *     rule can decide
   * @throws CancellationException if the thread is interrupted
   */
  public static Optional<List<Integer>> of(List<RuleRegion> rules, int number) {
    RuleRegion rule = rules.get(number);
    if (rule.isEmpty()) {
      return Optional.of(List.of());
    }
    List<Integer> together = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      if (rules.get(i).contains(rule)) {
        return Optional.of(List.of(i));
      }
      if (rules.get(i).overlaps(rule)) {
        together.add(i);
      }
    }
    if (!covered(rule, rules, together, 0)) {
      return Optional.empty();
    }
    for (int i = together.size() - 1; i >= 0; i--) {
      List<Integer> fewer = new ArrayList<>(together);
      fewer.remove(i);
      if (covered(rule, rules, fewer, 0)) {
        together = fewer;
      }
    }
    return Optional.of(List.copyOf(together));
  }

  private static boolean covered(
      RuleRegion part, List<RuleRegion> rules, List<Integer> by, int next) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    for (int i = next; i < by.size(); i++) {
      RuleRegion rule = rules.get(by.get(i));
      if (rule.overlaps(part)) {
        for (RuleRegion rest : part.minus(rule)) {
          if (!covered(rest, rules, by, i + 1)) {
            return false;
          }
        }
        return true;
      }
    }
    return false;
  }
}
