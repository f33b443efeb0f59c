package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.word.Takes;

/**
 * The rules of a filter. The one with the lowest priority that matches decides. Each word may be
 * said as often as needed; a priority once in each direction, a name once.
 *
 * <p>Addresses are told by a tag ({@code Internet}, {@code VirtualNetwork}, {@code
 * AzureLoadBalancer}), a network, an address, or {@code Any}. {@code Internet} is all that is not
 * of the virtual network; {@code AzureLoadBalancer} is where health probes come from, the first
 * address of each subnet.
 *
 * <p>Source: Known issues; Differences and considerations for networking.
 */
public final class RuleOptions {

  private static final int LONGEST_NAME = 60;

  private final List<Fact> tags;
  private final List<SaidRule> rules = new ArrayList<>();

  /**
   * @param tags that rules take in the build
   */
  RuleOptions(List<Fact> tags) {
    this.tags = tags;
  }

  /**
   * Lets connections in, to any address behind the filter.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they may come from
   * @throws Refusal if the priority is out of range or taken, the name is taken, or the source
   *     stands for no addresses
   */
  public RuleOptions allowIn(
      int priority, String name, Traffic traffic, @Takes(ServiceTags.class) String source) {
    return in("allowIn", true, priority, name, traffic, source);
  }

  /**
   * Lets connections in.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they may come from
   * @param destination where they may go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or a text stands
   *     for no addresses
   */
  public RuleOptions allowIn(
      int priority,
      String name,
      Traffic traffic,
      @Takes(ServiceTags.class) String source,
      @Takes(ServiceTags.class) String destination) {
    return between("allowIn", Direction.IN, true, priority, name, traffic, source, destination);
  }

  /**
   * Keeps connections out, to any address behind the filter.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they come from
   * @throws Refusal if the priority is out of range or taken, the name is taken, or the source
   *     stands for no addresses
   */
  public RuleOptions denyIn(
      int priority, String name, Traffic traffic, @Takes(ServiceTags.class) String source) {
    return in("denyIn", false, priority, name, traffic, source);
  }

  /**
   * Keeps connections out.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they come from
   * @param destination where they go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or a text stands
   *     for no addresses
   */
  public RuleOptions denyIn(
      int priority,
      String name,
      Traffic traffic,
      @Takes(ServiceTags.class) String source,
      @Takes(ServiceTags.class) String destination) {
    return between("denyIn", Direction.IN, false, priority, name, traffic, source, destination);
  }

  /**
   * Lets connections out, from any address behind the filter.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param destination where they may go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or the destination
   *     stands for no addresses
   */
  public RuleOptions allowOut(
      int priority, String name, Traffic traffic, @Takes(ServiceTags.class) String destination) {
    return out("allowOut", true, priority, name, traffic, destination);
  }

  /**
   * Lets connections out.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they may come from
   * @param destination where they may go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or a text stands
   *     for no addresses
   */
  public RuleOptions allowOut(
      int priority,
      String name,
      Traffic traffic,
      @Takes(ServiceTags.class) String source,
      @Takes(ServiceTags.class) String destination) {
    return between("allowOut", Direction.OUT, true, priority, name, traffic, source, destination);
  }

  /**
   * Keeps connections in, from any address behind the filter.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param destination where they go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or the destination
   *     stands for no addresses
   */
  public RuleOptions denyOut(
      int priority, String name, Traffic traffic, @Takes(ServiceTags.class) String destination) {
    return out("denyOut", false, priority, name, traffic, destination);
  }

  /**
   * Keeps connections in.
   *
   * @param priority 100 to 4096
   * @param name of the rule
   * @param traffic such as {@code tcp(443)}, or {@code ANY}
   * @param source where they come from
   * @param destination where they go to
   * @throws Refusal if the priority is out of range or taken, the name is taken, or a text stands
   *     for no addresses
   */
  public RuleOptions denyOut(
      int priority,
      String name,
      Traffic traffic,
      @Takes(ServiceTags.class) String source,
      @Takes(ServiceTags.class) String destination) {
    return between("denyOut", Direction.OUT, false, priority, name, traffic, source, destination);
  }

  private RuleOptions in(
      String word, boolean allow, int priority, String name, Traffic traffic, String source) {
    String given = given(word, priority, name, traffic, source);
    return add(
        new SaidRule(Direction.IN, allow, priority, name, traffic, source, ServiceTags.ANY, given));
  }

  private RuleOptions out(
      String word, boolean allow, int priority, String name, Traffic traffic, String destination) {
    String given = given(word, priority, name, traffic, destination);
    return add(
        new SaidRule(
            Direction.OUT, allow, priority, name, traffic, ServiceTags.ANY, destination, given));
  }

  private RuleOptions between(
      String word,
      Direction direction,
      boolean allow,
      int priority,
      String name,
      Traffic traffic,
      String source,
      String destination) {
    String given = given(word, priority, name, traffic, source + "\", \"" + destination);
    return add(new SaidRule(direction, allow, priority, name, traffic, source, destination, given));
  }

  private static String given(
      String word, int priority, String name, Traffic traffic, String addresses) {
    return word
        + "("
        + priority
        + ", \""
        + name
        + "\", "
        + traffic.typed()
        + ", \""
        + addresses
        + "\")";
  }

  private RuleOptions add(SaidRule rule) {
    checkPriority(rule);
    checkName(rule);
    AddressSpace.check(rule.source(), tags, rule.given());
    AddressSpace.check(rule.destination(), tags, rule.given());
    rules.add(rule);
    return this;
  }

  private void checkPriority(SaidRule rule) {
    Fact first = Facts.ours().fact("acl/priority/first");
    int last = Facts.ours().fact("acl/priority/last").integer();
    if (rule.priority() < first.integer() || rule.priority() > last) {
      throw Refusal.of(
              rule.given(),
              "a priority is " + first.integer() + " to " + last + ", the lowest is asked first")
          .source(first.citation())
          .wayOut("take another priority")
          .asException();
    }
    for (SaidRule before : rules) {
      if (before.priority() == rule.priority() && before.direction() == rule.direction()) {
        throw Refusal.of(
                rule.given(),
                "priority "
                    + rule.priority()
                    + " is that of "
                    + before.name()
                    + " already, in the same direction")
            .wayOut("take another priority")
            .asException();
      }
    }
  }

  private void checkName(SaidRule rule) {
    if (rule.name().isBlank() || rule.name().length() > LONGEST_NAME) {
      throw Refusal.of(rule.given(), "a rule has a name of up to " + LONGEST_NAME + " letters")
          .asException();
    }
    if (rules.stream().anyMatch(before -> before.name().equals(rule.name()))) {
      throw Refusal.of(rule.given(), "a rule is called " + rule.name() + " already")
          .wayOut("take another name")
          .asException();
    }
  }

  List<SaidRule> rules() {
    return List.copyOf(rules);
  }
}
