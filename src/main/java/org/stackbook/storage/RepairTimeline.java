package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.RepairCourse.Pass;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Result;

/**
 * What a repair copies when: one pass after the other, slabs with the fewest copies first. The
 * chart shows how much is copied in a second; the area of a pass is what it copies in all.
 *
 * <pre>{@code
 * placed.fail("n3", "n6").repair().timeline().why("per second with 1 copy")
 * }</pre>
 */
public final class RepairTimeline extends Result implements OfStamp {

  private final Repair repair;
  private final RepairCourse course;

  RepairTimeline(Repair repair) {
    this.repair = repair;
    this.course = repair.course();
  }

  /** The stamp whose pool is repaired. */
  @Override
  public Stamp stamp() {
    return repair.stamp();
  }

  @Override
  public String title() {
    return "Timeline: " + repair.title();
  }

  @Override
  public String verdict() {
    if (course.passes().isEmpty()) {
      return "Nothing is copied.";
    }
    List<String> passes = new ArrayList<>();
    for (Pass pass : course.passes()) {
      Figure<Bytes> copied = course.copied(pass);
      passes.add(
          star(copied.value().toString(), copied)
              + " for slabs with "
              + PlacementView.copiesLeft(pass.left())
              + " from "
              + at(pass.begin(), pass)
              + " to "
              + at(pass.end(), pass));
    }
    return String.join(", then ", passes) + ".";
  }

  private static String at(Timespan time, Pass pass) {
    return time.equals(Timespan.ZERO) ? "the beginning" : star(time.toString(), pass.takes());
  }

  private static String star(String text, Figure<?> figure) {
    return figure.confidence().starred() ? text + "*" : text;
  }

  @Override
  public DataTable data() {
    TimeScale unit = TimeScale.of(course.end().at());
    DataTable.Builder table =
        DataTable.of("Passes of the repair")
            .text("slabs with")
            .number("begin", unit.symbol(), 2)
            .number("end", unit.symbol(), 2)
            .number("copied", "TB", 3)
            .number("per second", "GB", 3)
            .text("waits for");
    for (Pass pass : course.passes()) {
      boolean starred = pass.takes().confidence().starred();
      Figure<Bytes> copied = course.copied(pass);
      table.row(
          PlacementView.copiesLeft(pass.left()),
          new Cell(unit.value(pass.begin()), starred && pass.begin().seconds() > 0),
          new Cell(unit.value(pass.end()), starred),
          new Cell(copied.value().to(ByteUnit.TB), copied.confidence().starred()),
          new Cell(course.perSecond(pass).value().to(ByteUnit.GB), starred),
          pass.slowest());
    }
    return table
        .note("What is copied is read once and written once.")
        .note("In a pass all copies are made at the pace of the part that it waits for.")
        .build();
  }

  @Override
  public Optional<Picture> picture() {
    if (course.passes().isEmpty()) {
      return Optional.empty();
    }
    TimeScale unit = TimeScale.of(course.end().at());
    return Optional.of(
        new Picture.Areas(
            "What the repair copies when",
            "Areas over time since the repair began, one for each pass. " + verdict(),
            "Time (" + unit.symbol() + ")",
            "Copied (GB/s)",
            course.passes().stream().map(pass -> block(pass, unit)).toList()));
  }

  /** Up at its beginning, down at its end. */
  private Line block(Pass pass, TimeScale unit) {
    double begin = unit.value(pass.begin());
    double end = unit.value(pass.end());
    double rate = course.perSecond(pass).value().to(ByteUnit.GB);
    return new Line(
        PlacementView.copiesLeft(pass.left()) + ": " + course.copied(pass).value(),
        List.of(begin, begin, end, end),
        List.of(0.0, rate, rate, 0.0),
        RepairView.role(pass.left()));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (Pass pass : course.passes()) {
      figures.addAll(List.of(course.copied(pass), pass.takes(), course.perSecond(pass)));
    }
    figures.add(repair.duration());
    figures.addAll(course.rates());
    figures.add(repair.before().slab());
    return figures;
  }
}
