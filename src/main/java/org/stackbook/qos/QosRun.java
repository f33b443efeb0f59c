package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.BatchMeans;
import org.stackbook.qos.engine.Meter;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.ResultPart;
import org.stackbook.word.Takes;

/**
 * What tenants get of the drives that they share, behind the caps of their disks: what was offered,
 * served, throttled and refused, how long it took, and how many requests were under way.
 *
 * <pre>{@code
 * var shared = oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
 *     .tenant("noisy", t -> t.closed(64))
 *     .duration(minutes(0.05)).seed(1));
 * shared.withoutCaps().compareTo(shared);
 * shared.fail("n3");
 * shared.neighbours()
 * }</pre>
 *
 * <p>Requests that are offered are served, refused, or still queued at the end. One run of one seed
 * is one trial; the interval of a mean comes from batches within it.
 */
public final class QosRun extends Result implements OfStamp {

  private final Scenario scenario;
  private final Outcome outcome;
  private final List<Figure<?>> figures = new ArrayList<>();
  private final List<Figure<Iops>> offered = new ArrayList<>();
  private final List<Figure<Iops>> served = new ArrayList<>();
  private final List<Figure<Timespan>> tails = new ArrayList<>();

  QosRun(Scenario scenario) {
    this.scenario = scenario;
    this.outcome = scenario.run();
    for (int t = 0; t < scenario.tenants().size(); t++) {
      describe(scenario.tenants().get(t), outcome.tenants().get(t));
    }
    figures.add(use("cache drives busy", outcome.cacheUse()));
    figures.add(use("capacity drives busy", outcome.capacityUse()));
    figures.addAll(List.of(scenario.said().unit(), scenario.said().burst()));
    figures.add(scenario.said().duration());
  }

  static QosRun of(Stamp stamp, Consumer<QosOptions> words) {
    QosOptions said = new QosOptions(stamp);
    words.accept(said);
    return new QosRun(new Scenario(stamp, said.rules(), said.tenants(), List.of(), true));
  }

  private void describe(Tenant tenant, Meter meter) {
    String name = tenant.name() + " ";
    Figure<?>[] rules =
        Stream.of(
                tenant.figures().stream(),
                tenant.cap().stream(),
                tenant.total().stream(),
                tenant.hits().stream(),
                Stream.of(
                    scenario.said().duration(), scenario.said().unit(), scenario.said().burst()),
                scenario.rules().stream())
            .flatMap(each -> each)
            .toArray(Figure<?>[]::new);
    Figure<Long> came = counted(name + "requests", meter.offered(), "requests that came", rules);
    Figure<Long> done = counted(name + "done", meter.served(), "requests that were done", rules);
    offered.add(rate(name + "offered", came));
    served.add(rate(name + "served", done));
    figures.add(offered.get(offered.size() - 1));
    figures.add(served.get(served.size() - 1));
    figures.add(
        share(
            name + "throttled",
            counted(name + "delayed", meter.throttled(), "requests that waited for a cap", rules),
            came));
    figures.add(
        share(
            name + "refused",
            counted(
                name + "turned away",
                meter.refused(),
                "requests that found too many waiting for their cap",
                rules),
            came));
    BatchMeans mean = BatchMeans.of(meter.course());
    figures.add(
        Figure.derived(
            name + "mean latency",
            new Timespan(meter.latencies().meanSeconds()),
            Double.isFinite(mean.halfWidth())
                ? String.format(
                    Locale.ROOT,
                    "mean of all that were done, caps and drives; %s ± %s by %d batches of one"
                        + " trial, seed {seed} (95 %%)",
                    new Timespan(mean.seconds()),
                    new Timespan(mean.halfWidth()),
                    BatchMeans.BATCHES)
                : "mean of all that were done, caps and drives; too few for an interval",
            rules));
    Figure<Timespan> tail =
        Figure.derived(
            name + "p99",
            new Timespan(meter.latencies().percentile(99)),
            "99 of 100 that were done took no longer, caps and drives",
            rules);
    tails.add(tail);
    figures.add(tail);
  }

  private static Figure<Long> counted(String name, long count, String what, Figure<?>[] rules) {
    return Figure.derived(name, count, what + " within {duration}", rules);
  }

  private Figure<Iops> rate(String name, Figure<Long> count) {
    Figure<Timespan> time = scenario.said().duration();
    return Figure.derived(
        name,
        new Iops(count.value() / time.value().seconds()),
        "{" + count.name() + "} ÷ {duration}",
        count,
        time);
  }

  private static Figure<Ratio> share(String name, Figure<Long> part, Figure<Long> all) {
    return Figure.derived(
        name,
        Ratio.of(all.value() == 0 ? 0 : (double) part.value() / all.value()),
        "{" + part.name() + "} ÷ {" + all.name() + "}",
        part,
        all);
  }

  private Figure<Ratio> use(String name, double share) {
    return Figure.derived(
        name,
        Ratio.of(share),
        "time that they serve ÷ ({duration} × requests that they serve at once)",
        Stream.concat(scenario.rules().stream(), Stream.of(scenario.said().duration()))
            .toArray(Figure<?>[]::new));
  }

  /** The stamp whose drives are shared. */
  @Override
  public Stamp stamp() {
    return scenario.stamp();
  }

  Outcome outcome() {
    return outcome;
  }

  Scenario scenario() {
    return scenario;
  }

  /** The same tenants with the same seed, and no caps. */
  public QosRun withoutCaps() {
    return new QosRun(scenario.withoutCaps());
  }

  /**
   * The same tenants with the same seed, with the drives of some servers gone.
   *
   * @param servers such as {@code n3}
   * @throws Refusal if there is no such server, it is down already, or none is left
   */
  public QosRun fail(@Takes(StampWords.Servers.class) String... servers) {
    return new QosRun(scenario.fail(servers));
  }

