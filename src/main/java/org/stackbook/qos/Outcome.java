package org.stackbook.qos;

import java.util.List;
import org.stackbook.qos.engine.Meter;
import org.stackbook.qos.engine.Tally;

/**
 * What became of the requests of tenants.
 *
 * @param disks of each tenant, for each of its disks; those of its virtual machines together
 * @param tenants for each tenant
 * @param machines of each tenant, for each of its virtual machines
 * @param machineDisks of each tenant, for each disk of its first virtual machine, then of the
 *     second; empty where there are too many
 * @param cacheSeconds for how long all cache drives together serve
 * @param capacitySeconds for how long all capacity drives together serve
 */
record Outcome(
    List<List<Meter>> disks,
    List<Meter> tenants,
    List<List<Tally>> machines,
    List<List<Tally>> machineDisks,
    double cacheSeconds,
    double capacitySeconds) {

  Outcome(
      List<List<Meter>> disks,
      List<List<Tally>> machines,
      List<List<Tally>> machineDisks,
      double cacheSeconds,
      double capacitySeconds) {
    this(
        disks,
        disks.stream().map(Meter::sum).toList(),
        machines,
        machineDisks,
        cacheSeconds,
        capacitySeconds);
  }
}
