package org.stackbook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** Reads what the infrastructure of a stamp is made of: cluster, pool, roles and rings. */
final class InfrastructureParts {

  private static final FactBook CAPACITY = Facts.capacity();
  private static final FactBook NETWORK = Facts.book("networking");
  private static final FactBook OURS = Facts.ours();

  private final Stamp stamp;
  private final InfrastructureOptions said;
  private int nextServer;

  InfrastructureParts(Stamp stamp, InfrastructureOptions said) {
    this.stamp = stamp;
    this.said = said;
  }

  private String build() {
    return stamp.build().name();
  }

  ClusterPart cluster() {
    return new ClusterPart(
        Figure.given("servers", stamp.servers().size(), "servers(…)"), said.witness());
  }

  PoolPart pool() {
    List<Integer> drives = stamp.servers().stream().map(s -> s.drives().size()).toList();
    return new PoolPart(
        Figure.given(
            "drives",
            drives.stream().mapToInt(Integer::intValue).sum(),
            "all drives of the pool, cache drives too"),
        said.witness(),
        drives);
  }

  List<RolePart> roles() {
    List<RolePart> roles = new ArrayList<>();
    for (String row : OURS.entries("infrastructureRoles/rows")) {
      Fact vm = OURS.fact(row + "/vm");
      if (vm.builds().includes(build())) {
        roles.add(role(vm.text()));
      }
    }
    return roles;
  }

  private RolePart role(String vm) {
    String entry = CAPACITY.entryWith("infrastructureVMs/list", "name", vm);
    Figure<Integer> has = instances(vm, entry);
    List<Integer> servers = servers(has.value());
    return new RolePart(
        vm,
        CAPACITY.fact(entry + "/role").text(),
        has,
        needed(vm, has),
        servers,
        on(vm, servers),
        memory(vm));
  }

  /** The names of the VMs that a build has, those of roles and those of rings. */
  static List<String> names(String build) {
    List<String> names = new ArrayList<>();
    for (String list : List.of("infrastructureRoles/rows", "serviceFabric/rings")) {
      for (String row : OURS.entries(list)) {
        if (OURS.has(row + "/vm") && OURS.fact(row + "/vm").builds().includes(build)) {
          names.add(OURS.fact(row + "/vm").text());
        }
      }
    }
    return names;
  }

  private Figure<Integer> instances(String vm, String entry) {
    String name = vm + ": VMs";
    Optional<Figure<Integer>> told = said.instances(vm, name);
    if (told.isPresent()) {
      return told.get();
    }
    if (CAPACITY.has(entry + "/integratedSystemCount")) {
      return stated(name, CAPACITY.fact(entry + "/integratedSystemCount"));
    }
    return switch (vm) {
      case "AzS-GWY01" -> stated(name, NETWORK.fact("components/gateway/instances"));
      case "AzS-SLB01" ->
          stated(name, NETWORK.fact("components/sdnSizing/slbMux/vms"))
              .assuming("taken from the planning table of Windows Server; not public");
      default -> withAdded(vm, name, OURS.fact("infrastructureRoles/instances/value"));
    };
  }

  /** The VMs that a role has in each build, and those that a build added. */
  private Figure<Integer> withAdded(String vm, String name, Fact each) {
    return OURS.entries("infrastructureRoles/added/rows").stream()
        .filter(row -> OURS.fact(row + "/vm").text().equals(vm))
        .map(row -> OURS.fact(row + "/vms"))
        .filter(more -> more.builds().includes(build()))
        .findFirst()
        .map(
            more -> {
              Figure<Integer> before = stated("VMs of a role", each);
              Figure<Integer> added = stated("added in " + more.builds().from(), more);
              return Figure.derived(
                  name,
                  before.value() + added.value(),
                  "{" + before.name() + "} + {" + added.name() + "}",
                  before,
                  added);
            })
        .orElseGet(() -> stated(name, each));
  }

  private static Figure<Integer> stated(String name, Fact fact) {
    return Figure.stated(name, fact.integer(), fact);
  }