  /**
   * Who is hurt by whom, by how much and since when: each tenant beside itself alone.
   *
   * @throws Refusal if there is one tenant only
   */
  public Neighbours neighbours() {
    return Neighbours.of(this);
  }

  /**
   * What the caps allow together against what the drives can do.
   *
   * @throws Refusal if no tenant has a cap
   */
  public OverSubscription overSubscription() {
    return new OverSubscription(scenario);
  }

  /** What each disk gets; disks of virtual machines that are alike together. */
  public ResultPart disks() {
    DataTable.Builder table = columns(DataTable.of("Disks").text("tenant").count("disk"));
    for (int t = 0; t < outcome.disks().size(); t++) {
      List<Meter> disks = outcome.disks().get(t);
      for (int d = 0; d < disks.size(); d++) {
        row(table, disks.get(d), scenario.tenants().get(t).name(), d + 1);
      }
    }
    return part(table.build(), Optional.empty());
  }

  /**
   * What each virtual machine gets; of a tenant with many, the fastest and the slowest.
   *
   * <pre>{@code
   * oslo.qos().run(q -> q
   *     .tenant("sql", t -> t.vm("Standard_D2_v2", 3).dataDisks(2).open(iops(900)))
   *     .duration(minutes(0.05))).vms()
   * }</pre>
   */
  public ResultPart vms() {
    return part(VmTable.of(this), Optional.empty());
  }

  /** How many requests of each tenant are under way, over time. */
  public ResultPart depth() {
    return part(DepthTable.of(this), picture());
  }

  /** How long requests took: percentiles of each tenant. */
  public ResultPart latency() {
    DataTable.Builder table = DataTable.of("Latencies").text("tenant").number("mean", "ms", 3);
    double[] percentiles = {50, 90, 95, 99, 99.9, 100};
    for (double percentile : percentiles) {
      table.number(
          percentile == 100 ? "longest" : "p" + String.valueOf(percentile).replace(".0", ""),
          "ms",
          3);
    }
    for (int t = 0; t < outcome.tenants().size(); t++) {
      Meter meter = outcome.tenants().get(t);
      List<Object> row = new ArrayList<>();
      row.add(scenario.tenants().get(t).name());
      row.add(star(new Timespan(meter.latencies().meanSeconds()).millis()));
      for (double percentile : percentiles) {
        row.add(star(meter.latencies().percentile(percentile) * 1e3));
      }
      table.row(row.toArray());
    }
    return part(
        table.note("Of requests that were done, from when they came.").build(), Optional.empty());
  }

  private ResultPart part(DataTable data, Optional<Picture> picture) {
    return new ResultPart(this, data.title() + ": " + title(), verdict(), data, picture);
  }

  private static DataTable.Cell star(Number value) {
    return new DataTable.Cell(value, true);
  }

  private static DataTable.Builder columns(DataTable.Builder table) {
    return table
        .number("offered", "IOPS", 0)
        .number("served", "IOPS", 0)
        .number("throttled", "%", 1)
        .count("refused")
        .count("queued at the end")
        .number("mean", "ms", 2)
        .number("p50", "ms", 2)
        .number("p99", "ms", 2)
        .number("p99.9", "ms", 2)
        .number("under way", "", 1);
  }

  private void row(DataTable.Builder table, Meter meter, Object... names) {
    double seconds = scenario.said().duration().value().seconds();
    List<Object> row = new ArrayList<>(List.of(names));
    row.add(star(meter.offered() / seconds));
    row.add(star(meter.served() / seconds));
    row.add(star(meter.offered() == 0 ? 0 : 100.0 * meter.throttled() / meter.offered()));
    row.add(star(meter.refused()));
    row.add(star(meter.queued()));
    row.add(star(meter.latencies().meanSeconds() * 1e3));
    for (double percentile : new double[] {50, 99, 99.9}) {
      row.add(star(meter.latencies().percentile(percentile) * 1e3));
    }
    row.add(star(meter.course().meanDepth()));
    table.row(row.toArray());
  }

  @Override
  public String title() {
    return "Queues of " + stamp().name() + scenario.remarks();
  }

  @Override
  public String verdict() {
    int count = scenario.tenants().size();
    if (count <= 3) {
      return IntStream.range(0, count)
          .mapToObj(this::says)
          .collect(Collectors.joining("; ", "", "."));
    }
    int slowest = 0;
    for (int t = 1; t < count; t++) {
      slowest = tails.get(t).value().compareTo(tails.get(slowest).value()) > 0 ? t : slowest;
    }
    long delayed = outcome.tenants().stream().filter(m -> m.throttled() > 0).count();
    return count
        + " tenants, caps delay requests of "
        + delayed
        + "*; slowest: "
        + says(slowest)
        + ".";
  }

  private String says(int t) {
    return String.format(
        Locale.ROOT,
        "%s gets %,.0f* of %s*, 99 %% within %s*",
        scenario.tenants().get(t).name(),
        served.get(t).value().perSecond(),
        offered.get(t).valueText(),
        tails.get(t).valueText());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = columns(DataTable.of("Tenants").text("tenant"));
    for (int t = 0; t < outcome.tenants().size(); t++) {
      row(table, outcome.tenants().get(t), scenario.tenants().get(t).name());
    }
    return table
        .note("Offered = served + refused + queued at the end. Throttled: waited for a cap.")
        .note(
            "One trial of "
                + scenario.said().duration().valueText()
                + ", seed "
                + scenario.said().seed()
                + ".")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    return DepthPicture.of(this);
  }

  @Override
  public List<Figure<?>> figures() {
    return List.copyOf(figures);
  }
}
