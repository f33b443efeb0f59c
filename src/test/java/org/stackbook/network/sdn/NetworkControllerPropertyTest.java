package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.tcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.seed.Random64;

/** What holds for any sequence of requests, and of what is away meanwhile. */
@Tag("property")
class NetworkControllerPropertyTest {

  private static final int SERVERS = 4;
  private static final int MUXES = 2;
  private static final int CARDS = 4;
  private static final List<String> NETWORKS = List.of("red", "blue");

  /** What there is, kept beside the controller and by none of its classes. */
  private static final class World {
    final Map<String, Integer> serverOf = new LinkedHashMap<>();
    final Map<String, Description> vips = new LinkedHashMap<>();
    Filters filters = new Filters(1, 0, "");

    World() {
      for (String network : NETWORKS) {
        for (int c = 0; c < CARDS; c++) {
          serverOf.put(network + c, c % SERVERS);
        }
      }
    }

    String network(String card) {
      return NETWORKS.stream().filter(card::startsWith).findFirst().orElseThrow();
    }

    String address(String card) {
      return address(
          NETWORKS.indexOf(network(card)),
          Integer.parseInt(card.substring(network(card).length())));
    }

    static String address(int network, int card) {
      return "10." + network + ".0." + (4 + card);
    }

    /** What is described as it is now, in a network of its own. */
    SoftwareDefinedNetwork fromScratch() {
      return Networks.of(
          n -> {
            n.muxes(MUXES);
            for (String network : NETWORKS) {
              n.virtualNetwork(
                  network,
                  "10." + NETWORKS.indexOf(network) + ".0.0/16",
                  v ->
                      serverOf.forEach(
                          (card, server) -> {
                            if (network(card).equals(network)) {
                              v.nic(card, address(card), "n" + (server + 1));
                            }
                          }));
            }
            vips.forEach((vip, what) -> n.vip(vip, what::say));
            n.filters(filters::say);
          });
    }
  }

  /** A group with so many rules each way, for the red subnet or not, and for one card or none. */
  private record Filters(int in, int out, String card) {

    static final String SUBNET = "10.0.0.0/24";
    static final int DEFAULT_RULES = 6;

    static Filters drawn(Random64 random, World world) {
      List<String> cards = List.copyOf(world.serverOf.keySet());
      return new Filters(
          random.nextInt(3),
          random.nextInt(3),
          random.nextInt(3) == 0 ? "" : cards.get(random.nextInt(cards.size())));
    }

    void say(AclOptions all) {
      all.group(
          "group",
          g -> {
            for (int i = 0; i < in; i++) {
              g.allowIn(100 + i, "in" + i, tcp(80 + i), "Any");
            }
            for (int i = 0; i < out; i++) {
              g.denyOut(100 + i, "out" + i, tcp(80 + i), "Any");
            }
          });
      if (out > 0) {
        all.subnet(SUBNET, "group");
      }
      if (!card.isEmpty()) {
        all.associate("group", card);
      }
    }

    int rulesFor(String name, World world) {
      int times =
          (name.equals(card) ? 1 : 0) + (out > 0 && world.network(name).equals("red") ? 1 : 0);
      return times * (in + out + DEFAULT_RULES);
    }
  }

  private record Description(int network, List<Integer> ports, int nats, List<Integer> pool) {

    static Description drawn(Random64 random) {
      List<Integer> ports =
          IntStream.range(80, 83).filter(p -> random.nextInt(2) == 0).boxed().toList();
      List<Integer> pool =
          IntStream.range(0, CARDS).filter(c -> random.nextInt(3) > 0).boxed().toList();
      return new Description(
          random.nextInt(NETWORKS.size()),
          ports,
          random.nextInt(3),
          pool.isEmpty() ? List.of(0) : pool);
    }

    void say(VipOptions vip) {
      ports.forEach(port -> vip.tcp(port, port + 8_000));
      for (int n = 0; n < nats; n++) {
        vip.nat(50_000 + n, World.address(network, n), 3389);
      }
      vip.pool("pool", pool.stream().map(c -> World.address(network, c)).toArray(String[]::new));
    }
  }

