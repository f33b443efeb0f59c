package org.stackbook.compute;

import java.util.List;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * The moves of VMs during an update, a row for each.
 *
 * <pre>{@code
 * oslo.compute().place(p -> p.vm("Standard_D2_v2", 12)).update("1803").moves()
 * }</pre>
 */
public final class UpdateMoves extends Result implements OfStamp {

  private final Stamp stamp;
  private final String of;
  private final List<DrainStep> steps;

  UpdateMoves(Stamp stamp, String of, List<DrainStep> steps) {
    this.stamp = stamp;
    this.of = of;
    this.steps = List.copyOf(steps);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public String title() {
    return of + ": moves of VMs";
  }

  private Figure<Integer> moves() {
    return Figure.derived(
            "moves",
            (int) steps.stream().filter(step -> step.disposition().runs()).count(),
            "moves of VMs while they run")
        .by(Facts.ours().fact("update/drains/value"));
  }

  @Override
  public String verdict() {
    return moves().value() + "* of " + steps.size() + " times a VM moves while it runs.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title()).text("drained").text("VM").text("to").text("disposition");
    for (DrainStep step : steps) {
      table.row(
          step.server(),
          step.vm(),
          new DataTable.Cell(step.to().orElse(""), true),
          new DataTable.Cell(step.disposition().word(), true));
    }
    return table.note("Ours: " + Facts.ours().fact("update/drains/value").text() + ".").build();
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(moves());
  }
}
