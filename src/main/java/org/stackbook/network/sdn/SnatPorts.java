package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.engine.Connections;
import org.stackbook.network.engine.SnatDefaults;
import org.stackbook.network.engine.SnatRules;
import org.stackbook.network.engine.SnatRun;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * Connections that the back ends of a VIP open to the outside, each of which needs a port of the
 * VIP: how many get one, and when ports are exhausted.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * net.snat("203.0.113.10", s -> s.rate(10).lifetime(minutes(1)).duration(minutes(5))).why("refused").figure().value() // → 0
 * }</pre>
 *
 * <p>Source: Outbound connections (public Azure); P. Patel et al., "Ananta: Cloud scale load
 * balancing", SIGCOMM 2013.
 */
public final class SnatPorts extends Result implements OfStamp {

  private static final double MILLIS = 1e3;
  private static final double MOST_CONNECTIONS = 10e6;
  private static final int LAST_PORT = 65_535;

  private final SdnLayout layout;
  private final Vip vip;
  private final List<Figure<?>> said;
  private final SnatRun run;

  private SnatPorts(SdnLayout layout, Vip vip, List<Figure<?>> said, SnatRun run) {
    this.layout = layout;
    this.vip = vip;
    this.said = said;
    this.run = run;
  }

  static SnatPorts of(SdnLayout layout, String address, Consumer<SnatOptions> how) {
    String given = "snat(\"" + address + "\")";
    Vip vip = vip(layout, address, given);
    SnatOptions options = new SnatOptions();
    how.accept(options);
    int ports = ports(vip).value();
    long wait = wait(options);
    SnatRules rules =
        new SnatRules(firstPort().value(), LAST_PORT, range().value(), ports, ports, wait, wait, 0);
    return new SnatPorts(
        layout, vip, options.figures(), SnatRun.of(rules, drawn(vip, options, given)));
  }

  /** The same connections, of back ends that ask for each range of ports. */
  static SnatRequests requests(SdnLayout layout, String address, Consumer<SnatOptions> how) {
    String given = "snatRequests(\"" + address + "\")";
    Vip vip = vip(layout, address, given);
    SnatOptions options = new SnatOptions();
    how.accept(options);
    int all = (LAST_PORT + 1 - firstPort().value()) / range().value() * range().value();
    Figure<Timespan> idle = IdleTimeout.notSet(layout.stamp()).figure();
    long wait = wait(options);
    SnatRules rules =
        new SnatRules(
            firstPort().value(),
            LAST_PORT,
            range().value(),
            0,
            all,
            wait,
            wait,
            Math.round(idle.value().millis()));
    List<Figure<?>> inputs = new ArrayList<>(options.figures());
    inputs.addAll(List.of(range(), firstPort(), idle));
    return new SnatRequests(
        layout.stamp(), vip, inputs, SnatRun.of(rules, drawn(vip, options, given)));
  }

  private static Vip vip(SdnLayout layout, String address, String given) {
    IpAddress at = IpAddress.parse(address);
    return layout.vip(
        at,
        v -> !v.isInternal() && !v.pool().isEmpty(),
        given,
        "there is no public VIP " + at + " with a pool");
  }

  private static long wait(SnatOptions options) {
    return Math.round(MILLIS * options.timeWait().value().seconds());
  }

  private static Figure<Integer> range() {
    Fact fact = Facts.networking().fact("ananta/snat/portRange");
    return Figure.stated("ports of a range", fact.integer(), fact);
  }

  private static Connections drawn(Vip vip, SnatOptions options, String given) {
    double count = options.rate().value() * options.duration().value().seconds();
    if (count > MOST_CONNECTIONS) {
      throw Refusal.of(given, "at most ten million connections are followed")
          .wayOut("say a shorter duration or a lower rate")
          .asException();
    }
    return Connections.drawn(
        vip.pool().size(),
        options.destinations().value(),
        (int) Math.max(1, Math.round(count)),
        MILLIS / options.rate().value(),
        MILLIS * options.lifetime().value().seconds(),
        options.seed().value());
  }

  private static Figure<Integer> ours(String name, String path) {
    Fact fact = Facts.ours().fact("sdn/" + path + "/value");
    return Figure.stated(name, fact.integer(), fact);
  }

  private static Figure<Integer> firstPort() {
    return ours("first port", "snatFirstPort");
  }

