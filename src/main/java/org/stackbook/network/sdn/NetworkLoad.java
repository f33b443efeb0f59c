package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;

/**
 * What MUXes, uplinks and servers' ports carry of some traffic. MUXes carry requests only: answers
 * go from the server to the client. Where more is asked for than there is, flows have max-min fair
 * shares.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var load = net.load(l -> l.traffic("203.0.113.10:443", t -> t.requests(gbps(2)).answers(gbps(8))));
 * load.why("MUXes carry").figure().value() // → 2 Gb/s
 * load.why("MUXes needed without direct server return").figure().value() // → 2
 * }</pre>
 *
 * <p>Source: P. Patel et al., "Ananta: Cloud scale load balancing", SIGCOMM 2013; D. Bertsekas and
 * R. Gallager, "Data Networks" (1992): max-min fairness.
 */
public final class NetworkLoad extends Result implements OfStamp {

  static final double GIGA = 1e9;
  static final double PERCENT = 100;
  private static final double KILO = 1e3;
  private static final double SLACK = 1e-9;

  /** So many places a verdict names. */
  private static final int NAMED = 4;

  private final SoftwareDefinedNetwork network;
  private final LoadSharing sharing;

  private NetworkLoad(SoftwareDefinedNetwork network, LoadSharing sharing) {
    this.network = network;
    this.sharing = sharing;
  }

