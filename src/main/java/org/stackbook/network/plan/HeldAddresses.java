package org.stackbook.network.plan;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;

/** The addresses that a device or service has, in order. */
public final class HeldAddresses extends Result implements OfStamp {

  private final Stamp stamp;
  private final String holder;
  private final List<PlannedSpan> held;
  private final List<SubNetwork> parts;

  /**
   * @param parts that the addresses are in
   */
  HeldAddresses(Stamp stamp, String holder, List<PlannedSpan> held, List<SubNetwork> parts) {
    this.stamp = stamp;
    this.holder = holder;
    this.held = held;
    this.parts = parts;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** The addresses. */
  public List<IpAddress> addresses() {
    return held.stream().map(planned -> planned.span().first()).toList();
  }

  @Override
  public String title() {
    return "Addresses of " + holder + " of " + stamp.name();
  }

  @Override
  public String verdict() {
    return holder
        + " is in "
        + String.join(", ", parts.stream().map(SubNetwork::name).toList())
        + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("address").text("network").text("part of");
    for (PlannedSpan planned : held) {
      table.row(
          new Cell(planned.span().toString(), planned.span().starred()),
          planned.part(),
          planned.network());
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return parts.stream().<Figure<?>>flatMap(part -> part.assumptions().stream()).toList();
  }
}
