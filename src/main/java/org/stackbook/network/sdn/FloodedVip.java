package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.ClientCrowd;
import org.stackbook.network.engine.ClientFlow;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.FabricEvent;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.engine.MuxRules;
import org.stackbook.network.engine.SynFlood;
import org.stackbook.network.engine.SynFloodRun;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * A SYN flood on one VIP: which connections of its clients, and of those of other VIPs, are hurt.
 * MUXes that get more packets than they handle drop the rest, whoever sent them, until the VIP with
 * the most packets is withdrawn; how soon that is was measured as a range, and both of its ends are
 * followed. Flows of one packet fill a quota of their own, so that the flood takes the room of
 * others that begin.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var flood = net.synFlood("203.0.113.10:443", f -> f.cores(1).rate(1_000_000).connections(1_000));
 * flood.why("withdrawn after, at best").figure().value() // → 20 s
 * }</pre>
 *
 * <p>Source: P. Patel et al., "Ananta: Cloud scale load balancing", SIGCOMM 2013.
 */
public final class FloodedVip extends Result implements OfStamp {

  private static final double MICROS = 1e6;
  private static final double KILO = 1e3;
  private static final double MOST_PACKETS = 1e9;

  /** A flood of so much more than MUXes handle overloads them window after window. */
  private static final double CLEARLY_MORE = 1.1;

  private static final String AN = "ananta/measured/";

  private final SoftwareDefinedNetwork network;
  private final FloodOptions said;
  private final Endpoint to;
  private final int vip;
  private final List<ClientFlow> flows;
  private final List<Isolation> isolations;

  private FloodedVip(
      SoftwareDefinedNetwork network,
      FloodOptions said,
      Endpoint to,
      int vip,
      List<ClientFlow> flows,
      List<Isolation> isolations) {
    this.network = network;
    this.said = said;
    this.to = to;
    this.vip = vip;
    this.flows = flows;
    this.isolations = List.copyOf(isolations);
  }

  /**
   * What comes of the flood if it is isolated soon or late.
   *
   * @param name of the case
   * @param after how long MUXes are overloaded before they withdraw a VIP
   * @param run the packets
   */
  private record Isolation(String name, Figure<Timespan> after, SynFloodRun run) {}

