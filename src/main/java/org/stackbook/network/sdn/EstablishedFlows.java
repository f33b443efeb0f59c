package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.ClientCrowd;
import org.stackbook.network.engine.FabricEvent;
import org.stackbook.network.engine.FabricEvent.Kind;
import org.stackbook.network.engine.FlowSpread;
import org.stackbook.network.engine.Flows;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Established connections to a VIP, and what the last event did to each of them: every flow is
 * followed, none is estimated.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(8).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * net.established(10_000, "203.0.113.10:443").fail("mux3").why("flows that go on").figure().value() // → 10000
 * }</pre>
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; P. Patel et al., "Ananta: Cloud scale
 * load balancing", SIGCOMM 2013.
 */
public final class EstablishedFlows extends Result implements OfStamp {

  private static final String CONTROLLER = "the network controller";
  private static final int MOST = 10_000_000;

  private final SoftwareDefinedNetwork network;
  private final FlowSpread spread;
  private final Endpoint to;
  private final Happened happened;
  private final IdleTimeout idle;

  private EstablishedFlows(
      SoftwareDefinedNetwork network,
      FlowSpread spread,
      Endpoint to,
      Happened happened,
      IdleTimeout idle) {
    this.network = network;
    this.spread = spread;
    this.to = to;
    this.happened = happened;
    this.idle = idle;
  }