  private static Figure<Integer> ports(Vip vip) {
    Figure<Integer> most = ours("most ports of a back end", "snatMostPorts");
    Figure<Integer> with = ours("back ends that get the most", "snatBackEndsWithMost");
    Figure<Integer> size = Figure.given("back ends", vip.pool().size(), "pool(…)");
    return Figure.derived(
        "ports of a back end",
        new SnatDefaults(most.value(), with.value()).ports(size.value()),
        "the largest power of two up to {"
            + most.name()
            + "} that is no more than {"
            + most.name()
            + "} × {"
            + with.name()
            + "} ÷ {"
            + size.name()
            + "}",
        most,
        with,
        size);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  private int count() {
    return run.connections().count();
  }

  private Figure<?>[] inputs() {
    List<Figure<?>> all = new ArrayList<>(said);
    all.add(ports(vip));
    return all.toArray(Figure<?>[]::new);
  }

  private Figure<Long> refused() {
    return Figure.derived(
        "refused",
        run.refused(),
        "count of the connections that got no port, by seed {seed}",
        inputs());
  }

  private Figure<Integer> connections() {
    return Figure.derived(
        "connections",
        count(),
        "{connections per second} × {duration}, to a whole number",
        said.get(0),
        said.get(3));
  }

  private Figure<Ratio> share() {
    return Figure.derived(
        "share refused",
        Ratio.of((double) run.refused() / count()),
        "{refused} ÷ {connections}",
        refused(),
        connections());
  }

  /**
   * By Little's law: how many connections of a back end there are at a time, if none is refused.
   */
  private Figure<Double> expected() {
    double lifetime =
        ((Timespan) said.get(1).value()).seconds() + ((Timespan) said.get(4).value()).seconds();
    return Figure.derived(
        "ports that a back end needs in the mean",
        (Double) said.get(0).value() * lifetime / vip.pool().size() / (Integer) said.get(2).value(),
        "{connections per second} × ({mean lifetime} + {kept after closing}) ÷ {back ends} ÷"
            + " {destinations}",
        said.get(0),
        said.get(1),
        said.get(4),
        Figure.given("back ends", vip.pool().size(), "pool(…)"),
        said.get(2));
  }

  private Optional<Figure<Timespan>> firstRefused() {
    if (run.firstRefused() < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.derived(
            "first refused after",
            new Timespan(run.connections().start(run.firstRefused()) / MILLIS),
            "time of the first connection that got no port, by seed {seed}",
            inputs()));
  }

  @Override
  public String title() {
    return "Ports of " + vip.address() + " for connections to the outside";
  }

  @Override
  public String verdict() {
    return firstRefused()
        .map(
            after ->
                String.format(
                    Locale.ROOT,
                    "%,d* of %,d connections get no port, the first after %s*.",
                    run.refused(),
                    count(),
                    after.valueText()))
        .orElse(String.format(Locale.ROOT, "All %,d connections get a port*.", count()));
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("back end")
            .count("ports")
            .count("most at a time")
            .count("connections")
            .count("refused");
    long[] opened = new long[vip.pool().size()];
    for (int i = 0; i < count(); i++) {
      opened[run.connections().backEnd(i)]++;
    }
    for (int b = 0; b < opened.length; b++) {
      table.row(
          vip.pool().get(b).name(),
          ports(vip),
          new DataTable.Cell(run.peakPorts(b), true),
          new DataTable.Cell(opened[b], true),
          new DataTable.Cell(run.refused(b), true));
    }
    table.note(
        "A port serves many destinations, but one connection to each. A connection that gets none is refused and does not come again.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    List<String> names = vip.pool().stream().map(VirtualNic::name).toList();
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "back end",
            "ports",
            names,
            List.of(
                new Picture.Series(
                    "most at a time",
                    IntStream.range(0, names.size())
                        .mapToObj(b -> (double) run.peakPorts(b))
                        .toList(),
                    Picture.Role.GOOD),
                new Picture.Series(
                    "never used",
                    IntStream.range(0, names.size())
                        .mapToObj(b -> (double) (ports(vip).value() - run.peakPorts(b)))
                        .toList(),
                    Picture.Role.FREE)),
            true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(List.of(refused(), share(), connections(), expected()));
    firstRefused().ifPresent(figures::add);
    figures.add(ports(vip));
    figures.add(firstPort());
    figures.addAll(said);
    return figures;
  }
}
