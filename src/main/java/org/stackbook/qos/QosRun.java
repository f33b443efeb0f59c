package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * shared.depth("sql");
 * shared.neighbours()
 * }</pre>
 *
 * <p>Requests that are offered are served, refused, or still queued at the end. One run of one seed
 * is one trial; the interval of a mean comes from batches within it.
 */
public final class QosRun extends Result implements OfStamp {

  private final Scenario scenario;
  private final Outcome outcome;
  private final Figure<String> simulation;
  private final List<Figure<?>> figures = new ArrayList<>();
  private final List<Figure<Iops>> offered = new ArrayList<>();
  private final List<Figure<Iops>> served = new ArrayList<>();
  private final List<Figure<Timespan>> tails = new ArrayList<>();

  QosRun(Scenario scenario) {
    this.scenario = scenario;
    this.outcome = scenario.run();
    this.simulation = scenario.simulation("simulation");
    for (int t = 0; t < scenario.tenants().size(); t++) {
      describe(scenario.tenants().get(t), outcome.tenants().get(t));
    }
    scenario
        .cacheLanes()
        .ifPresent(lanes -> figures.add(busy("cache", outcome.cacheSeconds(), lanes)));
    figures.add(busy("capacity", outcome.capacitySeconds(), scenario.capacityLanes()));
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
    Figure<Long> came = counted(name + "requests", meter.offered(), "that came");
    Figure<Long> done = counted(name + "done", meter.served(), "that were done");
    offered.add(rate(name + "offered", came));
    served.add(rate(name + "served", done));
    figures.add(offered.get(offered.size() - 1));
    figures.add(served.get(served.size() - 1));
    figures.add(
        share(
            name + "throttled",
            counted(name + "delayed", meter.throttled(), "that waited for a cap"),
            came));
    figures.add(
        share(
            name + "refused",
            counted(
                name + "turned away", meter.refused(), "that found too many waiting for their cap"),
            came));
    figures.add(mean(name, meter, done));
    Figure<Timespan> tail =
        Figure.derived(
            name + "p99",
            new Timespan(meter.percentile(99)),
            "99 of 100 of {" + done.name() + "} took no longer, caps and drives; {simulation}",
            done,
            simulation);
    tails.add(tail);
    figures.add(tail);
  }

  private Figure<Timespan> mean(String name, Meter meter, Figure<Long> done) {
    Figure<Timespan> took =
        Figure.derived(
            name + "time taken",
            new Timespan(meter.meanSeconds() * meter.served()),
            "of all that were done together, caps and drives; {simulation}",
            simulation);
    BatchMeans batches = BatchMeans.of(meter.course());
    return Figure.derived(
        name + "mean latency",
        new Timespan(meter.meanSeconds()),
        "{"
            + took.name()
            + "} ÷ {"
            + done.name()
            + "}; "
            + (Double.isFinite(batches.halfWidth())
                ? String.format(
                    Locale.ROOT,
                    "%s ± %s by %d batches of one trial (95 %%)",
                    new Timespan(batches.seconds()),
                    new Timespan(batches.halfWidth()),
                    BatchMeans.BATCHES)
                : "too few for an interval"),
        took,
        done);
  }

  private Figure<Long> counted(String name, long count, String which) {
    return Figure.derived(name, count, "requests " + which + "; {simulation}", simulation);
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

  private Figure<Ratio> busy(String role, double seconds, Figure<Integer> lanes) {
    Figure<Timespan> duration = scenario.said().duration();
    Figure<Timespan> time =
        Figure.derived(
            role + " drives serve for",
            new Timespan(seconds),
            "one request after the other, of all of them together; {simulation}",
            simulation);
    return Figure.derived(
        role + " drives busy",
        Ratio.of(seconds / (duration.value().seconds() * lanes.value())),
        "{" + time.name() + "} ÷ ({duration} × {" + lanes.name() + "})",
        time,
        duration,
        lanes);
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

  /** What the numbers come from. */
  Figure<String> simulation() {
    return simulation;
  }

  /** The same tenants with the same seed, and no caps. */
  public QosRun withoutCaps() {
    return new QosRun(scenario.withoutCaps());
  }

  /**
   * The same tenants with the same seed, with the drives of some servers gone.
   *
   * @param servers such as {@code n3}
   * @throws Refusal if there is no such server, it is down already, or the storage pool goes
   *     offline because too few of its drives are left
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

  /**
   * What each disk of each virtual machine gets. Of more than 10,000 disks, those of virtual
   * machines that are alike are together.
   */
  public ResultPart disks() {
    return part(MachineTable.ofDisks(this), Optional.empty());
  }

  /**
   * What each virtual machine gets.
   *
   * <pre>{@code
   * oslo.qos().run(q -> q
   *     .tenant("sql", t -> t.vm("Standard_D2_v2", 3).dataDisks(2).open(iops(900)))
   *     .duration(minutes(0.05))).vms()
   * }</pre>
   */
  public ResultPart vms() {
    return part(MachineTable.ofVms(this), Optional.empty());
  }

  /** How many requests of each tenant are under way, over time. */
  public ResultPart depth() {
    return part(DepthTable.of("Requests under way", Depth.ofTenants(this), seconds()), picture());
  }

  /**
   * How many requests are under way on each disk of a tenant, over time; on those of its virtual
   * machines together.
   *
   * <pre>{@code
   * oslo.qos().run(q -> q
   *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
   *     .duration(minutes(0.05))).depth("sql")
   * }</pre>
   *
   * @param tenant its name
   * @throws Refusal if there is no such tenant
   */
  public ResultPart depth(@Takes(TenantNames.class) String tenant) {
    int number = tenantNames().indexOf(tenant);
    if (number < 0) {
      throw Refusal.of("depth(\"" + tenant + "\")", "no such tenant")
          .nearest(tenant, tenantNames())
          .wayOut("name one of " + String.join(", ", tenantNames()))
          .asException();
    }
    List<Depth> disks = Depth.ofDisks(this, number);
    return part(
        DepthTable.of("Requests under way of " + tenant, disks, seconds()),
        Optional.of(DepthPicture.of(disks, "disk", seconds(), says(number) + ".")));
  }

  List<String> tenantNames() {
    return scenario.tenants().stream().map(Tenant::name).toList();
  }

  private double seconds() {
    return scenario.said().duration().value().seconds();
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
    CountsTable rows = new CountsTable(DataTable.of("Tenants").text("tenant"), seconds(), 0);
    for (int t = 0; t < outcome.tenants().size(); t++) {
      rows.row(outcome.tenants().get(t), scenario.tenants().get(t).name());
    }
    return rows.table()
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
    return Optional.of(DepthPicture.of(Depth.ofTenants(this), "tenant", seconds(), verdict()));
  }

  @Override
  public List<Figure<?>> figures() {
    return List.copyOf(figures);
  }
}