  static EstablishedFlows of(SoftwareDefinedNetwork network, int count, Endpoint to, String given) {
    if (count < 1 || count > MOST) {
      throw Refusal.of(given, "1 to 10,000,000 flows are followed")
          .wayOut("say a number in that range")
          .asException();
    }
    SdnLayout layout = network.layout();
    Vip vip =
        layout.vip(
            to.address(), v -> !v.isInternal(), given, "there is no public VIP " + to.address());
    Vip.Rule rule =
        vip.rule(Protocol.TCP, to.port())
            .orElseThrow(
                () ->
                    Refusal.of(given, "TCP " + to.port() + " has no load-balancing rule")
                        .wayOut("describe it with tcp(" + to.port() + ")")
                        .asException());
    ClientCrowd crowd = ClientCrowd.opening(count, layout.seedNumber());
    Flows flows =
        new Flows.Builder(count)
            .add(
                crowd,
                count,
                to.address().bits(),
                to.port(),
                Protocol.TCP.number(),
                layout.number(vip, rule))
            .build();
    return new EstablishedFlows(
        network,
        FlowSpread.establish(network.fabric(), flows),
        to,
        network.happened().asBeginning(),
        IdleTimeout.notSet(network.stamp()));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  /**
   * After something fails, after what happened before.
   *
   * @param name of a MUX, a switch, a server or an uplink, such as {@code mux1}, {@code TOR2},
   *     {@code n3}, {@code uplink1}
   * @throws Refusal if there is nothing of the name, or it has failed already
   */
  public EstablishedFlows fail(@Takes(SdnNames.class) String name) {
    String given = "fail(\"" + name + "\")";
    FabricEvent event = network.event(name, true, given);
    return after(event, happened.lost(name, event, "the loss of " + name, given));
  }

  /**
   * After something comes back that has failed, or joins: it knows no flows. What is to join is
   * described with the network and fails before flows are established.
   *
   * <pre>{@code
   * var net = oslo.network(n -> n.muxes(4).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
   * net.fail("mux4").established(10_000, "203.0.113.10:443").back("mux4").why("flows that go on").figure().value() // → 10000
   * }</pre>
   *
   * @param name of a MUX, a switch, a server or an uplink
   * @throws Refusal if there is nothing of the name, or it has not failed
   */
  public EstablishedFlows back(@Takes(SdnNames.Away.class) String name) {
    String given = "back(\"" + name + "\")";
    FabricEvent event = network.event(name, false, given);
    return after(event, happened.back(name, event, name + " being back", given));
  }

  /**
   * After a back end stops: its connections are lost, and the others get the new ones.
   *
   * @param card name of its card, such as {@code web1}
   * @throws Refusal if there is no such card, or it has stopped already
   */
  public EstablishedFlows backEndLost(@Takes(SdnNames.Cards.class) String card) {
    String given = "backEndLost(\"" + card + "\")";
    FabricEvent event = new FabricEvent(Kind.BACK_END_LOST, network.number(card, given));
    return after(event, happened.lost("back end " + card, event, "the loss of " + card, given));
  }

  /**
   * After a back end that stopped runs again, without connections.
   *
   * @param card name of its card, such as {@code web1}
   * @throws Refusal if there is no such card, or it has not stopped
   */
  public EstablishedFlows backEndBack(@Takes(SdnNames.Cards.class) String card) {
    String given = "backEndBack(\"" + card + "\")";
    FabricEvent event = new FabricEvent(Kind.BACK_END_ADDED, network.number(card, given));
    return after(event, happened.back("back end " + card, event, card + " being back", given));
  }

  /**
   * After the health probe of a back end says that it is down: it gets no new flows, and keeps
   * those that it has on each MUX that knows them.
   *
   * <p>Source: Standard Load Balancer considerations.
   *
   * @param card name of its card, such as {@code web1}
   * @throws Refusal if there is no such card, or its probe is down already
   */
  public EstablishedFlows probeDown(@Takes(SdnNames.Cards.class) String card) {
    return withoutNewFlows(
        card, "the probe of " + card + " being down", "probeDown(\"" + card + "\")");
  }

  /**
   * After a back end is taken out of the pool while it runs: it is drained, just as if its probe
   * said that it is down.
   *
   * @param card name of its card, such as {@code web1}
   * @throws Refusal if there is no such card, or it gets no new flows already
   */
  public EstablishedFlows drain(@Takes(SdnNames.Cards.class) String card) {
    return withoutNewFlows(card, card + " being drained", "drain(\"" + card + "\")");
  }

  private EstablishedFlows withoutNewFlows(String card, String words, String given) {
    FabricEvent event = new FabricEvent(Kind.PROBE_DOWN, network.number(card, given));
    return after(event, happened.lost("probe of " + card, event, words, given));
  }

  /**
   * After a back end gets new flows: its probe says that it is up, or it is put into the pool.
   *
   * @param card name of its card, such as {@code web1}
   * @throws Refusal if there is no such card, or it gets them anyway
   */
  public EstablishedFlows probeUp(@Takes(SdnNames.Cards.class) String card) {
    String given = "probeUp(\"" + card + "\")";
    FabricEvent event = new FabricEvent(Kind.PROBE_UP, network.number(card, given));
    return after(
        event,
        happened.back("probe of " + card, event, "the probe of " + card + " being up", given));
  }

  /**
   * After the network controller fails: what forwards goes on, and nothing learns of later changes.
   *
   * @throws Refusal if it has failed already
   */
  public EstablishedFlows controllerLost() {
    FabricEvent event = new FabricEvent(Kind.CONTROLLER_LOST, 0);
    return after(
        event,
        happened.lost(CONTROLLER, event, "the loss of the network controller", "controllerLost()"));
  }

  /**
   * After the network controller is back, and has told the MUXes what changed meanwhile.
   *
   * @throws Refusal if it has not failed
   */
  public EstablishedFlows controllerBack() {
    FabricEvent event = new FabricEvent(Kind.CONTROLLER_BACK, 0);
    return after(
        event,
        happened.back(CONTROLLER, event, "the network controller being back", "controllerBack()"));
  }

  /**
   * With an idle time-out that is set; builds before 1903 ignore it.
   *
   * <pre>{@code
   * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
   * net.established(100, "203.0.113.10:443").idleTimeout(minutes(30)).why("idle time-out").figure().value() // → 4 min
   * }</pre>
   *
   * <p>Source: release notes per build.
   *
   * @param time more than 0
   * @throws Refusal if it is 0, or is set already
   */
  public EstablishedFlows idleTimeout(Timespan time) {
    return new EstablishedFlows(
        network, spread, to, happened, idle.with(time, "idleTimeout(" + time + ")"));
  }

  /**
   * After no flow has sent a packet for some time. If that is not less than the idle time-out, the
   * MUXes have forgotten all flows and choose anew.
   *
   * @param time for which nothing is sent
   */
  public EstablishedFlows silent(Timespan time) {
    return passed(time, Kind.SILENCE, "silence for " + time);
  }

  /**
   * After some time in which every flow sends packets. If that is not less than the idle time-out,
   * MUXes have forgotten flows that went elsewhere.
   *
   * @param time for which packets are sent
   */
  public EstablishedFlows busy(Timespan time) {
    return passed(time, Kind.IDLE_TIMEOUT, "packets for " + time);
  }

  private EstablishedFlows passed(Timespan time, Kind kind, String words) {
    boolean forgets = time.compareTo(idle.figure().value()) >= 0;
    FabricEvent event = new FabricEvent(forgets ? kind : Kind.PACKETS, 0);
    return after(event, happened.and(event, words));
  }

  private EstablishedFlows after(FabricEvent event, Happened all) {
    return new EstablishedFlows(network, spread.after(event), to, all, idle);
  }

  /**
   * The same events where switches and MUXes choose by other tables, beside each other: how many
   * flows the last event moves, and how many it breaks.
   *
   * <pre>{@code
   * var net = oslo.network(n -> n.muxes(8).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
   * net.established(10_000, "203.0.113.10:443").fail("mux3").byHashing()
   * }</pre>
   *
   * @throws Refusal if nothing has happened yet
   */
  public HashingCompared byHashing() {
    return HashingCompared.of(this);
  }

  SoftwareDefinedNetwork network() {
    return network;
  }

  FlowSpread spread() {
    return spread;
  }

  Happened happened() {
    return happened;
  }

  /** The names of what can fail. */
  List<String> namesThatFail() {
    return network.namesThatFail();
  }

  /** The names of what has failed and may come back. */
  List<String> away() {
    return happened.away().stream().filter(namesThatFail()::contains).toList();
  }

  List<String> cards() {
    return network.cards();
  }

  private int count() {
    return spread.flows().count();
  }

  Figure<Integer> flows() {
    return Figure.given("flows", count(), "established(…)");
  }

  private Figure<Long> count(FlowOutcome outcome) {
    return Figure.derived(
        outcome.word(),
        spread.count(outcome.fate()),
        "count over all {flows}, by seed {seed}",
        deciding().toArray(Figure<?>[]::new));
  }

  /** What decides what becomes of the flows. */
  List<Figure<?>> deciding() {
    List<Figure<?>> inputs = new ArrayList<>(List.of(flows()));
    inputs.addAll(network.layout().deciding());
    if (!network.happened().away().isEmpty()) {
      inputs.add(
          Figure.given(
              "away before", String.join(", ", network.happened().away()), "fail(…) and the like"));
    }
    if (!isAsBegun()) {
      inputs.add(
          Figure.given("events", String.join(", ", happened.told()), "fail(…) and the like"));
    }
    if (idle.set().isPresent() || happened.events().stream().anyMatch(EstablishedFlows::waits)) {
      inputs.add(idle.figure());
    }
    return inputs;
  }

  private static boolean waits(FabricEvent event) {
    return event.kind() == Kind.SILENCE
        || event.kind() == Kind.IDLE_TIMEOUT
        || event.kind() == Kind.PACKETS;
  }

  private boolean isAsBegun() {
    return happened.events().isEmpty();
  }

  private Figure<Long> alive() {
    List<FlowOutcome> good =
        Arrays.stream(FlowOutcome.values()).filter(FlowOutcome::isAlive).toList();
    return Figure.derived(
        "flows that go on",
        spread.alive(),
        String.join(" + ", good.stream().map(o -> "{" + o.word() + "}").toList()),
        good.stream().map(this::count).toArray(Figure<?>[]::new));
  }

  private Figure<Ratio> share() {
    return Figure.derived(
        "share that goes on",
        Ratio.of((double) spread.alive() / count()),
        "{flows that go on} ÷ {flows}",
        alive(),
        flows());
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "%,d flows to %s", count(), to)
        + (isAsBegun() ? "" : " after " + String.join(", ", happened.told()));
  }

