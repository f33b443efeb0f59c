package org.stackbook.qos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Course;
import org.stackbook.qos.engine.Meter;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.FairShares;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * Who is hurt by whom, by how much and since when: each tenant together with the others, and alone
 * with the same requests. The culprit is the one without whom a victim waits least. How fair it is
 * is told twice: of what is served, and of how long it takes. Where all requests are served in the
 * end, only the latter tells that someone is hurt.
 *
 * <pre>{@code
 * var shared = oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
 *     .tenant("noisy", t -> t.closed(2_000).hits(pct(0)).from(minutes(0.02)))
 *     .duration(minutes(0.1)));
 * shared.neighbours().victims() // → [sql]
 * }</pre>
 *
 * <p>Source: R. Jain, D. Chiu and W. Hawe, "A quantitative measure of fairness and discrimination
 * for resource allocation in shared computer systems", DEC-TR-301 (1984).
 */
public final class Neighbours extends Result implements OfStamp {

  /** Parts of the time that are compared as one. */
  private static final int SPAN = 4;

  private final QosRun together;
  private final List<Meter> alone = new ArrayList<>();
  private final List<Victim> victims = new ArrayList<>();
  private final List<Figure<?>> figures = new ArrayList<>();
  private final Figure<Double> fairness;
  private final Figure<Double> fairnessOfLatency;

  /**
   * @param tenant who is hurt
   * @param culprit without whom it waits least
   * @param since when it began, in seconds
   */
  private record Victim(int tenant, int culprit, Optional<Double> since) {}

  private Neighbours(QosRun together) {
    this.together = together;
    Scenario scenario = together.scenario();
    List<Tenant> tenants = scenario.tenants();
    Map<List<Integer>, Outcome> runs = new HashMap<>();
    for (int t = 0; t < tenants.size(); t++) {
      alone.add(run(runs, List.of(t)).tenants().get(0));
    }
    for (int t = 0; t < tenants.size(); t++) {
      if (isHurt(alone.get(t), meter(t))) {
        victims.add(new Victim(t, culprit(runs, t), since(t)));
      }
    }
    List<Figure<Ratio>> kept = new ArrayList<>();
    List<Figure<Ratio>> pace = new ArrayList<>();
    for (int t = 0; t < tenants.size(); t++) {
      describe(t, kept, pace);
    }
    this.fairness = jain("fairness", "what each still gets done", kept);
    this.fairnessOfLatency = jain("fairness of latency", "how fast each still is", pace);
    figures.addAll(0, List.of(fairness, fairnessOfLatency));
  }

  private static Figure<Double> jain(String name, String what, List<Figure<Ratio>> of) {
    double index = FairShares.jain(of.stream().mapToDouble(f -> f.value().value()).toArray());
    return Figure.derived(
        name,
        Math.round(index * 1e4) / 1e4,
        of.stream()
            .map(f -> "{" + f.name() + "}")
            .collect(
                Collectors.joining(
                    ", ", "Jain's index (Σx)² ÷ (n × Σx²) of " + what + " of its own: ", "")),
        of.toArray(Figure<?>[]::new));
  }

  static Neighbours of(QosRun run) {
    if (run.scenario().tenants().size() < 2) {
      throw Refusal.of("neighbours()", "one tenant has no neighbours")
          .wayOut("say a second tenant(…)")
          .asException();
    }
    return new Neighbours(run);
  }

  private Outcome run(Map<List<Integer>, Outcome> runs, List<Integer> some) {
    List<Tenant> all = together.scenario().tenants();
    return runs.computeIfAbsent(
        some, which -> together.scenario().of(which.stream().map(all::get).toList()).run());
  }

  private Meter meter(int tenant) {
    return together.outcome().tenants().get(tenant);
  }

  private static Fact hurt(String what) {
    return Facts.ours().fact("qos/hurt/" + what);
  }

  private static boolean isHurt(Meter alone, Meter together) {
    return kept(alone, together) < hurt("servedPct").ratio().value()
        || together.latencies().meanSeconds()
            > hurt("latencyTimes").number() * alone.latencies().meanSeconds();
  }

  /** What a tenant still gets done, of what it gets done alone. */
  private static double kept(Meter alone, Meter together) {
    return alone.served() == 0 ? 1 : (double) together.served() / alone.served();
  }

