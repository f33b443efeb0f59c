package org.stackbook.network.sdn;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.SnatRun;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What it costs if back ends have no ports beforehand and ask for them, a range at a time, as they
 * do in Ananta: how many connections wait for a request, and how long. Azure Stack's way is not
 * public.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4")));
 * var requests = net.snatRequests("203.0.113.10", s -> s.rate(10).lifetime(years(1)).duration(new Timespan(80)));
 * requests.why("requests").figure().value() // → 100
 * }</pre>
 *
 * <p>Source: P. Patel et al., "Ananta: Cloud scale load balancing", SIGCOMM 2013.
 */
public final class SnatRequests extends Result implements OfStamp {

  private static final FactBook OURS = Facts.ours();
  private static final String LATENCY = "sdn/snatRequest/latency";
  private static final double MILLIS = 1e3;

  private final Stamp stamp;
  private final Vip vip;
  private final List<Figure<?>> said;
  private final SnatRun run;

  SnatRequests(Stamp stamp, Vip vip, List<Figure<?>> said, SnatRun run) {
    this.stamp = stamp;
    this.vip = vip;
    this.said = List.copyOf(said);
    this.run = run;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  private Figure<Long> count(String name, SnatRun.Grant grant, String what) {
    return Figure.derived(
        name,
        run.count(grant),
        "count of the connections " + what + ", by seed {seed}",
        said.toArray(Figure<?>[]::new));
  }

  private Figure<Long> requests() {
    return count("requests", SnatRun.Grant.NEW_RANGE, "that need a range of {ports of a range}");
  }

  private Figure<Long> atHand() {
    return count("at hand", SnatRun.Grant.AT_HAND, "for which the back end has a port");
  }

  private long opened() {
    return requests().value() + atHand().value();
  }

  private Figure<Ratio> withoutRequest() {
    return Figure.derived(
        "share without a request",
        Ratio.of(opened() == 0 ? 0 : (double) atHand().value() / opened()),
        "{at hand} ÷ ({at hand} + {requests})",
        atHand(),
        requests());
  }

  private static Figure<Timespan> least() {
    Fact fact = OURS.fact("sdn/snatRequest/minimumMs");
    return Figure.stated("time without a request", new Timespan(fact.number() / MILLIS), fact);
  }

  /** The share of requests that are answered within a time. */
  private record Point(Fact share, Fact time) {

    Timespan within() {
      return new Timespan(time.number() / MILLIS);
    }
  }

  private static List<Point> points() {
    return OURS.entries(LATENCY).stream()
        .map(entry -> new Point(OURS.fact(entry + "/share"), OURS.fact(entry + "/ms")))
        .toList();
  }

  private static Point slowest() {
    List<Point> all = points();
    return all.get(all.size() - 1);
  }

  private static Figure<Ratio> answered() {
    return Figure.stated(
        "requests answered within " + slowest().within(),
        Ratio.of(slowest().share().number()),
        slowest().share());
  }

  private Figure<Ratio> slow() {
    Figure<Ratio> without = withoutRequest();
    Figure<Ratio> answered = answered();
    return Figure.derived(
        "share that waits " + slowest().within() + " or more",
        Ratio.of(
            opened() == 0 ? 0 : (1 - without.value().value()) * (1 - answered.value().value())),
        "(1 − {share without a request}) × (1 − {" + answered.name() + "})",
        without,
        answered);
  }

  /** The same where as many connections need no request as in production. */
  private static Figure<Ratio> slowInProduction() {
    Fact local = Facts.networking().fact("ananta/snat/localPct");
    Figure<Ratio> share =
        Figure.stated("share without a request in production", local.ratio(), local);
    Figure<Ratio> answered = answered();
    return Figure.derived(
        "share that waits " + slowest().within() + " or more in production",
        Ratio.of((1 - share.value().value()) * (1 - answered.value().value())),
        "(1 − {" + share.name() + "}) × (1 − {" + answered.name() + "})",
        share,
        answered);
  }

  @Override
  public String title() {
    return "Requests for ports of " + vip.address();
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "%,d* of %,d* connections wait for a request; the others take %s.",
        requests().value(),
        opened(),
        least().valueText());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .number("requests answered", "%", 0)
            .number("within", "ms", 0)
            .count("connections that wait longer");
    for (Point point : points()) {
      table.row(
          Ratio.of(point.share().number()),
          point.time().number(),
          new DataTable.Cell(Math.round(requests().value() * (1 - point.share().number())), true));
    }
    table.note("Measured of Ananta in production; in the mean, not of each connection.");
    if (run.refused() > 0) {
      table.note(String.format(Locale.ROOT, "%,d connections get no port at all.", run.refused()));
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "connections",
            "count",
            List.of("at hand", "requests", "refused"),
            List.of(
                new Picture.Series(
                    "connections",
                    List.of(
                        (double) atHand().value(),
                        (double) requests().value(),
                        (double) run.refused()),
                    Picture.Role.PLAIN)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(
        requests(), atHand(), withoutRequest(), least(), slow(), slowInProduction(), answered());
  }
}
