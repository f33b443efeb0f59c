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
import org.stackbook.network.engine.FlowSpread;
import org.stackbook.network.engine.Flows;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
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

  private static final int MOST = 10_000_000;
  private static final int FLOWS_OF_A_CLIENT = 10;
  private static final int FIRST_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  private final SoftwareDefinedNetwork network;
  private final FlowSpread spread;
  private final Endpoint to;
  private final List<String> events;

  private EstablishedFlows(
      SoftwareDefinedNetwork network, FlowSpread spread, Endpoint to, List<String> events) {
    this.network = network;
    this.spread = spread;
    this.to = to;
    this.events = List.copyOf(events);
  }

  static EstablishedFlows of(SoftwareDefinedNetwork network, int count, Endpoint to, String given) {
    if (count < 1 || count > MOST) {
      throw Refusal.of(given, "1 to 10,000,000 flows are followed")
          .wayOut("say a number in that range")
          .asException();
    }
    SdnLayout layout = network.layout();
    Vip vip =
        layout
            .vip(to.address())
            .filter(v -> !v.isInternal())
            .orElseThrow(
                () ->
                    Refusal.of(given, "there is no public VIP " + to.address())
                        .nearest(
                            to.address().toString(),
                            layout.vips().stream().map(v -> v.address().toString()).toList())
                        .wayOut("describe it with vip(…)")
                        .asException());
    Vip.Rule rule =
        vip.rule(Protocol.TCP, to.port())
            .orElseThrow(
                () ->
                    Refusal.of(given, "TCP " + to.port() + " has no load-balancing rule")
                        .wayOut("describe it with tcp(" + to.port() + ")")
                        .asException());
    ClientCrowd crowd =
        new ClientCrowd(
            Math.max(1, count / FLOWS_OF_A_CLIENT), FIRST_PORT, LAST_PORT, layout.seedNumber());
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
        network, FlowSpread.establish(network.fabric(), flows), to, List.of());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  /**
   * After something fails, after what happened before.
   *
   * @param name of a MUX, a switch or a server, such as {@code mux1}
   * @throws Refusal if there is nothing of the name, or it has failed already
   */
  public EstablishedFlows fail(@Takes(SdnNames.class) String name) {
    return after("the loss of " + name, network.lost(name, given(name)), given(name));
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
    String given = "probeDown(\"" + card + "\")";
    return after(
        "the probe of " + card + " being down",
        new FabricEvent(FabricEvent.Kind.PROBE_DOWN, network.number(card, given)),
        given);
  }

  /**
   * After the network controller fails: what forwards goes on, and nothing learns of later changes.
   *
   * @throws Refusal if it has failed already
   */
  public EstablishedFlows controllerLost() {
    return after(
        "the loss of the network controller",
        new FabricEvent(FabricEvent.Kind.CONTROLLER_LOST, 0),
        "controllerLost()");
  }

  private static String given(String name) {
    return "fail(\"" + name + "\")";
  }

  private EstablishedFlows after(String what, FabricEvent event, String given) {
    SoftwareDefinedNetwork.notTwice(events, what, given);
    List<String> all = new ArrayList<>(events);
    all.add(what);
    return new EstablishedFlows(network, spread.after(event), to, all);
  }

  /** The names of what can fail. */
  List<String> namesThatFail() {
    return network.namesThatFail();
  }

  List<String> cards() {
    return network.cards();
  }

  private int count() {
    return spread.flows().count();
  }

  private Figure<Integer> flows() {
    return Figure.given("flows", count(), "established(…)");
  }

  private Figure<Long> count(FlowOutcome outcome) {
    List<Figure<?>> inputs = new ArrayList<>(List.of(flows()));
    inputs.addAll(network.layout().deciding());
    if (!events.isEmpty()) {
      inputs.add(Figure.given("events", String.join(", ", events), "fail(…) and the like"));
    }
    return Figure.derived(
        outcome.word(),
        spread.count(outcome.fate()),
        "count over all {flows}, by seed {seed}",
        inputs.toArray(Figure<?>[]::new));
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
        + (events.isEmpty() ? "" : " after " + String.join(", ", events));
  }

  @Override
  public String verdict() {
    if (events.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%,d flows are established over %d MUXes to %d back ends.",
          count(),
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
    if (events.isEmpty()) {
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
    List<Figure<?>> figures = new ArrayList<>(List.of(alive(), share(), flows()));
    for (FlowOutcome outcome : FlowOutcome.values()) {
      figures.add(count(outcome));
    }
    return figures;
  }
}
