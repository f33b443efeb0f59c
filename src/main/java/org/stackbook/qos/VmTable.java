package org.stackbook.qos;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.qos.engine.MachineTally;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;

/** What each virtual machine gets; of a tenant with many, the best and the worst. */
final class VmTable {

  /** Of a tenant with more machines than this, two are shown. */
  private static final int MOST = 24;

  private VmTable() {}

  static DataTable of(QosRun run) {
    double seconds = run.scenario().said().duration().value().seconds();
    DataTable.Builder table =
        DataTable.of("Virtual machines")
            .text("tenant")
            .count("VM")
            .number("offered", "IOPS", 1)
            .number("served", "IOPS", 1)
            .number("mean", "ms", 2)
            .text("which");
    boolean left = false;
    for (int t = 0; t < run.scenario().tenants().size(); t++) {
      List<MachineTally> all = run.outcome().machines().get(t);
      left |= all.size() > MOST;
      Comparator<Integer> slower = Comparator.comparingDouble(vm -> slowness(all.get(vm)));
      List<Integer> order = IntStream.range(0, all.size()).boxed().sorted(slower).toList();
      int best = order.get(0);
      int worst = order.get(all.size() - 1);
      List<Integer> shown =
          all.size() > MOST
              ? List.of(best, worst)
              : IntStream.range(0, all.size()).boxed().toList();
      for (int vm : shown) {
        MachineTally tally = all.get(vm);
        table.row(
            run.scenario().tenants().get(t).name(),
            vm + 1,
            new Cell(tally.offered() / seconds, true),
            new Cell(tally.served() / seconds, true),
            new Cell(tally.served() == 0 ? null : tally.meanSeconds() * 1e3, true),
            all.size() == 1 ? "" : vm == best ? "fastest" : vm == worst ? "slowest" : "");
      }
    }
    if (left) {
      table.note("Of more than " + MOST + " VMs of a tenant, the fastest and the slowest.");
    }
    return table.note("By the mean of requests that were done, caps and drives.").build();
  }

  /** One that got nothing done is slower than any. */
  private static double slowness(MachineTally tally) {
    return tally.served() == 0 ? Double.POSITIVE_INFINITY : tally.meanSeconds();
  }
}
