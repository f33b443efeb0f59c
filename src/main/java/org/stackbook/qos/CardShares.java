package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What each flow gets of the network cards, which nothing rules: max-min fair shares. No flow can
 * get more without another one, that has no more than it, getting less. Where egress caps are said,
 * the shares with them stand beside those without.
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

  private final Stamp stamp;
  private final List<CardOptions.Flow> flows;
  private final Figure<Bandwidth> port;
  private final FlowShares free;
  private final Optional<FlowShares> capped;

  CardShares(Stamp stamp, CardOptions said) {
    this.stamp = stamp;
    this.flows = said.flows();
    this.port = said.port();
    List<Figure<Bandwidth>> wants = flows.stream().map(CardShares::wants).toList();
    this.free = new FlowShares(stamp, flows, port, wants, "");
    this.capped =
        flows.stream().allMatch(f -> f.cap().isEmpty())
            ? Optional.empty()
            : Optional.of(
                new FlowShares(
                    stamp,
                    flows,
                    port,
                    IntStream.range(0, flows.size())
                        .mapToObj(f -> capped(flows.get(f), wants.get(f)))
                        .toList(),
                    " with the caps"));
  }

  private static Figure<Bandwidth> wants(CardOptions.Flow flow) {
    return Figure.given(flow.name() + " wants", flow.wants(), flow.name() + ", " + flow.way());
  }

  /** What a flow asks for, its cap being kept. */
  private static Figure<Bandwidth> capped(CardOptions.Flow flow, Figure<Bandwidth> wants) {
    if (flow.cap().isEmpty()) {
      return wants;
    }
    Figure<Bandwidth> cap = Figure.given(flow.name() + " cap", flow.cap().get(), "reply(…)");
    return Figure.derived(
        flow.name() + " asks for",
        cap.value().compareTo(wants.value()) < 0 ? cap.value() : wants.value(),
        "min({" + wants.name() + "}, {" + cap.name() + "})",
        wants,
        cap);
  }

  /** What is said of the quality of service on a card. */
  static Fact rule(String what) {
    FactBook book = Facts.limitations();
    return book.fact(book.entryWith("limitations", "id", "nic-qos") + "/" + what);
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
            .filter(free::isShort)
            .mapToObj(
                f ->
                    flows.get(f).name()
                        + " gets "
                        + free.gets(f).valueText()
                        + "* of "
                        + flows.get(f).wants()
                        + (free.rivals(f).isEmpty() ? "" : " beside " + free.rivals(f)))
            .toList();
    return (wanting.isEmpty()
            ? "All flows get what they want*."
            : String.join("; ", wanting) + ". Nothing rules the cards.")
        + capped.map(this::withCaps).orElse("");
  }

  private String withCaps(FlowShares shares) {
    return IntStream.range(0, flows.size())
        .mapToObj(f -> flows.get(f).name() + " gets " + shares.gets(f).valueText() + "*")
        .collect(Collectors.joining(", ", " If the caps that are said hold, ", "."));
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
    capped.ifPresent(
        shares -> table.number("cap", "Gb/s", 2).number("gets with the caps", "Gb/s", 2));
    for (int f = 0; f < flows.size(); f++) {
      table.row(row(f));
    }
    return table.note(rule("article").text() + ".").note(rule("note").text()).build();
  }

  private Object[] row(int f) {
    boolean wanting = free.isShort(f);
    List<Object> row =
        new ArrayList<>(
            List.of(
                flows.get(f).name(),
                flows.get(f).way(),
                gigabits(flows.get(f).wants()),
                star(free.gets(f)),
                wanting ? "what " + free.link(f) : "",
                wanting ? free.rivals(f) : ""));
    capped.ifPresent(
        shares -> {
          row.add(new Cell(flows.get(f).cap().map(CardShares::gigabits).orElse(null), false));
          row.add(star(shares.gets(f)));
        });
    return row.toArray();
  }

  private static Cell star(Figure<Bandwidth> rate) {
    return new Cell(gigabits(rate.value()), true);
  }

  private static double gigabits(Bandwidth rate) {
    return rate.bitsPerSecond() / GIGA;
  }

  @Override
  public Optional<Picture> picture() {
    List<Picture.Series> series =
        new ArrayList<>(
            List.of(
                new Picture.Series(
                    "wants",
                    flows.stream().map(f -> gigabits(f.wants())).toList(),
                    Picture.Role.FREE),
                new Picture.Series("gets", rates(free), Picture.Role.GOOD)));
    capped.ifPresent(
        shares ->
            series.add(
                new Picture.Series("gets with the caps", rates(shares), Picture.Role.PLAIN)));
    return Optional.of(
        new Picture.Bars(
            "What flows want and get",
            (capped.isPresent() ? "Three" : "Two") + " bars for each flow. " + verdict(),
            "Flow",
            "Rate (Gb/s)",
            flows.stream().map(CardOptions.Flow::name).toList(),
            series,
            false));
  }

  private List<Double> rates(FlowShares shares) {
    return IntStream.range(0, flows.size())
        .mapToObj(f -> gigabits(shares.gets(f).value()))
        .toList();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    IntStream.range(0, flows.size()).forEach(f -> figures.add(free.gets(f)));
    capped.ifPresent(
        shares -> IntStream.range(0, flows.size()).forEach(f -> figures.add(shares.gets(f))));
    figures.add(port);
    return figures;
  }
}
