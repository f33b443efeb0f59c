package org.stackbook.qos;

import java.util.List;
import org.stackbook.qos.engine.MachineTally;
import org.stackbook.qos.engine.Meter;

/**
 * What became of the requests of tenants.
 *
 * @param disks of each tenant, for each of its disks
 * @param tenants for each tenant
 * @param machines of each tenant, for each of its virtual machines
 * @param cacheUse share of their time that cache drives serve
 * @param capacityUse share of their time that capacity drives serve
 */
record Outcome(
    List<List<Meter>> disks,
    List<Meter> tenants,
    List<List<MachineTally>> machines,
    double cacheUse,
    double capacityUse) {

  Outcome(
      List<List<Meter>> disks,
      List<List<MachineTally>> machines,
      double cacheUse,
      double capacityUse) {
    this(disks, disks.stream().map(Meter::sum).toList(), machines, cacheUse, capacityUse);
  }
}
