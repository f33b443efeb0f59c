package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.engine.FabricEvent.Kind;
import org.stackbook.seed.Random64;

/** Small fabrics against a walk of each packet through devices that are objects with maps. */
@Tag("oracle")
class FlowSpreadOracleTest {

  private static final int FLOWS = 120;
  private static final List<Kind> KINDS = List.of(Kind.values());

  /** A MUX and the back ends of the flows that it knows. */
  private static final class WalkedMux {
    final Map<Integer, Integer> known = new HashMap<>();
    boolean lost;
    boolean told = true;
  }

  private static final class WalkedRule {
    final List<Integer> pool;
    final Set<Integer> told;
    final boolean keepsDown;
    final boolean keepsAllDown;

    WalkedRule(List<Integer> pool, boolean keepsDown, boolean keepsAllDown) {
      this.pool = pool;
      this.told = new HashSet<>(pool);
      this.keepsDown = keepsDown;
      this.keepsAllDown = keepsAllDown;
    }
  }

  /** Everything once more, one object for each thing. */
  private static final class Walk {
    final List<Integer> torOfUplink = new ArrayList<>();
    final List<Integer> hostOfMux = new ArrayList<>();
    final List<Integer> hostOfBackEnd = new ArrayList<>();
    final List<WalkedMux> muxes = new ArrayList<>();
    final List<WalkedRule> rules = new ArrayList<>();
    final Set<Integer> lostUplinks = new HashSet<>();
    final Set<Integer> lostTors = new HashSet<>();
    final Set<Integer> lostHosts = new HashSet<>();
    final Set<Integer> lostBackEnds = new HashSet<>();
    final Set<Integer> downProbes = new HashSet<>();
    final boolean maglev;
    final boolean staticRoutes;
    final int room;
    final Flows flows;
    boolean controller = true;
    final Map<Integer, Integer> connected = new HashMap<>();
    final Map<Integer, Integer> lastMux = new HashMap<>();
    final Map<Integer, Integer> lastUplink = new HashMap<>();
    final Map<Integer, Integer> reached = new HashMap<>();

    Walk(boolean maglev, boolean staticRoutes, int room, Flows flows) {
      this.maglev = maglev;
      this.staticRoutes = staticRoutes;
      this.room = room;
      this.flows = flows;
    }

    int chosen(boolean byTable, long seed, int flow, int named, Set<Integer> there) {
      if (there.isEmpty()) {
        return -1;
      }
      long hash = Fabrics.five(seed).of(flows, flow);
      if (byTable) {
        MaglevTable table = Fabrics.maglev(101, named);
        for (int m = 0; m < named; m++) {
          table = there.contains(m) ? table : table.without(m);
        }
        return table.of(hash);
      }
      return List.copyOf(new TreeSet<>(there)).get((int) ((hash >>> 32) % there.size()));
    }

    boolean carries(int uplink) {
      return !lostUplinks.contains(uplink) && !lostTors.contains(torOfUplink.get(uplink));
    }

    int uplink(int flow) {
      Set<Integer> there = new HashSet<>();
      for (int u = 0; u < torOfUplink.size(); u++) {
        if (staticRoutes || carries(u)) {
          there.add(u);
        }
      }
      return chosen(false, 1, flow, torOfUplink.size(), there);
    }

    int mux(int flow, int uplink) {
      if (!carries(uplink)) {
        return -1;
      }
      Set<Integer> there = new HashSet<>();
      for (int m = 0; m < muxes.size(); m++) {
        if (runs(m) && muxes.get(m).told) {
          there.add(m);
        }
      }
      return chosen(maglev, 100 + torOfUplink.get(uplink), flow, muxes.size(), there);
    }

    int backEnd(int flow) {
      WalkedRule rule = rules.get(flows.rule(flow));
      Set<Integer> places = new HashSet<>();
      for (int place = 0; place < rule.pool.size(); place++) {
        if (rule.told.contains(rule.pool.get(place))) {
          places.add(place);
        }
      }
      int place = chosen(maglev, 3 + flows.rule(flow), flow, rule.pool.size(), places);
      return place < 0 ? -1 : rule.pool.get(place);
    }

    void begin() {
      for (int flow = 0; flow < FLOWS; flow++) {
        int uplink = uplink(flow);
        int mux = mux(flow, uplink);
        int backEnd = backEnd(flow);
        lastUplink.put(flow, uplink);
        lastMux.put(flow, mux);
        reached.put(flow, backEnd);
        connected.put(flow, backEnd);
        if (muxes.get(mux).known.size() < room) {
          muxes.get(mux).known.put(flow, backEnd);
        }
      }
    }