  static FloodedVip of(
      SoftwareDefinedNetwork network, Endpoint to, Consumer<FloodOptions> how, String given) {
    SdnLayout layout = network.layout();
    int vip = layout.vips().indexOf(layout.vip(to.address()).orElse(null));
    if (vip < 0 || layout.vips().get(vip).rule(Protocol.TCP, to.port()).isEmpty()) {
      List<String> names = layout.rules(Protocol.TCP);
      throw Refusal.of(given, "no VIP has a load-balancing rule for TCP there")
          .nearest(to.toString(), names)
          .wayOut(names.isEmpty() ? "describe a VIP" : "name one of " + String.join(", ", names))
          .asException();
    }
    FloodOptions said = new FloodOptions(network);
    how.accept(said);
    double length = said.duration().value().seconds() - said.begins().value().seconds();
    if (length <= 0) {
      throw Refusal.of(given, "the flood begins when all is over")
          .wayOut("say begins(…) earlier, or a longer duration(…)")
          .asException();
    }
    double packets = said.rate().value() * length;
    int[] muxes = network.fabric().runningMuxes();
    boolean isIsolated = said.rate().value() > CLEARLY_MORE * muxes.length * handled(said).value();
    double seen =
        said.rate().value()
            * (isIsolated ? Math.min(length, isolation(1).value().seconds()) : length);
    if (seen > MOST_PACKETS) {
      throw Refusal.of(given, "at most a billion packets of the flood are followed")
          .wayOut("say a smaller rate with fewer cores(…), or a shorter duration(…)")
          .asException();
    }
    double ofClients =
        (double) layout.vips().size()
            * said.connections().value()
            * (said.lifetime().value().seconds() / said.every().value().seconds());
    if (ofClients > MOST_PACKETS) {
      throw Refusal.of(given, "at most a billion packets of clients are followed")
          .wayOut("say fewer connections(…), a shorter lifetime(…), or a longer time by every(…)")
          .asException();
    }
    List<ClientFlow> flows = clients(network, said, muxes, given);
    SynFlood flood =
        new SynFlood(
            vip,
            micros(said.begins().value()),
            Math.max(1, Math.round(length * MICROS)),
            Math.round(packets),
            said.seed().value());
    List<Isolation> isolations = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Figure<Timespan> after = isolation(i);
      isolations.add(
          new Isolation(
              i == 0 ? "at best" : "at worst",
              after,
              SynFloodRun.of(
                  rules(said, network.stamp(), after.value()),
                  muxes.length,
                  layout.vips().size(),
                  flows,
                  flood,
                  said.change().map(c -> micros(c.at())).orElse(Long.MAX_VALUE))));
    }
    return new FloodedVip(network, said, to, vip, flows, isolations);
  }

  private static long micros(Timespan time) {
    return Math.round(time.seconds() * MICROS);
  }

  private static List<ClientFlow> clients(
      SoftwareDefinedNetwork network, FloodOptions said, int[] muxes, String given) {
    SdnLayout layout = network.layout();
    Fabric before = network.fabric();
    Fabric after =
        said.change()
            .map(c -> before.after(new FabricEvent(FabricEvent.Kind.PROBE_DOWN, c.card())))
            .orElse(before);
    int each = said.connections().value();
    List<ClientFlow> all = new ArrayList<>();
    for (int v = 0; v < layout.vips().size(); v++) {
      Vip vip = layout.vips().get(v);
      Optional<Vip.Rule> rule =
          vip.rules().stream().filter(r -> r.protocol() == Protocol.TCP).findFirst();
      if (rule.isEmpty()) {
        continue;
      }
      Random64 random = Random64.stream(said.seed().value(), v);
      ClientCrowd crowd = ClientCrowd.opening(each, random.nextLong());
      int number = layout.number(vip, rule.get());
      Flows flows =
          new Flows.Builder(each)
              .add(
                  crowd,
                  each,
                  vip.address().bits(),
                  rule.get().port(),
                  Protocol.TCP.number(),
                  number)
              .build();
      for (int f = 0; f < each; f++) {
        int uplink = before.uplink(flows, f);
        int mux = uplink == Choice.NONE ? Choice.NONE : before.mux(flows, f, uplink);
        if (mux == Choice.NONE) {
          throw Refusal.of(given, "a client finds no way to a MUX")
              .wayOut("ask before the failure")
              .asException();
        }
        long start = (long) (random.nextDouble() * micros(said.duration().value()));
        all.add(
            new ClientFlow(
                Arrays.binarySearch(muxes, mux),
                v,
                start,
                start + micros(said.lifetime().value()),
                Math.max(1, micros(said.every().value())),
                before.rule(number).backEnd(flows, f) != after.rule(number).backEnd(flows, f)));
      }
    }
    return List.copyOf(all);
  }

  private static Figure<Timespan> isolation(int end) {
    Fact fact = Facts.networking().fact(AN + "synFloodIsolationSeconds/" + end);
    return Figure.stated(
            end == 0 ? "isolated at best after" : "isolated at worst after",
            new Timespan(fact.integer()),
            fact)
        .assuming("measured of Ananta, not of Azure Stack");
  }

  private static Fact ours(String name) {
    return Facts.ours().fact("sdn/flood/" + name);
  }

  private static MuxRules rules(FloodOptions said, Stamp stamp, Timespan isolation) {
    double window = ours("windowSeconds").number();
    return new MuxRules(
        ours("trustedFlows").integer(),
        ours("untrustedFlows").integer(),
        micros(IdleTimeout.notSet(stamp).figure().value()),
        Math.round(ours("untrustedSeconds").number() * MICROS),
        Math.round(window * MICROS),
        Math.round(handled(said).value() * window),
        (int) Math.ceil(isolation.seconds() / window));
  }

  private static Figure<Double> handled(FloodOptions said) {
    Fact core = Facts.networking().fact(AN + "singleCoreKpps");
    Figure<Integer> each =
        Figure.stated("thousand packets per second of a core", core.integer(), core);
    return Figure.derived(
            "packets that a MUX handles per second",
            KILO * each.value() * said.cores().value(),
            "1,000 × {thousand packets per second of a core} × {cores of a MUX}",
            each,
            said.cores())
        .by(Facts.ours().fact("sdn/floodCores/value"));
  }

  private Figure<Integer> muxes() {
    int run = network.fabric().runningMuxes().length;
    return Figure.given("MUXes that run", run, "muxes(…), fail(…)");
  }

  private Figure<Double> arriving() {
    return Figure.derived(
        "packets of the flood at a MUX per second",
        said.rate().value() / muxes().value(),
        "{packets of the flood per second} ÷ {MUXes that run}",
        said.rate(),
        muxes());
  }

  /** What is dropped by the rates alone: the fluid bound. */
  private Figure<Ratio> dropped() {
    return Figure.derived(
        "dropped by the rates alone",
        Ratio.of(Math.max(0, 1 - handled(said).value() / arriving().value())),
        "1 − {packets that a MUX handles per second} ÷ {packets of the flood at a MUX per second},"
            + " 0 at least",
        handled(said),
        arriving());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  private List<Figure<?>> inputs(Isolation isolation) {
    List<Figure<?>> all =
        new ArrayList<>(
            List.of(
                said.seed(),
                said.rate(),
                said.begins(),
                said.duration(),
                said.connections(),
                said.lifetime(),
                said.every(),
                handled(said),
                muxes(),
                IdleTimeout.notSet(stamp()).figure(),
                isolation.after()));
    for (String name :
        List.of("trustedFlows", "untrustedFlows", "untrustedSeconds", "windowSeconds")) {
      all.add(Figure.stated(name, ours(name).integer(), ours(name)));
    }
    said.change()
        .ifPresent(
            c ->
                all.add(
                    Figure.given(
                        "drained", network.cards().get(c.card()) + " at " + c.at(), "drain(…)")));
    return all;
  }

  private long count(Isolation isolation, FloodOutcome outcome, boolean flooded) {
    return IntStream.range(0, flows.size())
        .filter(f -> (flows.get(f).vip() == vip) == flooded)
        .filter(f -> isolation.run().fate(f) == outcome.fate())
        .count();
  }

  private Figure<Long> hurt(Isolation isolation, boolean flooded) {
    return Figure.derived(
        (flooded ? "hurt, of the flooded VIP, " : "hurt, of other VIPs, ") + isolation.name(),
        Arrays.stream(FloodOutcome.values())
            .filter(FloodOutcome::isHurt)
            .mapToLong(outcome -> count(isolation, outcome, flooded))
            .sum(),
        "count of the connections that are not opened, broken or cut, by seed {seed}",
        inputs(isolation).toArray(Figure<?>[]::new));
  }

  private Optional<Figure<Timespan>> withdrawn(Isolation isolation) {
    long at = isolation.run().withdrawnAt(vip);
    if (at == Long.MAX_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.derived(
            "withdrawn after, " + isolation.name(),
            new Timespan(at / MICROS - said.begins().value().seconds()),
            "time after {flood begins} at which the VIP is withdrawn",
            inputs(isolation).toArray(Figure<?>[]::new)));
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT, "SYN flood of %,.0f packets per second on %s", said.rate().value(), to);
  }

  @Override
  public String verdict() {
    String hurt =
        String.format(
            Locale.ROOT,
            "%,d* to %,d* connections to the flooded VIP are hurt, and %,d* to %,d* to others",
            hurt(isolations.get(0), true).value(),
            hurt(isolations.get(1), true).value(),
            hurt(isolations.get(0), false).value(),
            hurt(isolations.get(1), false).value());
    List<String> withdrawals =
        isolations.stream().flatMap(i -> withdrawn(i).stream()).map(Figure::starredText).toList();
    return withdrawals.isEmpty()
        ? hurt + "; the VIP is not withdrawn."
        : hurt + "; the VIP is withdrawn after " + String.join(" to ", withdrawals) + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("connections");
    for (Isolation isolation : isolations) {
      table.count("flooded VIP, " + isolation.name()).count("others, " + isolation.name());
    }
    table.text("meaning");
    for (FloodOutcome outcome : FloodOutcome.values()) {
      List<Object> row = new ArrayList<>(List.of(outcome.word()));
      for (Isolation isolation : isolations) {
        row.add(new DataTable.Cell(count(isolation, outcome, true), true));
        row.add(new DataTable.Cell(count(isolation, outcome, false), true));
      }
      row.add(outcome.definition());
      table.row(row.toArray());
    }
    table.note(
        "At best the VIP is isolated after "
            + isolations.get(0).after().valueText()
            + " of overload, at worst after "
            + isolations.get(1).after().valueText()
            + ": "
            + Facts.networking().fact("ananta/overload").text()
            + ".");
    for (Isolation isolation : isolations) {
      table.note(
          String.format(
              Locale.ROOT,
              "Of the flood, %,d packets are dropped and %,d find no room in a table, %s.",
              isolation.run().floodDropped(),
              isolation.run().floodWithoutRoom(),
              isolation.name()));
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Picture.Series> series = new ArrayList<>();
    for (FloodOutcome outcome : FloodOutcome.values()) {
      series.add(
          new Picture.Series(
              outcome.word(),
              isolations.stream()
                  .flatMap(i -> Stream.of(true, false).map(f -> (double) count(i, outcome, f)))
                  .toList(),
              role(outcome)));
    }
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "VIPs",
            "connections",
            isolations.stream()
                .flatMap(i -> Stream.of("flooded, " + i.name(), "others, " + i.name()))
                .toList(),
            series,
            true));
  }

  private static Picture.Role role(FloodOutcome outcome) {
    return switch (outcome) {
      case KNOWN -> Picture.Role.GOOD;
      case BY_POOL -> Picture.Role.WARNING;
      case NOT_OPENED -> Picture.Role.CRITICAL;
      case OTHER_BACK_END -> Picture.Role.PLAIN;
      case WITHDRAWN -> Picture.Role.BAD;
    };
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (Isolation isolation : isolations) {
      figures.add(hurt(isolation, true));
      figures.add(hurt(isolation, false));
      withdrawn(isolation).ifPresent(figures::add);
    }
    figures.addAll(List.of(dropped(), arriving(), handled(said)));
    return figures;
  }
}