  private static Figure<Integer> needed(String vm, Figure<Integer> has) {
    String name = vm + ": needed";
    if (vm.equals("AzS-GWY01")) {
      Figure<Integer> active = stated("active gateways", NETWORK.fact("components/gateway/active"));
      return Figure.derived(
              name,
              Math.min(active.value(), has.value()),
              "the smaller of {active gateways} and {" + has.name() + "}",
              active,
              has)
          .by(NETWORK.fact("components/gateway/mode"));
    }
    boolean votes =
        OURS.entries("infrastructureRoles/majority/roles").stream()
            .anyMatch(role -> OURS.fact(role).text().equals(vm));
    return votes
        ? Figure.derived(name, has.value() / 2 + 1, "more than half of {" + has.name() + "}", has)
            .by(OURS.fact("infrastructureRoles/majority/value"))
        : stated(name, OURS.fact("infrastructureRoles/needed/value"));
  }

  /** The memory of each VM of a role, where it is public. */
  private Optional<Figure<Bytes>> memory(String vm) {
    String role = vm.replaceFirst("AzS-", "").replaceFirst("01", "");
    String path = "infrastructureVMs/memoryPerVm/" + role;
    if (!CAPACITY.has(path)) {
      return Optional.empty();
    }
    return CAPACITY.entries(path).stream()
        .map(row -> CAPACITY.fact(row + "/GB"))
        .filter(fact -> fact.builds().includes(build()))
        .findFirst()
        .map(
            fact ->
                Figure.stated(
                    vm + ": memory of each", Bytes.in(fact.number(), ByteUnit.GIB), fact));
  }

  /** Each on another server as far as there are others; the next role goes on where this ends. */
  private List<Integer> servers(int count) {
    List<Integer> on = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      on.add(nextServer++ % stamp.servers().size());
    }
    return on;
  }

  /** The server of each VM by name, a server of several as often as it has one. */
  private Figure<String> on(String part, List<Integer> servers) {
    return Figure.stated(
        part + ": servers of its VMs",
        servers.stream()
            .map(server -> stamp.servers().get(server).name())
            .collect(Collectors.joining(", ")),
        OURS.fact("infrastructureRoles/spread/value"));
  }

  List<RingPart> rings() {
    Figure<Integer> target = said.targetReplicas();
    List<RingPart> rings = new ArrayList<>();
    for (String row : OURS.entries("serviceFabric/rings")) {
      if (OURS.fact(row + "/role").builds().includes(build())) {
        RolePart vms = nodes(row);
        checkReplicas(target, vms.has());
        rings.add(RingPart.of(vms, target, said.minimumReplicas()));
      }
    }
    return rings;
  }

  /** The VMs of a ring; those of the support ring are named in the list of VMs. */
  private RolePart nodes(String row) {
    Optional<String> vm =
        OURS.has(row + "/vm") ? Optional.of(OURS.fact(row + "/vm").text()) : Optional.empty();
    Figure<Integer> nodes =
        vm.flatMap(name -> said.instances(name, name + ": VMs")).orElseGet(said::ringNodes);
    String role = OURS.fact(row + "/role").text();
    List<Integer> servers = servers(nodes.value());
    return new RolePart(
        role,
        "Service Fabric ring" + vm.map(name -> ", " + name + "; " + does(name)).orElse(""),
        nodes,
        nodes,
        servers,
        on(role, servers),
        Optional.empty());
  }

  private static String does(String vm) {
    return CAPACITY.fact(CAPACITY.entryWith("infrastructureVMs/list", "name", vm) + "/role").text();
  }

  private static void checkReplicas(Figure<Integer> target, Figure<Integer> nodes) {
    if (target.value() > nodes.value()) {
      throw Refusal.of(
              "replicas(" + target.value() + ", …)",
              "replicas are on different VMs, and a ring has " + nodes.value())
          .source(OURS.fact("serviceFabric/nodes/value").citation())
          .wayOut("say more VMs, with ring(…) or instances(…), or fewer replicas")
          .asException();
    }
  }
}