  static NetworkLoad of(LoadOptions said) {
    return new NetworkLoad(said.network(), new LoadSharing(said));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  /** What uplinks and servers' ports carry, each way. */
  public LoadedLinks links() {
    return new LoadedLinks(network, sharing);
  }

  /** What each traffic gets, and where it is kept short. */
  public LoadedTraffic traffic() {
    return new LoadedTraffic(network, sharing);
  }

  private LoadPlaces places() {
    return sharing.places();
  }

  private List<Integer> muxes() {
    return places().runningMuxes().stream().map(places()::mux).toList();
  }

  private Figure<Bandwidth> carried() {
    return sum("MUXes carry", muxes().stream().map(sharing::muxRate).toList());
  }

  private static Figure<Bandwidth> sum(String name, List<Figure<Bandwidth>> parts) {
    return Figure.derived(
        name,
        new Bandwidth(parts.stream().mapToDouble(p -> p.value().bitsPerSecond()).sum()),
        parts.isEmpty()
            ? "there is none"
            : parts.stream().map(p -> "{" + p.name() + "}").collect(Collectors.joining(" + ")),
        parts.toArray(Figure<?>[]::new));
  }

  private List<LoadTraffic.Way> ways(boolean answersToo) {
    return sharing.ways().stream()
        .filter(way -> way.balanced() && (answersToo || !way.answers()))
        .toList();
  }

  /** What goes back to clients past the MUXes. */
  private Figure<Bandwidth> past() {
    return sum(
        "answers past the MUXes",
        sharing.ways().stream()
            .filter(way -> way.balanced() && way.answers())
            .map(sharing::gets)
            .toList());
  }

  private Figure<Ratio> saved() {
    Figure<Bandwidth> past = past();
    Figure<Bandwidth> carried = carried();
    double all = past.value().bitsPerSecond() + carried.value().bitsPerSecond();
    return Figure.derived(
        "share that direct server return keeps from the MUXes",
        Ratio.of(all == 0 ? 0 : past.value().bitsPerSecond() / all),
        "{" + past.name() + "} ÷ ({" + past.name() + "} + {" + carried.name() + "})",
        past,
        carried);
  }

  private Figure<Integer> needed(boolean answersToo) {
    String without = answersToo ? " without direct server return" : "";
    Figure<Double> cores = sharing.cores("cores needed" + without, ways(answersToo));
    Figure<Integer> each = places().cores();
    return Figure.derived(
        "MUXes needed" + without,
        (int) Math.ceil(cores.value() / each.value() * (1 - SLACK)),
        "{" + cores.name() + "} ÷ {" + each.name() + "}, rounded up",
        cores,
        each);
  }

  /** What more is asked of than it has, the most first. */
  private List<Integer> over() {
    return IntStream.range(0, places().count())
        .filter(sharing::isUsed)
        .filter(place -> asked(place) > 1 + SLACK)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> -asked(place)))
        .toList();
  }

  private double asked(int place) {
    return sharing.askedUse(place).value().value();
  }

  @Override
  public String title() {
    return "Load of the network of " + network.described();
  }

  @Override
  public String verdict() {
    List<String> said = new ArrayList<>();
    List<Integer> muxes = muxes();
    int all = network.layout().muxes().size();
    String count = muxes.size() + " of " + all + (all == 1 ? " MUX" : " MUXes");
    said.add(
        muxes.stream()
            .max(Comparator.comparingDouble(mux -> sharing.use(mux).value().value()))
            .map(
                busiest ->
                    count
                        + " carry "
                        + carried().starredText()
                        + ", "
                        + places().name(busiest)
                        + " with "
                        + sharing.use(busiest).starredText()
                        + " of its CPU")
            .orElse("No MUX runs"));
    List<Integer> over = over();
    if (!over.isEmpty()) {
      said.add(
          "over 100 % is asked of "
              + Sentences.names(
                  over.stream()
                      .map(p -> places().name(p) + " (" + sharing.askedUse(p).starredText() + ")")
                      .toList(),
                  NAMED));
    }
    List<String> lost =
        sharing.traffic().stream()
            .filter(t -> sharing.lost(t.requests()) > 0)
            .map(LoadTraffic::name)
            .toList();
    if (!lost.isEmpty()) {
      said.add("flows without a way: of " + String.join(", ", lost));
    }
    return String.join("; ", said) + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("MUX")
            .text("server")
            .number("flows", "", 0)
            .number("carries", "Gb/s", 3)
            .number("packets", "thousand/s", 1)
            .number("CPU", "%", 1)
            .number("CPU asked for", "%", 1);
    for (int mux : places().runningMuxes()) {
      int place = places().mux(mux);
      Figure<Bandwidth> rate = sharing.muxRate(place);
      Figure<Double> packets = sharing.muxPackets(place);
      Figure<Ratio> use = sharing.use(place);
      Figure<Ratio> asked = sharing.askedUse(place);
      table.row(
          places().name(place),
          network.layout().hosts().get(network.fabric().layout().hostOfMux().get(mux)).name(),
          new Cell(sharing.muxFlows(place), rate.confidence().starred()),
          inGiga(rate),
          new Cell(packets.value() / KILO, packets.confidence().starred()),
          inPercent(use),
          inPercent(asked));
    }
    table.note("Only requests pass MUXes. Rates are of IPv4 packets, without what VXLAN adds.");
    return table.build();
  }

  static Cell inGiga(Figure<?> rate) {
    return new Cell(LoadSharing.number(rate) / GIGA, rate.confidence().starred());
  }

  static Cell inPercent(Figure<Ratio> share) {
    return new Cell(share.value().value() * PERCENT, share.confidence().starred());
  }

  @Override
  public Optional<Picture> picture() {
    return bars(title(), verdict(), "MUX", "% of its CPU", sharing, muxes());
  }

  static Optional<Picture> bars(
      String title,
      String verdict,
      String what,
      String unit,
      LoadSharing sharing,
      List<Integer> shown) {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    List<Double> carried =
        shown.stream().map(p -> sharing.use(p).value().value() * PERCENT).toList();
    List<Double> more =
        shown.stream()
            .map(
                p ->
                    Math.max(
                        0,
                        PERCENT
                            * (sharing.askedUse(p).value().value()
                                - sharing.use(p).value().value())))
            .toList();
    return Optional.of(
        new Picture.Bars(
            title,
            verdict,
            what,
            unit,
            shown.stream().map(sharing.places()::name).toList(),
            List.of(
                new Picture.Series("carried", carried, Picture.Role.GOOD),
                new Picture.Series("asked for beyond that", more, Picture.Role.BAD)),
            true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(
            List.of(carried(), past(), saved(), needed(false), needed(true), sharing.added()));
    for (int mux : muxes()) {
      figures.add(sharing.muxRate(mux));
      figures.add(sharing.muxPackets(mux));
      figures.add(sharing.use(mux));
      figures.add(sharing.askedUse(mux));
    }
    figures.add(LoadCost.rateOfCore());
    figures.add(LoadCost.packetsOfCore());
    figures.add(places().cores());
    return figures;
  }
}
