package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.ClientCrowd;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FlowHash;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.engine.HashTuple;
import org.stackbook.network.engine.HashedSource;
import org.stackbook.network.engine.ModuloTable;
import org.stackbook.network.engine.PoolRule;
import org.stackbook.seed.Random64;

/**
 * The ways that flows take: by the hashes of border, switches and MUXes, or in equal parts over all
 * that there are.
 */
final class LoadSpread {

  /** The hashes of border, switches and MUXes are 1 to 3. */
  private static final int DEVICE = 4;

  private final SdnLayout layout;
  private final Fabric fabric;
  private final LoadPlaces places;
  private final boolean evenly;

  LoadSpread(LoadOptions said, LoadPlaces places) {
    this.layout = said.network().layout();
    this.fabric = said.network().fabric();
    this.places = places;
    this.evenly = said.isEven();
  }

  /**
   * The way of a flow; numbers of what it passes, or {@link Choice#NONE}.
   *
   * @param tor switch of the rack
   * @param mux if it passes one
   * @param from number of the card that asks, if it is one
   * @param to number of the card that answers
   */
  private record Route(int tor, int mux, int from, int to) {}

  /** All ways of a traffic, there and back. */
  List<LoadStream> streams(LoadTraffic traffic) {
    Map<Route, Integer> routes = new LinkedHashMap<>();
    (evenly ? all(traffic) : hashed(traffic))
        .forEach(route -> routes.merge(route, 1, Integer::sum));
    int ways = routes.values().stream().mapToInt(Integer::intValue).sum();
    List<LoadStream> streams = new ArrayList<>();
    routes.forEach(
        (route, times) -> {
          double flows = (double) traffic.flows().value() * times / ways;
          boolean balanced = traffic.vip().isPresent();
          boolean arrives = arrives(route, balanced);
          for (LoadTraffic.Way way : traffic.ways()) {
            List<LoadStream.Use> uses =
                !arrives
                    ? List.of()
                    : balanced ? uses(route, way.answers()) : between(route, way.answers());
            int mux =
                arrives && balanced && !way.answers() ? places.mux(route.mux()) : LoadStream.NO_MUX;
            streams.add(new LoadStream(way, flows, evenly ? ways : 0, uses, mux, arrives));
          }
        });
    return streams;
  }

  private boolean arrives(Route route, boolean balanced) {
    if (route.to() == Choice.NONE || !fabric.runsBackEnd(route.to())) {
      return false;
    }
    return balanced
        ? route.tor() != Choice.NONE && route.mux() != Choice.NONE
        : fabric.runsBackEnd(route.from())
            && (route.tor() != Choice.NONE || host(route.from()) == host(route.to()));
  }

  /** Of clients outside: over a MUX there, and past it back. */
  private List<LoadStream.Use> uses(Route route, boolean answers) {
    int tor = route.tor();
    int server = host(route.to());
    List<LoadStream.Use> uses = new ArrayList<>();
    if (answers) {
      uses.add(new LoadStream.Use(places.fromServer(tor, server), LoadCost.PLAIN));
      uses.add(new LoadStream.Use(places.out(tor), LoadCost.PLAIN));
      return uses;
    }
    int first = fabric.layout().hostOfMux().get(route.mux());
    uses.add(new LoadStream.Use(places.in(tor), LoadCost.PLAIN));
    uses.add(new LoadStream.Use(places.toServer(tor, first), LoadCost.PLAIN));
    uses.add(new LoadStream.Use(places.mux(route.mux()), LoadCost.CORES));
    tunnel(tor, first, server, uses);
    return uses;
  }

  private List<LoadStream.Use> between(Route route, boolean answers) {
    List<LoadStream.Use> uses = new ArrayList<>();
    int a = host(route.from());
    int b = host(route.to());
    tunnel(route.tor(), answers ? b : a, answers ? a : b, uses);
    return uses;
  }

  /** From server to server; nothing if it is one. */
  private void tunnel(int tor, int from, int to, List<LoadStream.Use> uses) {
    if (from != to) {
      uses.add(new LoadStream.Use(places.fromServer(tor, from), LoadCost.IN_VXLAN));
      uses.add(new LoadStream.Use(places.toServer(tor, to), LoadCost.IN_VXLAN));
    }
  }

  private int host(int card) {
    return layout.nics().get(card).host();
  }

