package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.ANY;
import static org.stackbook.Stackbook.tcp;
import static org.stackbook.Stackbook.udp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.acl.Reach;
import org.stackbook.network.acl.RuleOptions;
import org.stackbook.network.acl.Traffic;
import org.stackbook.seed.Random64;
import org.stackbook.view.Step;

/** A flow is delivered where the filters, asked for themselves, say so. */
@Tag("property")
class FlowFiltersPropertyTest {

  private static final String CLIENT = "198.51.100.7";
  private static final String OUTSIDE = "93.184.216.34";
  private static final String VIP = "203.0.113.10";
  private static final String INNER = "10.0.9.9";

  private static final List<String> WORDS =
      List.of(
          "Any",
          "Internet",
          "VirtualNetwork",
          "10.0.2.0/24",
          "10.0.2.4/31",
          "10.0.2.5",
          "10.0.9.9",
          "198.51.100.0/24",
          "93.184.216.34",
          "203.0.113.10",
          "203.0.113.0/24");

  private static final List<Traffic> TRAFFIC =
      List.of(ANY, tcp(443), tcp(8443), tcp(0, 9_000), udp(53), tcp(443, 8443).from(0, 49_999));

  private static <T> T one(List<T> values, Random64 random) {
    return values.get(random.nextInt(values.size()));
  }

  private static void rules(RuleOptions options, Random64 random) {
    for (int i = random.nextInt(6); i > 0; i--) {
      Traffic traffic = one(TRAFFIC, random);
      String from = one(WORDS, random);
      String to = one(WORDS, random);
      switch (random.nextInt(6)) {
        case 0, 1 -> options.allowIn(100 + i, "r" + i, traffic, from, to);
        case 2 -> options.denyIn(100 + i, "r" + i, traffic, from, to);
        case 3, 4 -> options.allowOut(100 + i, "r" + i, traffic, from, to);
        default -> options.denyOut(100 + i, "r" + i, traffic, from, to);
      }
    }
  }

  private static void describe(AclOptions options, int cards, Random64 random) {
    options.group("a", g -> rules(g, random)).group("b", g -> rules(g, random));
    if (random.nextInt(2) == 0) {
      options.subnet("10.0.2.0/29", "b");
    }
    if (random.nextInt(4) == 0) {
      options.host(h -> rules(h.allowIn(4_000, "rest", ANY, "Any"), random));
    }
    if (random.nextInt(3) == 0) {
      options.tor(
          t ->
              rules(t.allowIn(4_000, "in", ANY, "Any").allowOut(4_000, "out", ANY, "Any"), random));
    }
    for (int i = 0; i < cards; i++) {
      if (random.nextInt(2) == 0) {
        options.associate("a", "c" + i);
      }
      if (random.nextInt(6) == 0) {
        options.guest("c" + i, f -> rules(f.allowIn(4_000, "rest", ANY, "Any"), random));
      }
    }
  }

