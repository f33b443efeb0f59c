package org.stackbook.qos;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stackbook.qos.engine.Counts;
import org.stackbook.qos.engine.QueueSimulation;
import org.stackbook.qos.engine.Tally;
import org.stackbook.view.DataTable;

/** What each virtual machine gets, and each of its disks. */
final class MachineTable {

  private static final String EXACT =
      "p50, p99 and p99.9 of a tenant with several VMs are exact to a thirty-second of them.";

  private MachineTable() {}

  /** A row for each virtual machine. */
  static DataTable ofVms(QosRun run) {
    CountsTable rows =
        new CountsTable(
            DataTable.of("Virtual machines").text("tenant").count("VM"), seconds(run), 1);
    DataTable.Builder table = rows.table();
    for (int t = 0; t < run.scenario().tenants().size(); t++) {
      String tenant = run.scenario().tenants().get(t).name();
      List<Tally> all = run.outcome().machines().get(t);
      for (int vm = 0; vm < all.size(); vm++) {
        Counts counts = all.size() == 1 ? run.outcome().tenants().get(t) : all.get(vm);
        rows.row(counts, tenant, vm + 1);
      }
      if (all.size() > 1) {
        table.note(extremes(tenant, all)).note(EXACT);
      }
    }
    return table.build();
  }

  /** The fastest and the slowest, by the mean of requests that were done. */
  private static String extremes(String tenant, List<Tally> all) {
    List<Integer> order =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingDouble(vm -> slowness(all.get(vm))))
            .toList();
    return tenant
        + ": VM "
        + (order.get(0) + 1)
        + " is the fastest, VM "
        + (order.get(order.size() - 1) + 1)
        + " the slowest, by the mean.";
  }

  /** One that got nothing done is slower than any. */
  private static double slowness(Tally tally) {
    return tally.served() == 0 ? Double.POSITIVE_INFINITY : tally.meanSeconds();
  }

  /** A row for each disk of each virtual machine; of very many, those that are alike together. */
  static DataTable ofDisks(QosRun run) {
    boolean each = run.outcome().machineDisks().stream().noneMatch(List::isEmpty);
    DataTable.Builder table = DataTable.of("Disks").text("tenant");
    CountsTable rows =
        new CountsTable((each ? table.count("VM") : table).count("disk"), seconds(run), 1);
    for (int t = 0; t < run.scenario().tenants().size(); t++) {
      Tenant tenant = run.scenario().tenants().get(t);
      for (int vm = 0; vm < (each ? tenant.vms() : 1); vm++) {
        for (int disk = 0; disk < tenant.disks(); disk++) {
          Counts counts =
              each && tenant.vms() > 1
                  ? run.outcome().machineDisks().get(t).get(vm * tenant.disks() + disk)
                  : run.outcome().disks().get(t).get(disk);
          if (each) {
            rows.row(counts, tenant.name(), vm + 1, disk + 1);
          } else {
            rows.row(counts, tenant.name(), disk + 1);
          }
        }
      }
    }
    if (!each) {
      table.note(
          String.format(
              Locale.ROOT,
              "There are more than %,d disks: those of VMs that are alike are together.",
              QueueSimulation.MOST_DISKS));
    } else if (run.scenario().tenants().stream().anyMatch(tenant -> tenant.vms() > 1)) {
      table.note(EXACT);
    }
    return table.build();
  }

  private static double seconds(QosRun run) {
    return run.scenario().said().duration().value().seconds();
  }
}