    boolean runs(int mux) {
      return !muxes.get(mux).lost && !lostHosts.contains(hostOfMux.get(mux));
    }

    boolean isLost(int backEnd) {
      return lostBackEnds.contains(backEnd) || lostHosts.contains(hostOfBackEnd.get(backEnd));
    }

    void happen(FabricEvent event) {
      int n = event.number();
      switch (event.kind()) {
        case UPLINK_LOST -> lostUplinks.add(n);
        case UPLINK_BACK -> lostUplinks.remove(n);
        case TOR_LOST -> lostTors.add(n);
        case TOR_BACK -> lostTors.remove(n);
        case MUX_LOST -> muxes.get(n).lost = true;
        case MUX_ADDED -> muxes.get(n).lost = false;
        case BACK_END_LOST -> lostBackEnds.add(n);
        case BACK_END_ADDED -> lostBackEnds.remove(n);
        case PROBE_DOWN -> downProbes.add(n);
        case PROBE_UP -> downProbes.remove(n);
        case HOST_LOST -> lostHosts.add(n);
        case HOST_BACK -> lostHosts.remove(n);
        case CONTROLLER_LOST -> controller = false;
        case CONTROLLER_BACK -> controller = true;
        case PACKETS -> {}
        case SILENCE -> muxes.forEach(mux -> mux.known.clear());
        case IDLE_TIMEOUT -> {
          for (int m = 0; m < muxes.size(); m++) {
            int mux = m;
            muxes
                .get(m)
                .known
                .keySet()
                .removeIf(
                    f -> !connected.containsKey(f) || lastMux.getOrDefault(f, Choice.NONE) != mux);
          }
        }
      }
      for (int m = 0; m < muxes.size(); m++) {
        if (!runs(m)) {
          muxes.get(m).told = false;
          muxes.get(m).known.clear();
        } else if (controller) {
          muxes.get(m).told = true;
        }
      }
      if (controller) {
        for (WalkedRule rule : rules) {
          rule.told.clear();
          for (int b : rule.pool) {
            if (!isLost(b) && !downProbes.contains(b)) {
              rule.told.add(b);
            }
          }
        }
      }
    }

    FlowFate send(int flow) {
      Integer owner = connected.get(flow);
      if (owner == null) {
        return FlowFate.GONE_BEFORE;
      }
      WalkedRule rule = rules.get(flows.rule(flow));
      int uplink = uplink(flow);
      int mux = uplink < 0 ? -1 : mux(flow, uplink);
      int target = -1;
      boolean knew = false;
      if (mux >= 0) {
        Map<Integer, Integer> known = muxes.get(mux).known;
        boolean poolIsEmpty = rule.told.isEmpty();
        if (known.containsKey(flow)
            && !rule.told.contains(known.get(flow))
            && (!rule.keepsDown || (poolIsEmpty && !rule.keepsAllDown))) {
          known.remove(flow);
        }
        knew = known.containsKey(flow);
        target = knew ? known.get(flow) : backEnd(flow);
        if (!knew && target >= 0 && known.size() < room) {
          known.put(flow, target);
        }
      }
      final FlowFate fate;
      if (isLost(owner)) {
        fate = FlowFate.BROKEN_BACK_END_LOST;
      } else if (mux < 0) {
        fate = FlowFate.BROKEN_NO_PATH;
      } else if (target < 0) {
        fate = FlowFate.ENDED_NO_BACK_END;
      } else if (target != owner) {
        fate = FlowFate.BROKEN_OTHER_BACK_END;
      } else if (mux != lastMux.getOrDefault(flow, Choice.NONE)) {
        fate = knew ? FlowFate.MOVED_TO_MUX_THAT_KNOWS : FlowFate.MOVED_TO_MUX_THAT_AGREES;
      } else {
        fate =
            uplink == lastUplink.getOrDefault(flow, Choice.NONE)
                ? FlowFate.SAME
                : FlowFate.REROUTED;
      }
      if (!fate.isAlive()) {
        connected.remove(flow);
      }
      lastUplink.put(flow, uplink);
      lastMux.put(flow, mux);
      reached.put(flow, target);
      return fate;
    }
  }

  private static Choice choice(boolean maglev, int members) {
    return maglev ? Fabrics.maglev(101, members) : ModuloTable.of(members);
  }

