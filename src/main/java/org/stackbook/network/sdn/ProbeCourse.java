package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.engine.HealthProbe;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What a health probe makes of a back end over time: when it is out, when it is back, and how long
 * new flows go to one that does not serve.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var probe = net.probe("10.0.2.4", p -> p.interval(new Timespan(15)).stops(new Timespan(20), minutes(1)).duration(minutes(3)));
 * probe.why("out at most after").figure().value() // → 45 s
 * probe.why("unnoticed").figure().value() // → 40 s
 * }</pre>
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; Standard Load Balancer considerations;
 * Health probes (public Azure).
 */
public final class ProbeCourse extends Result implements OfStamp {

  private static final String PROBES = "loadBalancing/probes/";
  private static final double MILLIS = 1e3;
  private static final int MOST_PROBES = 1_000_000;

  private final SdnLayout layout;
  private final VirtualNic card;
  private final ProbeOptions said;
  private final List<HealthProbe.Change> changes;

  private ProbeCourse(
      SdnLayout layout, VirtualNic card, ProbeOptions said, List<HealthProbe.Change> changes) {
    this.layout = layout;
    this.card = card;
    this.said = said;
    this.changes = changes;
  }

  static ProbeCourse of(SdnLayout layout, VirtualNic card, Consumer<ProbeOptions> how) {
    String given = "probe(\"" + card.name() + "\")";
    if (layout.vips().stream().noneMatch(vip -> vip.pool().contains(card))) {
      throw Refusal.of(given, card.name() + " is in no pool, and nothing asks it")
          .wayOut("put it into the pool of a VIP")
          .asException();
    }
    ProbeOptions said = new ProbeOptions();
    how.accept(said);
    long interval = ProbeOptions.millis(said.interval().value());
    long until = ProbeOptions.millis(said.duration().value());
    if (until / interval > MOST_PROBES) {
      throw Refusal.of(given, "at most a million probes are followed")
          .wayOut("say a shorter duration, or a longer interval")
          .asException();
    }
    List<ProbeTrouble> seen =
        said.troubles().stream().filter(t -> said.isHttp() || !t.answers()).toList();
    long[] times = seen.stream().flatMapToLong(t -> LongStream.of(t.from(), t.to())).toArray();
    HealthProbe probe = new HealthProbe(interval, said.downAfter().value(), said.upAfter().value());
    long patience = ProbeOptions.millis(said.patience().value());
    List<HealthProbe.Change> changes = new ArrayList<>();
    for (HealthProbe.Change change : probe.watch(0, times, until)) {
      boolean waits = !change.in() && seen.stream().noneMatch(t -> t.answers() && in(t, change));
      changes.add(new HealthProbe.Change(change.time() + (waits ? patience : 0), change.in()));
    }
    return new ProbeCourse(layout, card, said, List.copyOf(changes));
  }

  private static boolean in(ProbeTrouble trouble, HealthProbe.Change change) {
    return trouble.from() <= change.time() && change.time() < trouble.to();
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  private static Fact fact(String name) {
    return Facts.networking().fact(PROBES + name);
  }

  private IpNetwork subnet() {
    return card.network()
        .subnet(card.address())
        .map(VirtualNetwork.Subnet::network)
        .orElse(card.network().network());
  }

  private Figure<String> source() {
    return Figure.derived(
            "source address",
            subnet().address(1).toString(),
            "first address of {subnet}",
            Figure.given("subnet", subnet().toString(), "virtualNetwork(…), subnet(…)"))
        .by(fact("sourceAddress"));
  }

  private Figure<Timespan> outAfter(boolean most) {
    Figure<Integer> probes = said.downAfter();
    Figure<Timespan> interval = said.interval();
    Figure<Timespan> patience = said.patience();
    int intervals = most ? probes.value() : probes.value() - 1;
    return Figure.derived(
        most ? "out at most after" : "out at least after",
        new Timespan(intervals * interval.value().seconds() + patience.value().seconds()),
        (most ? "{probes until it is out}" : "({probes until it is out} − 1)")
            + " × {interval} + {waits for an answer}",
        probes,
        interval,
        patience);
  }

  /** For how long the back end serves, or not, while it gets new flows, or not. */
  private Timespan time(boolean serves, boolean in) {
    List<Long> times = new ArrayList<>();
    long until = ProbeOptions.millis(said.duration().value());
    times.add(0L);
    times.add(until);
    said.troubles().forEach(t -> times.addAll(List.of(t.from(), t.to())));
    changes.forEach(change -> times.add(change.time()));
    List<Long> sorted = times.stream().filter(t -> t <= until).sorted().toList();
    long sum = 0;
    int change = 0;
    int trouble = 0;
    List<ProbeTrouble> troubles = said.troubles();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      long now = sorted.get(i);
      while (change < changes.size() && changes.get(change).time() <= now) {
        change++;
      }
      while (trouble < troubles.size() && troubles.get(trouble).to() <= now) {
        trouble++;
      }
      boolean isIn = change == 0 || changes.get(change - 1).in();
      boolean isServing = trouble == troubles.size() || now < troubles.get(trouble).from();
      sum += isIn == in && isServing == serves ? sorted.get(i + 1) - now : 0;
    }
    return new Timespan(sum / MILLIS);
  }

