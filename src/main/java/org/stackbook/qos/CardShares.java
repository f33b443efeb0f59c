package org.stackbook.qos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.FairShares;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What each flow gets of the network cards, which nothing rules: max-min fair shares. No flow can
 * get more without another one, that has no more than it, getting less.
 *
 * <pre>{@code
 * var shares = oslo.qos().card(c -> c.port(gbps(10))
 *     .storage("repair", "n1", "n2", gbps(9))
 *     .reply("web", "n1", gbps(6)));
 * shares.why("web gets").figure().value() // → 5 Gb/s
 * }</pre>
 *
 * <p>Source: "Azure Stack – in-depth architecture" (2018): no network QoS on a NIC; D. Bertsekas
 * and R. Gallager, "Data Networks" (1992): progressive filling.
 */
public final class CardShares extends Result implements OfStamp {

  private static final double GIGA = 1e9;
  private static final double SLACK = 1e-9;

  private final Stamp stamp;
  private final List<CardOptions.Flow> flows;
  private final FairShares shares;
  private final List<Figure<?>> figures = new ArrayList<>();
  private final List<Figure<Bandwidth>> rates = new ArrayList<>();

  CardShares(Stamp stamp, CardOptions said) {
    this.stamp = stamp;
    this.flows = said.flows();
    double[] capacity = new double[2 * stamp.servers().size()];
    Arrays.fill(capacity, said.port().value().bitsPerSecond());
    this.shares =
        FairShares.of(
            capacity,
            flows.stream()
                .map(f -> f.links().stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new),
            flows.stream().mapToDouble(f -> f.wants().bitsPerSecond()).toArray());
    Fact links = Facts.ours().fact("qos/links/value");
    Figure<String> sharing = Figure.stated("sharing", links.text(), links);
    for (int f = 0; f < flows.size(); f++) {
      CardOptions.Flow flow = flows.get(f);
      Figure<Bandwidth> wants =
          Figure.given(flow.name() + " wants", flow.wants(), flow.name() + ", " + flow.way());
      Figure<Bandwidth> gets =
          Figure.derived(
                  flow.name() + " gets",
                  new Bandwidth(shares.rate(f)),
                  shares.bottleneck(f) == FairShares.SATISFIED
                      ? "{" + wants.name() + "}"
                      : "its share of what "
                          + link(shares.bottleneck(f))
                          + " at {port}, of {"
                          + wants.name()
                          + "}",
                  wants,
                  said.port(),
                  sharing)
              .by(rule("article"), rule("note"));
      rates.add(gets);
      figures.add(gets);
    }
    figures.add(said.port());
  }

  private static Fact rule(String what) {
    FactBook book = Facts.limitations();
    return book.fact(book.entryWith("limitations", "id", "nic-qos") + "/" + what);
  }

  private String link(int link) {
    return stamp.servers().get(link / 2).name() + (link % 2 == 0 ? " sends" : " receives");
  }

  /** The flows that take the link that keeps a flow short, but for itself. */
  private String rivals(int flow) {
    int link = shares.bottleneck(flow);
    return IntStream.range(0, flows.size())
        .filter(other -> other != flow)
        .filter(other -> flows.get(other).links().contains(link))
        .mapToObj(other -> flows.get(other).name())
        .collect(Collectors.joining(", "));
  }

  private boolean isShort(int flow) {
    return shares.rate(flow) < flows.get(flow).wants().bitsPerSecond() * (1 - SLACK);
  }

  /** The stamp whose cards are shared. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public String title() {
    return "Network cards of " + stamp.name();
  }

  @Override
  public String verdict() {
    List<String> wanting =
        IntStream.range(0, flows.size())
            .filter(this::isShort)
            .mapToObj(
                f ->
                    flows.get(f).name()
                        + " gets "
                        + rates.get(f).valueText()
                        + "* of "
                        + flows.get(f).wants()
                        + (rivals(f).isEmpty() ? "" : " beside " + rivals(f)))
            .toList();
    return wanting.isEmpty()
        ? "All flows get what they want*."
        : String.join("; ", wanting) + ". Nothing rules the cards.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Flows")
            .text("flow")
            .text("way")
            .number("wants", "Gb/s", 2)
            .number("gets", "Gb/s", 2)
            .text("full")
            .text("beside");
    for (int f = 0; f < flows.size(); f++) {
      boolean wanting = isShort(f);
      table.row(
          flows.get(f).name(),
          flows.get(f).way(),
          flows.get(f).wants().bitsPerSecond() / GIGA,
          new Cell(shares.rate(f) / GIGA, true),
          wanting ? "what " + link(shares.bottleneck(f)) : "",
          wanting ? rivals(f) : "");
    }
    return table.note(rule("article").text() + ".").note(rule("note").text()).build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "What flows want and get",
            "Two bars for each flow. " + verdict(),
            "Flow",
            "Rate (Gb/s)",
            flows.stream().map(CardOptions.Flow::name).toList(),
            List.of(
                new Picture.Series(
                    "wants",
                    flows.stream().map(f -> f.wants().bitsPerSecond() / GIGA).toList(),
                    Picture.Role.FREE),
                new Picture.Series(
                    "gets",
                    IntStream.range(0, flows.size()).mapToObj(f -> shares.rate(f) / GIGA).toList(),
                    Picture.Role.GOOD)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    return List.copyOf(figures);
  }
}
