package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.seed.Random64;

/**
 * Rules of prefixes and ports, many of which overlap, with a reference that compares bits of
 * addresses and knows neither ranges nor sets.
 */
final class RandomRules {

  /** Ends of all addresses, ends of networks, and what lies beside them. */
  static final int[] ADDRESSES = {
    0,
    1,
    0x0a000000,
    0x0a0001ff,
    0x0a000200,
    0x0a000204,
    0x0a000205,
    0x0a0002ff,
    0x0a000300,
    0x0affffff,
    0x0b000000,
    0x7fffffff,
    0x80000000,
    0xc0a80001,
    0xfffffffe,
    0xffffffff
  };

  static final int[] PORTS = {0, 22, 443, 1433, 65_535};

  private static final int[] PREFIXES = {0, 0, 1, 8, 16, 23, 24, 30, 31, 32};
  private static final int[] PROTOCOLS = {6, 17, -1};

  /** A rule as the reference sees it; protocol -1 is any. */
  record Rule(
      boolean allow,
      int protocol,
      int source,
      int sourcePrefix,
      int sourceFirst,
      int sourceLast,
      int destination,
      int destinationPrefix,
      int first,
      int last) {

    boolean matches(int proto, int from, int fromPort, int to, int port) {
      return (protocol == -1 || protocol == proto)
          && sameBits(source, from, sourcePrefix)
          && sameBits(destination, to, destinationPrefix)
          && fromPort >= sourceFirst
          && fromPort <= sourceLast
          && port >= first
          && port <= last;
    }

    AclRule compiled() {
      return new AclRule(
          new RuleRegion(
              protocol == -1 ? AclRanges.of(0, 255) : AclRanges.of(protocol, protocol),
              network(source, sourcePrefix),
              AclRanges.of(sourceFirst, sourceLast),
              network(destination, destinationPrefix),
              AclRanges.of(first, last)),
          allow);
    }
  }

  /** A list of rules, with what becomes of the rest. */
  record Rules(List<Rule> rules, boolean otherwise) {

    boolean allows(int protocol, int from, int fromPort, int to, int port) {
      for (Rule rule : rules) {
        if (rule.matches(protocol, from, fromPort, to, port)) {
          return rule.allow();
        }
      }
      return otherwise;
    }

    AclFilter compiled() {
      return new AclFilter(rules.stream().map(Rule::compiled).toList(), otherwise);
    }
  }

  private RandomRules() {}

  static long number(int address) {
    return Integer.toUnsignedLong(address);
  }

  private static boolean sameBits(int a, int b, int prefix) {
    for (int bit = 0; bit < prefix; bit++) {
      if ((a >>> (31 - bit) & 1) != (b >>> (31 - bit) & 1)) {
        return false;
      }
    }
    return true;
  }

  private static AclRanges network(int address, int prefix) {
    long size = 1L << (32 - prefix);
    long first = number(address) / size * size;
    return AclRanges.of(first, first + size - 1);
  }

  private static int one(int[] values, Random64 random) {
    return values[random.nextInt(values.length)];
  }

  static Rules of(Random64 random, int count) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int port = one(PORTS, random);
      boolean isOnePort = random.nextInt(3) == 0;
      boolean isAnySourcePort = random.nextInt(4) > 0;
      rules.add(
          new Rule(
              random.nextInt(2) == 0,
              one(PROTOCOLS, random),
              one(ADDRESSES, random),
              one(PREFIXES, random),
              isAnySourcePort ? 0 : one(PORTS, random),
              65_535,
              one(ADDRESSES, random),
              one(PREFIXES, random),
              isOnePort ? port : 0,
              port));
    }
    return new Rules(rules, random.nextInt(2) == 0);
  }
}
