package org.stackbook.qos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Backend;
import org.stackbook.qos.engine.Machine;
import org.stackbook.qos.engine.MachineTally;
import org.stackbook.qos.engine.Meter;
import org.stackbook.qos.engine.PlacedDrive;
import org.stackbook.qos.engine.QueueSimulation;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.Progress;

/**
 * Tenants on the drives of a stamp, as the engine takes them.
 *
 * @param stamp whose drives
 * @param said how long, with which seed and rules
 * @param tenants who shares the drives
 * @param failed servers that are down
 * @param capped whether the caps hold
 */
record Scenario(
    Stamp stamp, QosRules said, List<Tenant> tenants, List<String> failed, boolean capped) {

  private static final double NANOS = 1e9;

  Scenario {
    tenants = List.copyOf(tenants);
    failed = List.copyOf(failed);
  }

  Scenario withoutCaps() {
    return new Scenario(
        stamp, said, tenants.stream().map(Tenant::withoutCaps).toList(), failed, false);
  }

  Scenario of(List<Tenant> some) {
    return new Scenario(stamp, said, some, failed, capped);
  }

  /**
   * @throws Refusal if there is no such server, it is down already, or the last one
   */
  Scenario fail(String... servers) {
    List<String> down = new ArrayList<>(failed);
    for (String name : servers) {
      String given = "fail(\"" + name + "\")";
      stamp.server(name, given);
      if (down.contains(name)) {
        throw Refusal.of(given, "it is down already").wayOut("say it once").asException();
      }
      down.add(name);
    }
    if (down.size() == stamp.servers().size()) {
      throw Refusal.of("fail(…)", "no server is left").wayOut("fail fewer").asException();
    }
    return new Scenario(stamp, said, tenants, down, capped);
  }

  private List<Server> up() {
    return stamp.servers().stream().filter(s -> !failed.contains(s.name())).toList();
  }

  Backend backend() {
    List<Server> servers = up();
    List<String> names = servers.stream().map(Server::name).toList();
    return new Backend(
        servers.stream().flatMap(s -> s.cacheDrives().stream()).map(d -> placed(d, names)).toList(),
        servers.stream()
            .flatMap(s -> s.capacityDrives().stream())
            .map(d -> placed(d, names))
            .toList(),
        said.copies().value(),
        said.varying());
  }

  ReadCache cache() {
    return new ReadCache(stamp);
  }

  private PlacedDrive placed(Drive drive, List<String> servers) {
    return new PlacedDrive(
        said.service().of(drive.media()), servers.indexOf(drive.server()), cache().keeps(drive));
  }

  int unitBytes() {
    return (int) said.unit().value().count();
  }

  Machine machine(Tenant tenant, int vm, int meter) {
    return tenant.machine(
        vm, meter, said.hits().value().value(), said.burst().value().seconds(), unitBytes());
  }

  /** Lets the tenants ask until the end. */
  Outcome run() {
    List<Machine> machines = new ArrayList<>();
    int meters = 0;
    for (Tenant tenant : tenants) {
      int first = meters;
      IntStream.range(0, tenant.vms()).forEach(vm -> machines.add(machine(tenant, vm, first)));
      meters += tenant.disks();
    }
    long end = Math.max(1, Math.round(said.duration().value().seconds() * NANOS));
    List<Meter> found;
    QueueSimulation simulation;
    try (Progress progress = Progress.of("Simulating the queues of " + stamp.name())) {
      simulation = new QueueSimulation(machines, backend(), unitBytes(), end, meters, said.seed());
      found = simulation.run(progress::at);
    } catch (ArithmeticException e) {
      throw Refusal.of("run(…)", "there are more requests than can be counted: " + e.getMessage())
          .wayOut("say a shorter duration(…), lower rates or caps, or queue(…) of the tenant")
          .cause(e)
          .asException();
    }
    List<List<Meter>> disks = new ArrayList<>();
    List<List<MachineTally>> tallies = new ArrayList<>();
    List<MachineTally> machine = simulation.machines();
    int disk = 0;
    int vm = 0;
    for (Tenant tenant : tenants) {
      disks.add(found.subList(disk, disk + tenant.disks()));
      disk += tenant.disks();
      tallies.add(machine.subList(vm, vm + tenant.vms()));
      vm += tenant.vms();
    }
    return new Outcome(disks, tallies, simulation.cacheUse(), simulation.capacityUse());
  }

  /** How many drives of each type there are, and how many requests each serves at once. */
  List<Figure<?>> drives() {
    List<Figure<?>> drives = new ArrayList<>();
    List<Media> all = up().stream().flatMap(s -> s.drives().stream()).map(Drive::media).toList();
    for (Media media : all.stream().distinct().toList()) {
      drives.add(
          Figure.given(
              media + " drives",
              Collections.frequency(all, media),
              "stamp " + stamp.name() + remarksOnServers()));
      drives.add(said.service().lanes(media));
    }
    return drives;
  }

  static Fact path() {
    return Facts.ours().fact("qos/path/value");
  }

  /** What decides how long requests take, whoever asks. */
  List<Figure<?>> rules() {
    List<Figure<?>> rules = new ArrayList<>();
    rules.add(Figure.stated("way of a request", path().text(), path()));
    rules.add(said.hits());
    rules.add(said.copies());
    if (cache().keepsAny()) {
      up().stream()
          .flatMap(s -> s.capacityDrives().stream())
          .filter(drive -> !cache().keeps(drive))
          .map(Drive::media)
          .distinct()
          .forEach(media -> rules.add(ReadCache.none(media)));
    }
    for (Media media :
        up().stream().flatMap(s -> s.drives().stream()).map(Drive::media).distinct().toList()) {
      rules.add(said.service().figure(media, false));
      rules.add(said.service().figure(media, true));
    }
    rules.add(Figure.given("seed", String.valueOf(said.seed()), "seed(…)"));
    return rules;
  }

  private String remarksOnServers() {
    return failed.isEmpty() ? "" : " without " + String.join(", ", failed);
  }

  /** What makes this one another than was described: {@code without n3, without caps}. */
  String remarks() {
    return remarksOnServers()
        + (capped ? "" : failed.isEmpty() ? " without caps" : " and without caps");
  }
}
