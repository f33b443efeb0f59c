package org.stackbook.qos;

import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.qos.engine.Course;
import org.stackbook.qos.engine.Meter;

/**
 * Requests that are under way over time.
 *
 * @param name whose
 * @param course of them
 */
record Depth(String name, Course course) {

  /** Of each tenant. */
  static List<Depth> ofTenants(QosRun run) {
    return IntStream.range(0, run.outcome().tenants().size())
        .mapToObj(
            t ->
                new Depth(
                    run.scenario().tenants().get(t).name(),
                    run.outcome().tenants().get(t).course()))
        .toList();
  }

  /** Of each disk of a tenant; of virtual machines that are alike together. */
  static List<Depth> ofDisks(QosRun run, int tenant) {
    List<Meter> disks = run.outcome().disks().get(tenant);
    return IntStream.range(0, disks.size())
        .mapToObj(d -> new Depth("disk " + (d + 1), disks.get(d).course()))
        .toList();
  }
}
