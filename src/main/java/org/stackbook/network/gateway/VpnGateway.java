package org.stackbook.network.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;

/**
 * The VPN gateway of a stamp: a pool of virtual machines behind one public address, some active and
 * some standing by, and which of them carries which site-to-site connection of the tenants.
 *
 * <pre>{@code
 * var vpn = oslo.network().gateway(g -> g.connection("paris", "HighPerformance").connections("branch", "Basic", 6));
 * vpn.room().why("Basic more");
 * vpn.fail("AzS-GWY01").trace("paris").disposition() // → moved
 * }</pre>
 *
 * <p>Source: Create VPN gateways; VPN Fast Path for operators.
 */
public final class VpnGateway extends Result implements OfStamp {

  private static final FactBook FACTS = Facts.networking();
  private static final double MEGABIT = 1e6;
  private static final int NAMES_TOLD = 5;
  private static final String PERCENT = "%.0f %%";

  private final Stamp stamp;
  private final boolean fastPath;
  private final Optional<Integer> routes;
  private final List<Connection> connections;
  private final List<Integer> failed;
  private final double[] reserves;
  private final GatewayPool pool;

  private VpnGateway(
      Stamp stamp,
      boolean fastPath,
      Optional<Integer> routes,
      List<Connection> connections,
      List<Integer> failed) {
    this.stamp = stamp;
    this.fastPath = fastPath;
    this.routes = routes;
    this.connections = connections;
    this.failed = failed;
    this.reserves =
        connections.stream().mapToDouble(c -> c.sku().reserves().value().bitsPerSecond()).toArray();
    this.pool =
        new GatewayPool(
            gateways().value(), active().value(), capacity().value().bitsPerSecond(), reserves);
    pool.fail(failed, active().value());
  }

