package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Backend;
import org.stackbook.qos.engine.Machine;
import org.stackbook.qos.engine.Meter;
import org.stackbook.qos.engine.PlacedDrive;
import org.stackbook.qos.engine.QueueSimulation;
import org.stackbook.qos.engine.Tally;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.ServiceTimes;
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
   * @throws Refusal if there is no such server, it is down already, or the storage pool goes
   *     offline
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
    refuseWithoutPool(down, "fail(" + quoted(List.of(servers)) + ")");
    return new Scenario(stamp, said, tenants, down, capped);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
  }

  private Quorum quorum(List<String> down) {
    return new Quorum(stamp, List.of(down), Quorum.assumedWitness());
  }

  /** Without its quorum the pool is offline, and no drive serves anything. */
  private void refuseWithoutPool(List<String> down, String given) {
    Quorum quorum = quorum(down);
    if (!quorum.hasPool()) {
      throw Refusal.of(
              given,
              "the storage pool goes offline, and nothing is served: "
                  + quorum.poolVotes().up()
                  + " of its "
                  + quorum.poolVotes().drives()
                  + " drives are left, which is no majority")
          .source(Facts.storage().fact("quorum/pool/majority").citation())
          .wayOut(
              "fail fewer servers"
                  + (quorum.poolVotes().up() > 0
                      ? ", or ask what stops: infrastructure().stop(" + quoted(down) + ")"
                      : ""))
          .asException();
    }
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
    int counted = 0;
    for (Tenant tenant : tenants) {
      int first = counted;
      IntStream.range(0, tenant.vms()).forEach(vm -> machines.add(machine(tenant, vm, first)));
      counted += tenant.disks();
    }
    long end = Math.max(1, Math.round(said.duration().value().seconds() * NANOS));
    List<Meter> found;
    QueueSimulation simulation;
    try (Progress progress = Progress.of("Simulating the queues of " + stamp.name())) {
      simulation = new QueueSimulation(machines, backend(), unitBytes(), end, counted, said.seed());
      found = simulation.run(progress::at);
    } catch (ArithmeticException e) {
      throw Refusal.of("run(…)", "there are more requests than can be counted: " + e.getMessage())
          .wayOut("say a shorter duration(…), lower rates or caps, or queue(…) of the tenant")
          .cause(e)
          .asException();
    }
    List<List<Meter>> meters = new ArrayList<>();
    List<List<Tally>> vms = new ArrayList<>();
    List<List<Tally>> disks = new ArrayList<>();
    List<Tally> ofVms = simulation.machines();
    List<Tally> ofDisks = simulation.disks();
    int meter = 0;
    int vm = 0;
    int disk = 0;
    for (Tenant tenant : tenants) {
      int count = ofDisks.isEmpty() ? 0 : tenant.vms() * tenant.disks();
      meters.add(found.subList(meter, meter + tenant.disks()));
      vms.add(ofVms.subList(vm, vm + tenant.vms()));
      disks.add(ofDisks.subList(disk, disk + count));
      meter += tenant.disks();
      vm += tenant.vms();
      disk += count;
    }
    return new Outcome(meters, vms, disks, simulation.cacheSeconds(), simulation.capacitySeconds());
  }

  /** Requests that the cache drives serve at once; none where there is no cache. */
  Optional<Figure<Integer>> cacheLanes() {
    List<Drive> drives = up().stream().flatMap(s -> s.cacheDrives().stream()).toList();
    return drives.isEmpty() ? Optional.empty() : Optional.of(lanes("cache", drives));
  }

  /** Requests that the capacity drives serve at once. */
  Figure<Integer> capacityLanes() {
    return lanes("capacity", up().stream().flatMap(s -> s.capacityDrives().stream()).toList());
  }

  private Figure<Integer> lanes(String role, List<Drive> drives) {
    List<Figure<?>> inputs = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    int lanes = 0;
    for (Media media : drives.stream().map(Drive::media).distinct().toList()) {
      Figure<Integer> count = count(media, drives);
      Figure<Integer> each = said.service().lanes(media);
      inputs.addAll(List.of(count, each));
      terms.add("{" + count.name() + "} × {" + each.name() + "}");
      lanes += count.value() * each.value();
    }
    return Figure.derived(
        role + " drives at once",
        lanes,
        String.join(" + ", terms),
        inputs.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> count(Media media, List<Drive> drives) {
    return Figure.given(
        media + " drives",
        (int) drives.stream().filter(d -> d.media() == media).count(),
        "stamp " + stamp.name() + remarksOnServers());
  }

  static Fact path() {
    return Facts.ours().fact("qos/path/value");
  }

  /** What decides how long requests take at the drives, whoever asks. */
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
    List<Drive> drives = up().stream().flatMap(s -> s.drives().stream()).toList();
    for (Media media : drives.stream().map(Drive::media).distinct().toList()) {
      rules.add(count(media, drives));
      rules.add(said.service().lanes(media));
      rules.add(said.service().figure(media, false));
      rules.add(said.service().figure(media, true));
      rules.add(ServiceTimes.stream(media));
    }
    return rules;
  }

  /**
   * All that the requests of these tenants depend on: whoever puts it in again gets the same
   * numbers.
   *
   * @param name of the figure
   */
  Figure<String> simulation(String name) {
    List<Figure<?>> inputs = new ArrayList<>();
    tenants.forEach(tenant -> inputs.add(tenant.asks()));
    inputs.addAll(List.of(said.duration(), said.unit(), said.burst()));
    inputs.addAll(rules());
    inputs.add(said.serviceTimes());
    if (!failed.isEmpty()) {
      inputs.add(quorum(failed).pool());
    }
    inputs.add(said.seedFigure());
    return Figure.derived(
        name,
        stamp.name() + remarks(),
        tenants.stream()
            .map(t -> t.name() + ": {" + t.asks().name() + "}")
            .collect(Collectors.joining(", ", "each request of ", ", for {duration}, seed {seed}")),
        inputs.toArray(Figure<?>[]::new));
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
