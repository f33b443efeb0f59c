package org.stackbook.compute;

import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;

/** The VMs of a placement, a row for each. */
public final class VmTable extends Result implements OfStamp {

  private final HostMemory host;
  private final VmQuestion asked;
  private final VmCourse course;

  VmTable(HostMemory host, VmQuestion asked, VmCourse course) {
    this.host = host;
    this.asked = asked;
    this.course = course;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  @Override
  public String title() {
    return "VMs of " + stamp().name();
  }

  @Override
  public String verdict() {
    long run = IntStream.range(0, asked.vms().size()).filter(i -> course.what(i).runs()).count();
    return run + "* of " + asked.vms().size() + " VMs run.";
  }

  /** Every VM of a set is told to be in the same one. */
  private static Figure<Integer> updateDomain() {
    Fact shown = Facts.ours().fact("updateDomain/shown");
    return Figure.stated("update domain", shown.integer(), shown);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("VM")
            .text("size")
            .number("memory", "GiB", 2)
            .text("set")
            .count("fault domain")
            .count("update domain")
            .text("server")
            .text("what became of it");
    for (int i = 0; i < asked.vms().size(); i++) {
      AskedVm vm = asked.vms().get(i);
      int on = course.server(i);
      table.row(
          vm.name(),
          vm.size().name(),
          vm.size().memory(),
          vm.isInSet() ? asked.sets().get(vm.set()).name() : null,
          vm.isInSet() ? vm.domain() : null,
          vm.isInSet() ? updateDomain() : null,
          on == VmPlacer.NO_HOST ? null : new Cell(stamp().servers().get(on).name(), true),
          course.what(i).word());
    }
    asked.scaleSetNote().ifPresent(table::note);
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(stamp().build().limits().faultDomains(), updateDomain());
  }
}