  private static SoftwareDefinedNetwork network(Random64 random, int cards) {
    return Networks.of(
        n ->
            n.virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v -> {
                      for (int i = 0; i < cards; i++) {
                        v.nic("c" + i, "10.0.2." + (4 + i), "n" + (1 + random.nextInt(4)));
                      }
                    })
                .vip(VIP, v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6"))
                .vip(INNER, v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5"))
                .filters(a -> describe(a, cards, random)));
  }

  /** The words of a step that are a filter's: those that the questions name, too. */
  private static List<String> decisions(FlowTrace trace) {
    return trace.hops().stream()
        .flatMap(hop -> hop.steps().stream())
        .filter(step -> step.rule().endsWith(", in") || step.rule().endsWith(", out"))
        .map(step -> step.rule() + ": " + step.found())
        .toList();
  }

  private static List<String> decisions(Reach reach) {
    return reach.steps().stream().map(s -> s.rule() + ": " + s.found()).toList();
  }

  private static void assertAgrees(FlowTrace trace, Reach... asked) {
    boolean reaches = true;
    List<String> expected = new ArrayList<>();
    for (Reach reach : asked) {
      if (reaches) {
        expected.addAll(decisions(reach));
      }
      reaches &= reach.reaches();
    }
    assertEquals(reaches, trace.disposition() == FlowDisposition.DELIVERED, trace::toString);
    assertEquals(expected, decisions(trace));
    if (!reaches) {
      assertTrue(trace.disposition().word().startsWith("denied by "));
      List<Hop> hops = trace.hops();
      List<Step> last = hops.get(hops.size() - 1).steps();
      assertEquals(trace.disposition().word(), last.get(last.size() - 1).outcome());
    }
  }

  @Test
  void aFlowIsDeliveredIffTheFiltersLetItThrough() {
    Map<String, Integer> ends = new TreeMap<>();
    for (int seed = 0; seed < 400; seed++) {
      Random64 random = new Random64(seed);
      int cards = 4;
      SoftwareDefinedNetwork net = network(random, cards);
      Acls acls = net.filters();
      int port = one(List.of(443, 8443, 22), random);
      int source = 49_990 + random.nextInt(20);
      Traffic asked = tcp(port).from(source, source);
      for (int i = 0; i < cards; i++) {
        for (int j = 0; j < cards; j++) {
          if (i != j) {
            FlowTrace trace = net.flow("c" + i + ":" + source, "c" + j + ":" + port);
            assertAgrees(trace, acls.canReach("c" + i, "c" + j, asked));
            ends.merge(trace.disposition().word(), 1, Integer::sum);
          }
        }
      }
      // Behind a VIP the filters see the card's own port.
      FlowTrace in = net.flow(CLIENT + ":" + source, VIP + ":443");
      assertAgrees(
          in,
          acls.canReach(
              CLIENT,
              chosen(net.flow(CLIENT + ":" + source, VIP + ":443")),
              tcp(8443).from(source, source)));
      ends.merge(in.disposition().word(), 1, Integer::sum);
      FlowTrace out = net.flow("c0:" + source, OUTSIDE + ":" + port);
      assertAgrees(out, acls.canReach("c0", OUTSIDE, asked));
      ends.merge(out.disposition().word(), 1, Integer::sum);
      ends.merge(toVips(net, acls, source).word(), 1, Integer::sum);
    }
    for (String word :
        List.of(
            "delivered", "denied by SDN", "denied by TOR", "denied by host", "denied by guest")) {
      assertTrue(ends.getOrDefault(word, 0) > 10, ends::toString);
    }
  }

  /** The one that all MUXes choose, which the network without filters tells. */
  private static String chosen(FlowTrace trace) {
    SoftwareDefinedNetwork open =
        Networks.of(
            n ->
                n.virtualNetwork(
                        "prod",
                        "10.0.0.0/16",
                        v -> {
                          for (int i = 0; i < 4; i++) {
                            v.nic("c" + i, "10.0.2." + (4 + i));
                          }
                        })
                    .vip(VIP, v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6"))
                    .vip(INNER, v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5")));
    String[] ends = trace.title().substring("TCP from ".length()).split(" to ", 2);
    List<Hop> there =
        open.flow(ends[0], ends[1]).hops().stream().filter(h -> h.leg() == FlowLeg.THERE).toList();
    return there.get(there.size() - 1).at();
  }

  /** The sender's filters see the VIP; those of the card that is chosen, who speaks to it. */
  private static FlowDisposition toVips(SoftwareDefinedNetwork net, Acls acls, int source) {
    FlowTrace inner = net.flow("c3:" + source, INNER + ":443");
    Traffic asked = tcp(443).from(source, source);
    assertAgrees(
        inner,
        acls.canReach("c3", INNER, asked),
        acls.comesIn("10.0.2.7", chosen(inner), tcp(8443).from(source, source)));
    // The first of three has the ports from 1024 on.
    FlowTrace outer = net.flow("c0:" + source, VIP + ":443");
    assertAgrees(
        outer,
        acls.canReach("c0", VIP, asked),
        acls.canReach(VIP, chosen(outer), tcp(8443).from(1024, 1024)));
    return outer.disposition();
  }
}