  /**
   * The gateway of a stamp.
   *
   * @param said the connections of tenants
   * @throws Refusal if what is said is not offered, or does not go together
   */
  public static VpnGateway of(Stamp stamp, Consumer<GatewayOptions> said) {
    GatewayOptions options = new GatewayOptions(stamp.build());
    said.accept(options);
    return new VpnGateway(
        stamp, options.fastPath(), options.routes(), options.connections(), List.of());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  private static Figure<Integer> component(String name, String field) {
    Fact fact = FACTS.fact("components/gateway/" + field);
    return Figure.stated(name, fact.integer(), fact);
  }

  private static Figure<Integer> gateways() {
    return component("gateways", "instances");
  }

  private static Figure<Integer> active() {
    return component("active gateways", "active");
  }

  /** What one active gateway can reserve: by its table, as much as for its connections of Basic. */
  Figure<Bandwidth> capacity() {
    GatewaySku basic = GatewaySku.all(fastPath).get(0);
    return Figure.derived(
        "a gateway can reserve",
        new Bandwidth(basic.perGateway().value() * basic.reserves().value().bitsPerSecond()),
        "{" + basic.perGateway().name() + "} × {" + basic.reserves().name() + "}",
        basic.perGateway(),
        basic.reserves());
  }

  private Figure<Bandwidth> poolSize() {
    return Figure.derived(
        "the pool can reserve",
        new Bandwidth(active().value() * capacity().value().bitsPerSecond()),
        "{active gateways} × {a gateway can reserve}",
        active(),
        capacity());
  }

  private Map<GatewaySku, List<Integer>> bySku() {
    return IntStream.range(0, connections.size())
        .boxed()
        .collect(
            Collectors.groupingBy(
                i -> connections.get(i).sku(), LinkedHashMap::new, Collectors.toList()));
  }

  private Figure<Integer> carried(GatewaySku sku, List<Integer> of) {
    return Figure.derived(
            sku + " connections carried",
            (int) of.stream().filter(i -> disposition(i).carries()).count(),
            "count of the {" + sku + " connections} that a gateway carries",
            Figure.given(sku + " connections", of.size(), "connection(…)"))
        .by(Facts.ours().fact("vpnGateway/placement/value"));
  }

  /** A sum over the SKUs of connections carried, times something of each. */
  private Figure<Bandwidth> sum(String name, Function<GatewaySku, Figure<Bandwidth>> each) {
    List<Figure<?>> inputs = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    double bits = 0;
    for (Map.Entry<GatewaySku, List<Integer>> entry : bySku().entrySet()) {
      Figure<Integer> count = carried(entry.getKey(), entry.getValue());
      Figure<Bandwidth> of = each.apply(entry.getKey());
      inputs.addAll(List.of(count, of));
      terms.add("{" + count.name() + "} × {" + of.name() + "}");
      bits += count.value() * of.value().bitsPerSecond();
    }
    return Figure.derived(
        name,
        new Bandwidth(bits),
        terms.isEmpty() ? "there are no connections" : String.join(" + ", terms),
        inputs.toArray(Figure<?>[]::new));
  }

  private Figure<Bandwidth> reserved() {
    return sum("reserved", GatewaySku::reserves);
  }

  private Figure<Bandwidth> throughput() {
    return sum("throughput of all", GatewaySku::throughput);
  }

  private Figure<Ratio> share() {
    return Figure.derived(
        "share of the pool",
        Ratio.of(reserved().value().bitsPerSecond() / poolSize().value().bitsPerSecond()),
        "{reserved} ÷ {the pool can reserve}",
        reserved(),
        poolSize());
  }

  /** The names of the gateways: the first ones are active, the last stands by. */
  List<String> names() {
    String first =
        Facts.capacity()
            .fact(
                Facts.capacity().entryWith("infrastructureVMs/list", "name", "AzS-GWY01") + "/name")
            .text();
    String stem = first.substring(0, first.length() - 2);
    return IntStream.rangeClosed(1, gateways().value())
        .mapToObj(n -> String.format(Locale.ROOT, "%s%02d", stem, n))
        .toList();
  }

  /** What became of a connection. */
  GatewayDisposition disposition(int connection) {
    int at = pool.at(connection);
    if (at == GatewayPool.NONE) {
      return pool.isLost(connection) ? GatewayDisposition.DOWN : GatewayDisposition.NO_ROOM;
    }
    return at >= active().value() ? GatewayDisposition.MOVED : GatewayDisposition.PLACED;
  }

  /**
   * The gateway after some of its virtual machines fail, after those that failed before: a standby
   * takes over what a failed one carried.
   *
   * @param gateways such as {@code AzS-GWY01}
   * @throws Refusal if there is no such gateway, or it has failed already
   */
  public VpnGateway fail(@Takes(GatewayNames.class) String... gateways) {
    List<Integer> all = new ArrayList<>(failed);
    for (String gateway : gateways) {
      int number = names().indexOf(gateway);
      String given = "fail(\"" + gateway + "\")";
      if (number < 0) {
        throw Refusal.of(given, "no such gateway")
            .nearest(gateway, names())
            .wayOut("name one of " + String.join(", ", names()))
            .asException();
      }
      if (all.contains(number)) {
        throw Refusal.of(given, "it has failed already")
            .wayOut("name another one, or leave it out")
            .asException();
      }
      all.add(number);
    }
    return new VpnGateway(stamp, fastPath, routes, connections, List.copyOf(all));
  }

  /**
   * How it came that a gateway carries a connection, or none.
   *
   * @param connection its name
   * @throws Refusal if there is no such connection, with the nearest named
   */
  public ConnectionTrace trace(@Takes(ConnectionNames.class) String connection) {
    List<String> names = connectionNames();
    int number = names.indexOf(connection);
    if (number < 0) {
      throw Refusal.of("trace(\"" + connection + "\")", "no such connection")
          .nearest(connection, names)
          .wayOut(
              names.isEmpty() ? "describe connections first" : "name one such as " + names.get(0))
          .asException();
    }
    return new ConnectionTrace(this, number);
  }

  List<String> connectionNames() {
    return connections.stream().map(Connection::name).toList();
  }

  /** The connections that were described before one. */
  VpnGateway before(int connection) {
    return new VpnGateway(stamp, fastPath, routes, connections.subList(0, connection), List.of());
  }

  /** This gateway in good times. */
  VpnGateway whole() {
    return new VpnGateway(stamp, fastPath, routes, connections, List.of());
  }

  Connection connection(int number) {
    return connections.get(number);
  }

  GatewayPool pool() {
    return pool;
  }

  List<Integer> failed() {
    return failed;
  }

  int activeGateways() {
    return active().value();
  }

  boolean hasFastPath() {
    return fastPath;
  }

  List<Figure<?>> base() {
    return List.of(gateways(), active(), capacity(), poolSize());
  }

  /**
   * How many more connections of each SKU fit, if no others are made.
   *
   * @throws Refusal if a gateway has failed
   */
  public GatewayRoom room() {
    if (!failed.isEmpty()) {
      throw Refusal.of("room()", "connections are made while all gateways are up")
          .wayOut("ask before the failure")
          .asException();
    }
    return new GatewayRoom(this);
  }

  @Override
  public String title() {
    String gone = failed.stream().map(names()::get).collect(Collectors.joining(", "));
    return "VPN gateway of "
        + stamp.name()
        + (fastPath ? " with Fast Path" : "")
        + (gone.isEmpty() ? "" : " without " + gone);
  }

  @Override
  public String verdict() {
    if (connections.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%d of %d gateways are active, and can reserve %s.",
          active().value(),
          gateways().value(),
          poolSize().valueText());
    }
    long carried =
        IntStream.range(0, connections.size()).filter(i -> disposition(i).carries()).count();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d of %d connections are carried; %s of %s are reserved, " + PERCENT + ".",
                carried,
                connections.size(),
                reserved().starredText(),
                poolSize().valueText(),
                100 * share().value().value()));
    for (GatewayDisposition each :
        List.of(GatewayDisposition.MOVED, GatewayDisposition.NO_ROOM, GatewayDisposition.DOWN)) {
      List<String> such =
          IntStream.range(0, connections.size())
              .filter(i -> disposition(i) == each)
              .mapToObj(i -> connections.get(i).name())
              .toList();
      if (!such.isEmpty()) {
        text.append(' ')
            .append(Sentences.capital(each.word()))
            .append(": ")
            .append(Sentences.names(such, NAMES_TOLD))
            .append('.');
      }
    }
    return text.toString();
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("connection")
            .text("SKU")
            .text("peer")
            .text("BGP")
            .text("gateway")
            .number("may carry", "Mb/s", 0)
            .number("reserves", "Mb/s", 0)
            .text("what became of it");
    for (int i = 0; i < connections.size(); i++) {
      Connection c = connections.get(i);
      boolean carries = disposition(i).carries();
      table.row(
          c.name(),
          c.sku().name(),
          c.peer().map(Object::toString).orElse(""),
          c.asn().map(asn -> "AS " + asn).orElse(""),
          new DataTable.Cell(carries ? names().get(pool.at(i)) : "", carries),
          carries ? c.sku().throughput().value().bitsPerSecond() / MEGABIT : 0,
          carries ? reserves[i] / MEGABIT : 0,
          disposition(i).word());
    }
    table.note(
        "All connections of all tenants share one public address. Throughput is for each connection, not shared.");
    if (FastPath.isPreview(stamp.build()) && fastPath) {
      table.note("In build " + stamp.build() + " the Fast Path is a preview.");
    }
    table.note(
        "The article of 2018 tells of two virtual machines and of SKU Basic only; the pages say three, two of them active, and three SKUs.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (connections.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = names();
    List<Picture.Series> series = new ArrayList<>();
    bySku()
        .forEach(
            (sku, of) ->
                series.add(
                    new Picture.Series(
                        sku.name(),
                        IntStream.range(0, names.size())
                            .mapToObj(
                                g ->
                                    of.stream()
                                            .filter(i -> pool.at(i) == g)
                                            .mapToDouble(i -> reserves[i])
                                            .sum()
                                        / MEGABIT)
                            .toList(),
                        Picture.Role.PLAIN)));
    series.add(
        new Picture.Series(
            "free",
            IntStream.range(0, names.size()).mapToObj(g -> pool.free(g) / MEGABIT).toList(),
            Picture.Role.FREE));
    return Optional.of(
        new Picture.Bars(title(), verdict(), "gateway", "reserved (Mb/s)", names, series, true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(base());
    if (!connections.isEmpty()) {
      figures.addAll(List.of(reserved(), share(), throughput()));
      bySku()
          .forEach(
              (sku, of) ->
                  figures.addAll(List.of(carried(sku, of), sku.throughput(), sku.reserves())));
    }
    routes.ifPresent(
        count -> {
          Fact most = FACTS.fact("vpn/bgpRoutesMax");
          figures.add(Figure.given("routes told by BGP", count, "routes(…)"));
          figures.add(Figure.stated("most routes told by BGP", most.integer(), most));
        });
    return figures;
  }

  double[] reserves() {
    return Arrays.copyOf(reserves, reserves.length);
  }
}
