package org.stackbook.network.plan;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;

/** Who has an address, and what it is for. */
public final class AddressOwner extends Result implements OfStamp {

  private final Stamp stamp;
  private final IpAddress address;
  private final PlannedSpan found;
  private final List<SubNetwork> parts;

  /**
   * @param parts the one that the address is in, or those beside it
   */
  AddressOwner(Stamp stamp, IpAddress address, PlannedSpan found, List<SubNetwork> parts) {
    this.stamp = stamp;
    this.address = address;
    this.found = found;
    this.parts = parts;
  }

  /** Of an address that no network of the plan has. */
  static AddressOwner outside(Stamp stamp, IpAddress address) {
    Span nobody = new Span(address, address, "nobody", AddressUse.OUTSIDE, false);
    return new AddressOwner(stamp, address, new PlannedSpan("", "", nobody), List.of());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Who has it, such as {@code TOR1}, {@code tenants} or {@code nobody}. */
  public String holder() {
    return found.span().who();
  }

  /** What it is for. */
  public AddressUse use() {
    return found.span().use();
  }

  /** The network that it is in, undivided parts being of the network that was given; or empty. */
  public String network() {
    return found.part().isEmpty() ? found.network() : found.part();
  }

  @Override
  public String title() {
    return "Who has " + address + " of " + stamp.name();
  }

  @Override
  public String verdict() {
    return use() == AddressUse.OUTSIDE
        ? address + " is in none of the networks."
        : address
            + (found.span().starred() ? "*" : "")
            + " in "
            + network()
            + ": "
            + holder()
            + ".";
  }

  @Override
  public DataTable data() {
    return DataTable.of(title())
        .text("address")
        .text("who")
        .text("use")
        .text("meaning")
        .text("network")
        .text("part of")
        .row(
            new Cell(address.toString(), found.span().starred()),
            holder(),
            use().word(),
            use().definition(),
            network(),
            found.network())
        .build();
  }

  @Override
  public List<Figure<?>> figures() {
    return parts.stream().<Figure<?>>flatMap(part -> part.assumptions().stream()).toList();
  }
}