  @Override
  public String verdict() {
    if (isAsBegun()) {
      return String.format(
          Locale.ROOT,
          "%,d flows are established over %d MUXes to %d back ends.",
          spread.alive(),
          Arrays.stream(spread.perMux()).filter(n -> n > 0).count(),
          Arrays.stream(spread.perBackEnd()).filter(n -> n > 0).count());
    }
    return String.format(
        Locale.ROOT,
        "%,d* of %,d flows go on; %,d* are moved to another MUX, %,d* are broken by it.",
        spread.alive(),
        count(),
        spread.count(FlowOutcome.KNOWN.fate()) + spread.count(FlowOutcome.AGREED.fate()),
        Arrays.stream(FlowOutcome.values())
            .filter(o -> !o.isAlive() && o != FlowOutcome.GONE)
            .mapToLong(o -> spread.count(o.fate()))
            .sum());
  }

  @Override
  public DataTable data() {
    if (isAsBegun()) {
      return places();
    }
    DataTable.Builder table =
        DataTable.of(title()).text("what became of them").count("flows").text("meaning");
    for (FlowOutcome outcome : FlowOutcome.values()) {
      if (spread.count(outcome.fate()) > 0) {
        table.row(outcome.word(), count(outcome), outcome.definition());
      }
    }
    table.note(
        "Every flow that goes on sends a packet after each event, in the order of their numbers.");
    idle.notes().forEach(table::note);
    return table.build();
  }

  private DataTable places() {
    DataTable.Builder table = DataTable.of(title()).text("place").count("flows");
    long[] muxes = spread.perMux();
    for (int m = 0; m < muxes.length; m++) {
      table.row(network.layout().muxes().get(m).name(), new DataTable.Cell(muxes[m], true));
    }
    long[] backEnds = spread.perBackEnd();
    for (int b = 0; b < backEnds.length; b++) {
      if (backEnds[b] > 0) {
        table.row(cards().get(b), new DataTable.Cell(backEnds[b], true));
      }
    }
    idle.notes().forEach(table::note);
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "Flows by MUX",
            verdict(),
            "MUX",
            "flows that go on",
            network.layout().muxes().stream().map(PhysicalEnd::name).toList(),
            List.of(
                new Picture.Series(
                    "flows",
                    Arrays.stream(spread.perMux()).mapToObj(n -> (double) n).toList(),
                    Picture.Role.PLAIN)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(alive(), share(), flows(), idle.figure()));
    for (FlowOutcome outcome : FlowOutcome.values()) {
      figures.add(count(outcome));
    }
    return figures;
  }
}