  private List<Integer> tors() {
    return IntStream.range(0, layout.tors().size()).filter(fabric::runsTor).boxed().toList();
  }

  private static List<Integer> orNone(List<Integer> numbers) {
    return numbers.isEmpty() ? List.of(Choice.NONE) : numbers;
  }

  private List<Route> all(LoadTraffic traffic) {
    int from = card(traffic, 0);
    List<Integer> muxes =
        traffic.vip().isPresent() ? orNone(places.runningMuxes()) : List.of(Choice.NONE);
    List<Route> routes = new ArrayList<>();
    for (int tor : orNone(tors())) {
      for (int mux : muxes) {
        for (int to : orNone(backEnds(traffic))) {
          routes.add(new Route(tor, mux, from, to));
        }
      }
    }
    return routes;
  }

  private int card(LoadTraffic traffic, int which) {
    return traffic.cards().isEmpty()
        ? Choice.NONE
        : layout.nics().indexOf(traffic.cards().get(which));
  }

  /** Who can be sent to. */
  private List<Integer> backEnds(LoadTraffic traffic) {
    if (traffic.vip().isEmpty()) {
      return List.of(card(traffic, 1));
    }
    Optional<PoolRule> rule = rule(traffic);
    if (rule.isEmpty()) {
      return List.of(translated(traffic));
    }
    List<Integer> pool = rule.get().pool();
    return IntStream.range(0, pool.size())
        .filter(place -> rule.get().places().among().has(place))
        .mapToObj(pool::get)
        .toList();
  }

  private Optional<PoolRule> rule(LoadTraffic traffic) {
    Vip vip = traffic.vip().orElseThrow();
    return vip.rule(traffic.protocol(), traffic.to().orElseThrow().port())
        .map(rule -> fabric.rule(layout.number(vip, rule)));
  }

  /** The back end of the NAT rule that is asked. */
  private int translated(LoadTraffic traffic) {
    return traffic
        .vip()
        .orElseThrow()
        .nat(traffic.protocol(), traffic.to().orElseThrow().port())
        .map(nat -> layout.nics().indexOf(nat.backEnd()))
        .orElse(Choice.NONE);
  }

  private List<Route> hashed(LoadTraffic traffic) {
    return traffic.vip().isPresent() ? fromOutside(traffic) : fromCard(traffic);
  }

  private List<Route> fromOutside(LoadTraffic traffic) {
    Endpoint to = traffic.to().orElseThrow();
    int count = traffic.flows().value();
    ClientCrowd crowd = ClientCrowd.opening(count, layout.seedNumber());
    Flows flows =
        new Flows.Builder(count)
            .add(crowd, count, to.address().bits(), to.port(), traffic.protocol().number(), 0)
            .build();
    Optional<PoolRule> rule = rule(traffic);
    int translated = translated(traffic);
    List<Route> routes = new ArrayList<>();
    for (int flow = 0; flow < count; flow++) {
      int uplink = fabric.uplink(flows, flow);
      int mux = uplink == Choice.NONE ? Choice.NONE : fabric.mux(flows, flow, uplink);
      int at = flow;
      int backEnd = rule.map(r -> r.backEnd(flows, at)).orElse(translated);
      routes.add(
          new Route(
              uplink == Choice.NONE ? uplink : fabric.layout().torOfUplink().get(uplink),
              mux,
              Choice.NONE,
              backEnd));
    }
    return routes;
  }

  private List<Route> fromCard(LoadTraffic traffic) {
    VirtualNic from = traffic.cards().get(0);
    VirtualNic to = traffic.cards().get(1);
    List<Integer> tors = tors();
    FlowHash hash =
        new FlowHash(
            HashTuple.FIVE, HashedSource.CUSTOMER, Random64.mixed(layout.seedNumber() + DEVICE));
    ModuloTable among = ModuloTable.of(Math.max(1, tors.size()));
    List<Route> routes = new ArrayList<>();
    for (int flow = 0; flow < traffic.flows().value(); flow++) {
      long mixed =
          hash.of(from.address().bits(), flow, to.address().bits(), 0, traffic.protocol().number());
      routes.add(
          new Route(
              tors.isEmpty() ? Choice.NONE : tors.get(among.of(mixed)),
              Choice.NONE,
              layout.nics().indexOf(from),
              layout.nics().indexOf(to)));
    }
    return routes;
  }
}