  @Test
  void everyFlowFaresAsItsPacketsDo() {
    Map<FlowFate, Integer> seen = new EnumMap<>(FlowFate.class);
    Map<Kind, Integer> happened = new EnumMap<>(Kind.class);
    for (int trial = 0; trial < 600; trial++) {
      compare(trial, seen, happened);
    }
    assertEquals(FlowFate.values().length, seen.size(), seen.toString());
    assertTrue(seen.values().stream().allMatch(n -> n > 200), seen.toString());
    assertEquals(Kind.values().length, happened.size());
  }

  private static void compare(int trial, Map<FlowFate, Integer> seen, Map<Kind, Integer> happened) {
    Random64 random = Random64.stream(77, trial);
    boolean maglev = random.nextInt(2) == 0;
    int tors = 1 + random.nextInt(3);
    int muxes = 1 + random.nextInt(5);
    int backEnds = 2 + random.nextInt(6);
    int hosts = 2 + random.nextInt(4);
    int room = random.nextInt(3) == 0 ? random.nextInt(40) : FLOWS * 2;
    int ruleCount = 1 + random.nextInt(2);
    Flows.Builder collected = new Flows.Builder(FLOWS);
    for (int flow = 0; flow < FLOWS; flow++) {
      int client = (int) random.nextLong();
      collected.add(client, 1024 + flow, Fabrics.VIP, 443, 6, random.nextInt(ruleCount));
    }
    Flows flows = collected.build();
    Walk walk = new Walk(maglev, random.nextInt(4) == 0, room, flows);
    IntStream.range(0, tors + random.nextInt(3)).forEach(u -> walk.torOfUplink.add(u % tors));
    IntStream.range(0, muxes).forEach(m -> walk.hostOfMux.add(random.nextInt(hosts)));
    IntStream.range(0, backEnds).forEach(b -> walk.hostOfBackEnd.add(random.nextInt(hosts)));
    IntStream.range(0, muxes).forEach(m -> walk.muxes.add(new WalkedMux()));
    List<PoolRule> rules = new ArrayList<>();
    for (int r = 0; r < ruleCount; r++) {
      // The second rule has the back ends in reverse, without one.
      List<Integer> pool = new ArrayList<>();
      for (int b = r; b < backEnds; b++) {
        pool.add(r == 0 ? b : backEnds - 1 - b);
      }
      boolean keepsDown = random.nextInt(2) == 0;
      boolean keepsAllDown = random.nextInt(2) == 0;
      walk.rules.add(new WalkedRule(pool, keepsDown, keepsAllDown));
      FlowChoice places = new FlowChoice(Fabrics.five(3 + r), choice(maglev, pool.size()));
      rules.add(new PoolRule(places, pool, keepsDown, keepsAllDown));
    }
    Fabric fabric =
        new Fabric(
            new Fabric.Layout(
                walk.torOfUplink, walk.hostOfMux, walk.hostOfBackEnd, room, walk.staticRoutes),
            new FlowChoice(Fabrics.five(1), ModuloTable.of(walk.torOfUplink.size())),
            IntStream.range(0, tors)
                .mapToObj(t -> new FlowChoice(Fabrics.five(100 + t), choice(maglev, muxes)))
                .toList(),
            rules);
    FlowSpread spread = FlowSpread.establish(fabric, flows);
    walk.begin();
    for (int step = 0; step < 8; step++) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      int bound =
          switch (kind) {
            case UPLINK_LOST, UPLINK_BACK -> walk.torOfUplink.size();
            case TOR_LOST, TOR_BACK -> tors;
            case MUX_LOST, MUX_ADDED -> muxes;
            case BACK_END_LOST, BACK_END_ADDED, PROBE_DOWN, PROBE_UP -> backEnds;
            case HOST_LOST, HOST_BACK -> hosts;
            default -> 1;
          };
      FabricEvent event = new FabricEvent(kind, random.nextInt(bound));
      happened.merge(kind, 1, Integer::sum);
      spread = spread.after(event);
      walk.happen(event);
      for (int flow = 0; flow < FLOWS; flow++) {
        FlowFate expected = walk.send(flow);
        String where = "trial " + trial + ", step " + step + " " + event + ", flow " + flow;
        assertEquals(expected, spread.fate(flow), where);
        assertEquals(walk.lastUplink.get(flow), spread.uplink(flow), where);
        assertEquals(walk.lastMux.get(flow), spread.mux(flow), where);
        assertEquals(walk.reached.get(flow), spread.backEnd(flow), where);
        seen.merge(expected, 1, Integer::sum);
      }
      for (int mux = 0; mux < muxes; mux++) {
        for (int flow = 0; flow < FLOWS; flow++) {
          assertEquals(
              walk.muxes.get(mux).known.containsKey(flow), spread.knows(mux, flow), "" + mux);
        }
      }
    }
  }
}