  private static NetworkController step(NetworkController before, World world, Random64 random) {
    String device = before.devices().get(random.nextInt(before.devices().size()));
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        String vip = "203.0.113." + (10 + random.nextInt(3));
        Description what = Description.drawn(random);
        PolicyChange change = before.request(r -> r.vip(vip, what::say));
        if (before.hasQuorum()) {
          world.vips.put(vip, what);
        }
        return change.controller();
      }
      case 3 -> {
        List<String> cards = List.copyOf(world.serverOf.keySet());
        String card = cards.get(random.nextInt(cards.size()));
        int server = random.nextInt(SERVERS);
        if (before.hasQuorum()) {
          world.serverOf.put(card, server);
        }
        return before.request(r -> r.move(card, "n" + (server + 1))).controller();
      }
      case 4 -> {
        if (world.vips.isEmpty()) {
          return before;
        }
        String vip = world.vips.keySet().iterator().next();
        if (before.hasQuorum()) {
          world.vips.remove(vip);
        }
        return before.request(r -> r.removeVip(vip)).controller();
      }
      case 5 -> {
        return before.reached().contains(device) ? before.away(device) : before;
      }
      case 8 -> {
        Filters filters = Filters.drawn(random, world);
        if (before.hasQuorum()) {
          world.filters = filters;
        }
        return before.request(r -> r.filters(filters::say)).controller();
      }
      case 6 -> {
        List<String> gone = before.gone();
        return gone.isEmpty()
            ? before
            : before.back(gone.get(random.nextInt(gone.size()))).controller();
      }
      default -> {
        List<String> up = before.instancesUp();
        return up.isEmpty() ? before : before.fail(up.get(random.nextInt(up.size())));
      }
    }
  }

  @Test
  void anySequenceComesToTheSameAsProgrammingFromScratch() {
    Random64 random = new Random64(1);
    int missed = 0;
    int refused = 0;
    for (int trial = 0; trial < 60; trial++) {
      World world = new World();
      NetworkController controller = world.fromScratch().controller();
      for (int i = 0; i < 25; i++) {
        controller = step(controller, world, random);
        refused += controller.hasQuorum() ? 0 : 1;
        for (String device : controller.devices()) {
          missed += controller.device(device).missed().size();
        }
        if (i % 5 == 0) {
          figuresAreTheCounts(controller);
        }
      }
      if (!controller.gone().isEmpty()) {
        controller = controller.back(controller.gone().toArray(String[]::new)).controller();
      }
      NetworkController fresh = world.fromScratch().controller();
      for (String device : fresh.devices()) {
        Set<String> expected = new HashSet<>();
        fresh.device(device).programmed().forEach((k, a) -> expected.add(k + " → " + a));
        Set<String> programmed = new HashSet<>();
        controller.device(device).programmed().forEach((k, a) -> programmed.add(k + " → " + a));
        assertEquals(expected, programmed, device);
        assertTrue(controller.device(device).missed().isEmpty());
      }
      naiveMappings(controller, world);
      naiveRewrites(controller, world);
      naiveFilters(controller, world);
    }
    assertTrue(missed > 1_000, missed + " missed");
    assertTrue(refused > 200, refused + " without quorum");
  }

  /** The figures count what there is, not the entries of a table: both must agree. */
  private static void figuresAreTheCounts(NetworkController controller) {
    Map<String, Object> figures = new HashMap<>();
    controller.figures().forEach(figure -> figures.put(figure.name(), figure.value()));
    int sum = 0;
    for (String device : controller.devices()) {
      Map<PolicyKey, String> table = controller.device(device).programmed();
      for (PolicyKind kind : PolicyFigures.kinds(device.startsWith("mux"))) {
        String name = kind.plural() + " on " + device;
        assertEquals(ControllerPolicies.count(table, kind), figures.get(name), name);
      }
      assertEquals(table.size(), figures.get("policies on " + device));
      sum += table.size();
    }
    assertEquals(sum, figures.get("policies"));
  }

  /** A server needs the mapping of a card if and only if it has a card of its network. */
  private static void naiveMappings(NetworkController controller, World world) {
    for (int server = 0; server < SERVERS; server++) {
      Map<String, String> expected = new HashMap<>();
      for (Map.Entry<String, Integer> at : world.serverOf.entrySet()) {
        String card = at.getKey();
        for (Map.Entry<String, Integer> other : world.serverOf.entrySet()) {
          if (other.getValue() == server
              && world.network(other.getKey()).equals(world.network(card))) {
            expected.put(
                "VNI "
                    + (5001 + NETWORKS.indexOf(world.network(card)))
                    + ", "
                    + world.address(card),
                "10.128.0." + (1 + 2 + MUXES + at.getValue()));
          }
        }
      }
      Map<String, String> programmed = new HashMap<>();
      controller
          .device("n" + (server + 1))
          .programmed()
          .forEach(
              (key, action) -> {
                if (key.kind() == PolicyKind.MAPPING) {
                  programmed.put(key.match(), action.substring(0, action.indexOf(',')));
                }
              });
      assertEquals(expected, programmed);
    }
  }

  private static void naiveFilters(NetworkController controller, World world) {
    for (int server = 0; server < SERVERS; server++) {
      int expected = 0;
      for (Map.Entry<String, Integer> at : world.serverOf.entrySet()) {
        if (at.getValue() == server) {
          expected += world.filters.rulesFor(at.getKey(), world);
        }
      }
      assertEquals(
          expected,
          ControllerPolicies.count(
              controller.device("n" + (server + 1)).programmed(), PolicyKind.FILTER));
    }
  }

  /** A server rewrites for each port of each VIP and each back end that it has. */
  private static void naiveRewrites(NetworkController controller, World world) {
    for (int server = 0; server < SERVERS; server++) {
      Set<String> expected = new HashSet<>();
      for (Map.Entry<String, Description> vip : world.vips.entrySet()) {
        Description what = vip.getValue();
        for (int port : what.ports()) {
          for (int card : what.pool()) {
            if (Objects.equals(world.serverOf.get(NETWORKS.get(what.network()) + card), server)) {
              expected.add(
                  vip.getKey()
                      + ":"
                      + port
                      + " "
                      + World.address(what.network(), card)
                      + ":"
                      + (port + 8_000));
            }
          }
        }
      }
      Set<String> programmed = new HashSet<>();
      controller
          .device("n" + (server + 1))
          .programmed()
          .forEach(
              (key, action) -> {
                if (key.kind() == PolicyKind.REWRITE) {
                  programmed.add(
                      between(key.match(), "TCP ", " for ") + action.replace("destination", ""));
                }
              });
      assertEquals(expected, programmed);
    }
  }

  private static String between(String text, String before, String after) {
    return text.substring(text.indexOf(before) + before.length(), text.indexOf(after));
  }

  /** Networks of as many cards on each server, each behind a VIP of its own. */
  @Test
  void aRegularLayoutInClosedForm() {
    for (int networks : new int[] {1, 2, 5}) {
      for (int perServer : new int[] {1, 3}) {
        for (int rules : new int[] {1, 4}) {
          int cards = perServer * SERVERS;
          NetworkController controller =
              Networks.of(
                      n -> {
                        n.muxes(MUXES);
                        for (int k = 0; k < networks; k++) {
                          regular(n, k, cards, rules);
                        }
                      })
                  .controller();
          int server = networks * (cards + perServer * (2 * rules + 2));
          int mux = networks * (rules + cards);
          for (String device : controller.devices()) {
            assertEquals(
                device.startsWith("mux") ? mux : server,
                controller.device(device).programmed().size());
          }
          assertEquals(SERVERS * server + MUXES * mux, controller.why("policies").figure().value());
        }
      }
    }
  }

  private static void regular(SdnOptions n, int network, int cards, int rules) {
    List<String> addresses = new ArrayList<>();
    for (int c = 0; c < cards; c++) {
      addresses.add(World.address(network, c));
    }
    n.virtualNetwork(
        "net" + network,
        "10." + network + ".0.0/16",
        v -> {
          for (int c = 0; c < cards; c++) {
            v.nic("vm" + network + "-" + c, addresses.get(c), "n" + (c % SERVERS + 1));
          }
        });
    n.vip(
        "203.0.113." + (10 + network),
        v -> {
          for (int r = 0; r < rules; r++) {
            v.tcp(80 + r);
          }
          v.pool("pool", addresses.toArray(String[]::new));
        });
  }
}
