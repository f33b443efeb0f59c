package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;

/**
 * The addresses of a network of a plan: a row for each that somebody has, and for each range of
 * those that are for the same.
 */
public final class NetworkAddresses extends Result implements OfStamp {

  private final Stamp stamp;
  private final String name;
  private final IpNetwork range;
  private final List<PlannedSpan> spans;
  private final List<Figure<?>> figures;

  private NetworkAddresses(
      Stamp stamp, String name, IpNetwork range, List<PlannedSpan> spans, List<Figure<?>> figures) {
    this.stamp = stamp;
    this.name = name;
    this.range = range;
    this.spans = spans;
    this.figures = figures;
  }

  /** All of a network that was given. */
  static NetworkAddresses of(Stamp stamp, DividedNetwork network) {
    Map<String, Figure<?>> figures = new LinkedHashMap<>();
    network.figures().forEach(figure -> figures.put(figure.name(), figure));
    network.parts().stream()
        .flatMap(part -> part.figures().stream())
        .forEach(figure -> figures.put(figure.name(), figure));
    return new NetworkAddresses(
        stamp, network.name(), network.range(), network.spans(), List.copyOf(figures.values()));
  }

  /** A part of a network that was given. */
  static NetworkAddresses of(Stamp stamp, DividedNetwork network, SubNetwork part) {
    return new NetworkAddresses(
        stamp,
        part.name(),
        part.range(),
        network.spans().stream().filter(planned -> planned.part().equals(part.name())).toList(),
        part.figures());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** The network. */
  public IpNetwork range() {
    return range;
  }

  /**
   * How many of its addresses are for something.
   *
   * @param use such as {@code AddressUse.FREE}
   */
  public long count(AddressUse use) {
    Objects.requireNonNull(use);
    return spans.stream()
        .map(PlannedSpan::span)
        .filter(span -> span.use() == use)
        .mapToLong(Span::count)
        .sum();
  }

  @Override
  public String title() {
    String network = range.toString();
    return "Addresses of "
        + (name.equals(network) ? name : name + " (" + network + ")")
        + " of "
        + stamp.name();
  }

  @Override
  public String verdict() {
    List<String> uses = new ArrayList<>();
    for (AddressUse use : AddressUse.values()) {
      if (count(use) > 0) {
        uses.add(String.format(Locale.ROOT, "%s %,d", use.word(), count(use)));
      }
    }
    return String.format(
        Locale.ROOT, "Of %,d addresses: %s.", range.size(), String.join(", ", uses));
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title()).text("addresses").count("count").text("who").text("use").text("part");
    for (PlannedSpan planned : spans) {
      Span span = planned.span();
      table.row(
          new Cell(span.toString(), span.starred()),
          span.count(),
          span.who(),
          span.use().word(),
          planned.part());
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return figures;
  }
}