  /** The one of the others without whom the victim waits least. */
  private int culprit(Map<List<Integer>, Outcome> runs, int victim) {
    int count = together.scenario().tenants().size();
    int culprit = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < count; other++) {
      if (other != victim) {
        int without = other;
        List<Integer> rest = IntStream.range(0, count).filter(t -> t != without).boxed().toList();
        Meter meter = run(runs, rest).tenants().get(rest.indexOf(victim));
        double waits = meter.served() == 0 ? Double.MAX_VALUE : meter.latencies().meanSeconds();
        if (waits < least) {
          least = waits;
          culprit = other;
        }
      }
    }
    return culprit;
  }

  /** When a tenant's requests begin to take longer than is tolerated, or fewer of them are done. */
  private Optional<Double> since(int tenant) {
    Course with = meter(tenant).course();
    Course without = alone.get(tenant).course();
    OptionalInt first =
        IntStream.range(0, Course.PARTS / SPAN - 1)
            .filter(span -> isHurt(with, without, span) && isHurt(with, without, span + 1))
            .findFirst();
    return first.isPresent()
        ? Optional.of(first.getAsInt() * SPAN * with.seconds())
        : Optional.empty();
  }

  private static boolean isHurt(Course with, Course without, int span) {
    long served = 0;
    long before = 0;
    double took = 0;
    double tookBefore = 0;
    for (int part = span * SPAN; part < (span + 1) * SPAN; part++) {
      served += with.served(part);
      before += without.served(part);
      took += with.secondsOf(part);
      tookBefore += without.secondsOf(part);
    }
    return before > 0
        && (served < hurt("servedPct").ratio().value() * before
            || took / served > hurt("latencyTimes").number() * tookBefore / before);
  }

  /** How fast requests of a tenant still are, of how fast they are alone. */
  private static double pace(Meter alone, Meter together) {
    if (alone.served() == 0 || alone.meanSeconds() == 0) {
      return 1;
    }
    return together.served() == 0 ? 0 : alone.meanSeconds() / together.meanSeconds();
  }

  /**
   * @param kept where what it still gets done is noted
   * @param pace where it is noted how fast it still is
   */
  private void describe(int t, List<Figure<Ratio>> kept, List<Figure<Ratio>> pace) {
    Scenario scenario = together.scenario();
    Tenant tenant = scenario.tenants().get(t);
    String name = tenant.name() + " ";
    Figure<String> with = together.simulation();
    Figure<String> without =
        scenario.of(List.of(tenant)).simulation("simulation of " + tenant.name() + " alone");
    Figure<Long> done = done(name + "done", meter(t), with);
    Figure<Long> doneAlone = done(name + "done alone", alone.get(t), without);
    kept.add(
        Figure.derived(
            name + "kept",
            Ratio.of(kept(alone.get(t), meter(t))),
            "{" + done.name() + "} ÷ {" + doneAlone.name() + "}",
            done,
            doneAlone));
    Figure<Timespan> mean = mean(name + "mean latency", meter(t), with);
    Figure<Timespan> meanAlone = mean(name + "mean latency alone", alone.get(t), without);
    pace.add(
        Figure.derived(
            name + "pace",
            Ratio.of(pace(alone.get(t), meter(t))),
            "{" + meanAlone.name() + "} ÷ {" + mean.name() + "}",
            meanAlone,
            mean));
    figures.addAll(List.of(kept.get(t), mean, meanAlone, pace.get(t)));
    victims.stream()
        .filter(v -> v.tenant() == t)
        .findFirst()
        .ifPresent(v -> figures.add(hurtBy(name, v, mean, meanAlone)));
  }

  private static Figure<Long> done(String name, Meter meter, Figure<String> simulation) {
    return Figure.derived(
        name, meter.served(), "requests that were done; {" + simulation.name() + "}", simulation);
  }

  private static Figure<Timespan> mean(String name, Meter meter, Figure<String> simulation) {
    return Figure.derived(
        name,
        new Timespan(meter.meanSeconds()),
        "mean of requests that were done; {" + simulation.name() + "}",
        simulation);
  }

  private Figure<String> hurtBy(
      String name, Victim victim, Figure<Timespan> mean, Figure<Timespan> meanAlone) {
    Figure<Double> times =
        Figure.stated("times as long", hurt("latencyTimes").number(), hurt("latencyTimes"));
    Figure<Ratio> least = Figure.stated("least kept", hurt("servedPct").ratio(), hurt("servedPct"));
    return Figure.derived(
        name + "hurt by",
        together.scenario().tenants().get(victim.culprit()).name(),
        "{"
            + mean.name()
            + "} is more than {times as long} × {"
            + meanAlone.name()
            + "}, or less than {least kept} is done; without this one it waits least",
        mean,
        meanAlone,
        times,
        least);
  }

  /** The stamp whose drives are shared. */
  @Override
  public Stamp stamp() {
    return together.stamp();
  }

  /** The names of those who are hurt. */
  public List<String> victims() {
    return victims.stream().map(v -> name(v.tenant())).toList();
  }

  /** The names of those who hurt others, each once. */
  public List<String> culprits() {
    return victims.stream().map(v -> name(v.culprit())).distinct().toList();
  }

  private String name(int tenant) {
    return together.scenario().tenants().get(tenant).name();
  }

  @Override
  public String title() {
    return "Neighbours: " + together.title();
  }

  @Override
  public String verdict() {
    String fair =
        String.format(
            Locale.ROOT,
            " Fairness of what is served %.2f*, of latency %.2f*.",
            fairness.value(),
            fairnessOfLatency.value());
    if (victims.isEmpty()) {
      return "Nobody is hurt." + fair;
    }
    if (victims.size() > 3) {
      return victims.size()
          + "* tenants are hurt, by "
          + String.join(", ", culprits())
          + "."
          + fair;
    }
    return victims.stream().map(this::says).collect(Collectors.joining("; ", "", ".")) + fair;
  }

  private String says(Victim victim) {
    Meter with = meter(victim.tenant());
    Meter without = alone.get(victim.tenant());
    return name(victim.tenant())
        + " is hurt by "
        + name(victim.culprit())
        + victim.since().map(s -> " since " + new Timespan(s)).orElse("")
        + ": "
        + Ratio.of(kept(without, with))
        + "* done, mean "
        + new Timespan(with.latencies().meanSeconds())
        + "* instead of "
        + new Timespan(without.latencies().meanSeconds())
        + "*";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Tenants together and alone")
            .text("tenant")
            .number("done", "%", 1)
            .number("mean alone", "ms", 2)
            .number("mean together", "ms", 2)
            .number("p99 alone", "ms", 2)
            .number("p99 together", "ms", 2)
            .number("hurt since", "s", 1)
            .text("by");
    for (int t = 0; t < alone.size(); t++) {
      int tenant = t;
      Optional<Victim> victim = victims.stream().filter(v -> v.tenant() == tenant).findFirst();
      table.row(
          name(t),
          new Cell(100 * kept(alone.get(t), meter(t)), true),
          millis(alone.get(t), 0),
          millis(meter(t), 0),
          millis(alone.get(t), 99),
          millis(meter(t), 99),
          new Cell(victim.flatMap(Victim::since).orElse(null), true),
          victim.map(v -> name(v.culprit())).orElse(""));
    }
    return table
        .note("Done: of what the tenant gets done alone, with the same requests.")
        .note(
            "Hurt: latency more than "
                + hurt("latencyTimes").integer()
                + " times that alone, or less than "
                + hurt("servedPct").ratio()
                + " done; since when this lasts.")
        .build();
  }

  private static Cell millis(Meter meter, double percentile) {
    return new Cell(
        1e3
            * (percentile == 0
                ? meter.latencies().meanSeconds()
                : meter.latencies().percentile(percentile)),
        true);
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "Mean latency alone and together",
            "Two bars for each tenant. " + verdict(),
            "Tenant",
            "Mean latency (ms)",
            IntStream.range(0, alone.size()).mapToObj(this::name).toList(),
            List.of(
                new Picture.Series("alone", means(alone), Picture.Role.GOOD),
                new Picture.Series(
                    "together", means(together.outcome().tenants()), Picture.Role.BAD)),
            false));
  }

  private static List<Double> means(List<Meter> meters) {
    return meters.stream().map(m -> m.latencies().meanSeconds() * 1e3).toList();
  }

  @Override
  public List<Figure<?>> figures() {
    return List.copyOf(figures);
  }
}
