package org.stackbook.stamp;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Iops;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * How many data disks of a VM, striped, may together do a number of requests: each is capped by the
 * size of the VM, and a stripe adds the caps up.
 *
 * <pre>{@code
 * vmSize("Standard_D3_v2").disksFor(iops(5_000)).why("disks")
 * }</pre>
 */
public final class StripedDisks extends Result {

  private final VmSize size;
  private final Figure<Iops> wanted;
  private final Figure<Integer> disks;
  private final Figure<Iops> cap;

  StripedDisks(VmSize size, Iops wanted) {
    this.size = size;
    this.wanted = Figure.given("wanted", wanted, "disksFor(…)");
    double each = size.dataDiskIops().value().perSecond();
    this.disks =
        Figure.derived(
            "disks",
            (int) Math.ceil(wanted.perSecond() / each),
            "{wanted} ÷ {IOPS per data disk}, rounded up",
            this.wanted,
            size.dataDiskIops());
    this.cap =
        Figure.derived(
            "cap of the stripe",
            new Iops(disks.value() * each),
            "{disks} × {IOPS per data disk}",
            disks,
            size.dataDiskIops());
  }

  /** How many data disks. */
  public int disks() {
    return disks.value();
  }

  @Override
  public String title() {
    return wanted.valueText() + " on " + size.name();
  }

  @Override
  public String verdict() {
    return Words.count(disks.value(), "data disk")
        + " of "
        + size.dataDisks().value()
        + (disks.value() == 1 ? "" : ", striped,")
        + " may do "
        + cap.valueText()
        + (cap.confidence().starred() ? "*" : "")
        + ": a cap, never a guarantee.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Caps of striped data disks of " + size.name())
            .count("disks")
            .number("cap", "IOPS", 0)
            .text("enough");
    for (int n = 1; n <= size.dataDisks().value(); n++) {
      Iops together = new Iops(n * size.dataDiskIops().value().perSecond());
      table.row(
          n,
          new DataTable.Cell(together, size.dataDiskIops().confidence().starred()),
          n >= disks.value() ? "yes" : "no");
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(disks, cap, wanted, size.dataDiskIops(), size.dataDisks());
  }
}
