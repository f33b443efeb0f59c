package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * How many operations on VMs are reliable at once, and how long to wait before the next batch.
 *
 * <pre>{@code
 * oslo.compute().batches().why("most in a batch")
 * }</pre>
 *
 * <p>Source: Azure Stack (Hub) compute capacity.
 */
public final class CreationBatches extends Result implements OfStamp {

  private static final FactBook OURS = Facts.ours();

  private final Stamp stamp;
  private final Optional<String> row;

  CreationBatches(Stamp stamp) {
    this.stamp = stamp;
    this.row =
        OURS.entries("vmBatches/rows").stream()
            .filter(
                entry -> OURS.fact(entry + "/operation").builds().includes(stamp.build().name()))
            .findFirst();
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  private static Figure<Integer> number(String name, String path) {
    Fact fact = OURS.fact(path);
    return Figure.stated(name, fact.integer(), fact);
  }

  @Override
  public String title() {
    return "Batches of VM operations in build " + stamp.build();
  }

  @Override
  public String verdict() {
    return row.map(
            entry ->
                OURS.fact(entry + "/operation").text()
                    + ": batches of "
                    + size(entry)
                    + ", "
                    + pause(entry).valueText()
                    + " between them.")
        .orElse("No text states it for this build.");
  }

  private static String size(String entry) {
    int least = OURS.fact(entry + "/least").integer();
    int most = OURS.fact(entry + "/most").integer();
    return least == most ? String.valueOf(most) : least + " to " + most;
  }

  private static Figure<Timespan> pause(String entry) {
    Fact fact = OURS.fact(entry + "/pauseMinutes");
    return Figure.stated("pause between batches", Timespan.minutes(fact.integer()), fact);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("operation").text("batch").text("pause");
    row.ifPresent(
        entry ->
            table.row(
                OURS.fact(entry + "/operation").text(), size(entry), pause(entry).valueText()));
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    row.ifPresent(
        entry -> {
          figures.add(number("least in a batch", entry + "/least"));
          figures.add(number("most in a batch", entry + "/most"));
          figures.add(pause(entry));
        });
    return figures;
  }
}