  private Figure<Timespan> time(String name, boolean serves, boolean in, String formula) {
    return Figure.derived(
        name,
        time(serves, in),
        formula,
        Figure.given("trouble", said.troubles().size() + " times", "stops(…), errs(…), flaps(…)"),
        said.duration(),
        said.interval(),
        said.downAfter(),
        said.upAfter(),
        said.patience());
  }

  private Figure<Timespan> unnoticed() {
    return time(
        "unnoticed",
        false,
        true,
        "time within {duration} in which it does not serve and gets new flows");
  }

  private Figure<Timespan> unused() {
    return time(
        "unused", true, false, "time within {duration} in which it serves and gets no new flows");
  }

  private long outs() {
    return changes.stream().filter(change -> !change.in()).count();
  }

  @Override
  public String title() {
    return "Health probe of " + card.name() + " by " + said.kind();
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "A back end that stops is out after %s to %s; here it is out %,d times, and not serving"
            + " while it gets new flows for %s.",
        outAfter(false).starredText(),
        outAfter(true).starredText(),
        outs(),
        unnoticed().starredText());
  }

  /** One line of the table. */
  private record Line(long time, String what, String newFlows, String established) {}

  private List<Line> lines() {
    boolean alone =
        layout.vips().stream().anyMatch(v -> v.pool().size() == 1 && v.pool().contains(card));
    List<Line> lines = new ArrayList<>();
    for (ProbeTrouble trouble : said.troubles()) {
      lines.add(
          new Line(
              trouble.from(),
              trouble.answers() ? "answers with errors" : "stops",
              "fail while it is in",
              trouble.answers() ? "get errors" : "break"));
      lines.add(new Line(trouble.to(), "serves again", "succeed once it is in", ""));
    }
    for (HealthProbe.Change change : changes) {
      lines.add(
          change.in()
              ? new Line(change.time(), "back by its probe", "come to it again", "")
              : new Line(
                  change.time(),
                  "out by its probe",
                  alone ? "find no back end" : "go to the others",
                  (alone ? fact("allDown") : fact("instanceDown")).text()));
    }
    lines.sort(Comparator.comparingLong(Line::time));
    return lines;
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .number("at", "s", 3)
            .text("what")
            .text("new flows")
            .text("established flows");
    for (Line line : lines()) {
      table.row(line.time() / MILLIS, line.what(), line.newFlows(), line.established());
    }
    table.note("Asked by the " + fact("origin").text() + ", from " + source().value() + ".");
    table.note(
        said.isHttp()
            ? "An answer other than " + fact("httpOk").integer() + " counts as none."
            : "A TCP connection is an answer, whatever the application does.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    double end = said.duration().value().seconds();
    List<Double> xs = new ArrayList<>(List.of(0.0));
    List<Double> ys = new ArrayList<>(List.of(1.0));
    for (HealthProbe.Change change : changes) {
      step(xs, ys, Math.min(end, change.time() / MILLIS), change.in() ? 1 : 0);
    }
    step(xs, ys, end, ys.get(ys.size() - 1));
    List<Double> served = new ArrayList<>(List.of(0.0));
    List<Double> serves = new ArrayList<>(List.of(1.0));
    for (ProbeTrouble trouble : said.troubles()) {
      step(served, serves, Math.min(end, trouble.from() / MILLIS), 0);
      step(served, serves, Math.min(end, trouble.to() / MILLIS), 1);
    }
    step(served, serves, end, serves.get(serves.size() - 1));
    return Optional.of(
        new Picture.Lines(
            title(),
            verdict(),
            "time (s)",
            "1: yes, 0: no",
            List.of(
                new Picture.Line("serves", served, serves, Picture.Role.GOOD),
                new Picture.Line("gets new flows", xs, ys, Picture.Role.PLAIN))));
  }

  private static void step(List<Double> xs, List<Double> ys, double x, double y) {
    xs.add(x);
    ys.add(ys.get(ys.size() - 1));
    xs.add(x);
    ys.add(y);
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(
        outAfter(false),
        outAfter(true),
        unnoticed(),
        unused(),
        Figure.derived(
            "times out",
            outs(),
            "count of the times that {probes until it is out} in a row find no answer",
            said.downAfter(),
            said.interval(),
            said.duration()),
        source(),
        said.interval(),
        said.downAfter(),
        said.upAfter(),
        said.patience());
  }
}
