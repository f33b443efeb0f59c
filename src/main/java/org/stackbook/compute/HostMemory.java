package org.stackbook.compute;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stackbook.compute.engine.HostRules;
import org.stackbook.compute.engine.MemoryReserve;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Limits;
import org.stackbook.stamp.LogicalProcessors;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * The memory of a stamp's servers and the rules that divide it, by build. The pages write GB for
 * what VM sizes have in GiB; all is told in GiB here.
 */
final class HostMemory {

  private static final FactBook CAPACITY = Facts.capacity();
  private static final FactBook OURS = Facts.ours();

  /** More VMs than any scale unit has: where there is no limit. */
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final Stamp stamp;
  private final Build build;
  private final Figure<Integer> servers;
  private final Figure<Bytes> perServer;
  private final Figure<Bytes> total;
  private final Figure<Bytes> infrastructure;

  HostMemory(Stamp stamp) {
    this(stamp, stamp.build());
  }

  /** The same servers with the rules of another build. */
  HostMemory(Stamp stamp, Build build) {
    this.stamp = stamp;
    this.build = build;
    this.servers =
        Figure.given(
            "servers", stamp.servers().size(), "servers " + stamp.serverNames() + " described");
    Bytes each = first().memory();
    this.perServer =
        Figure.given("memory per server", each.as(ByteUnit.GIB), "memory(…) of " + each);
    this.total =
        Figure.derived(
            "host memory",
            perServer.value().times(servers.value()),
            "{servers} × {memory per server}",
            servers,
            perServer);
    this.infrastructure = readInfrastructure();
  }

  private Server first() {
    return stamp.servers().get(0);
  }

  private String build() {
    return build.name();
  }

  /** The build whose rules these are. */
  Build ofBuild() {
    return build;
  }

  Stamp stamp() {
    return stamp;
  }

  Figure<Integer> servers() {
    return servers;
  }

  Figure<Bytes> perServer() {
    return perServer;
  }

  Figure<Bytes> total() {
    return total;
  }

  Figure<Bytes> infrastructure() {
    return infrastructure;
  }

  private String infrastructureRow() {
    return OURS.entryFor("infrastructure/rows", build());
  }

  private Figure<Bytes> readInfrastructure() {
    Figure<Bytes> fixed =
        gibibytes("infrastructure of any size", infrastructureRow() + "/fixedGiB");
    Figure<Bytes> each = gibibytes("for each server", infrastructureRow() + "/perServerGiB");
    Bytes lasting = fixed.value().plus(each.value().times(servers.value()));
    String formula = "{infrastructure of any size} + {servers} × {for each server}";
    return increaseOf2102()
        .map(
            more ->
                Figure.derived(
                    "infrastructure",
                    lasting.plus(more.value()),
                    formula + " + {" + more.name() + "}",
                    fixed,
                    servers,
                    each,
                    more))
        .orElseGet(() -> Figure.derived("infrastructure", lasting, formula, fixed, servers, each));
  }

  /** What the infrastructure takes beside in build 2102, for a time that no page states. */
  Optional<Figure<Bytes>> increaseOf2102() {
    String path = "infrastructure/increase2102/fixedGiB";
    return OURS.fact(path).builds().includes(build())
        ? Optional.of(gibibytes("temporary increase of 2102", path))
        : Optional.empty();
  }

  /** The share of memory that raises an alert when it is taken, in builds that have the alert. */
  Optional<Fact> alert() {
    return OURS.fact("memoryAlert/value").builds().includes(build())
        ? Optional.of(CAPACITY.fact("memory/alertPct/value"))
        : Optional.empty();
  }

  private static Figure<Bytes> gibibytes(String name, String path) {
    Fact fact = OURS.fact(path);
    return Figure.stated(name, Bytes.in(fact.number(), ByteUnit.GIB), fact);
  }

  private static Figure<Integer> number(String name, String path) {
    Fact fact = OURS.fact(path);
    return Figure.stated(name, fact.integer(), fact);
  }

  /** How many VMs the infrastructure has. */
  Figure<Integer> infrastructureVms() {
    return number("infrastructure VMs", infrastructureRow() + "/vms");
  }

  /** How many virtual processors the infrastructure has. */
  Figure<Integer> infrastructureVcpus() {
    return number("infrastructure vCPUs", infrastructureRow() + "/vcpus");
  }

  /** The memory of the emergency recovery console VMs, which is part of the infrastructure. */
  Figure<Bytes> ercs() {
    String row = CAPACITY.entryFor("infrastructureVMs/memoryPerVm/ERCS", build());
    Fact each = CAPACITY.fact(row + "/GB");
    Fact count =
        CAPACITY.fact(
            CAPACITY.entryWith("infrastructureVMs/list", "name", "AzS-ERCS01")
                + "/integratedSystemCount");
    Figure<Integer> instances = Figure.stated("ERCS VMs", count.integer(), count);
    Figure<Bytes> memory =
        Figure.stated("memory of an ERCS VM", Bytes.in(each.number(), ByteUnit.GIB), each);
    return Figure.derived(
        "memory of the ERCS VMs",
        memory.value().times(instances.value()),
        "{ERCS VMs} × {memory of an ERCS VM}",
        instances,
        memory);
  }

  /** What build 1905 added to the infrastructure: memory and virtual processors. */
  List<Figure<?>> increaseOf1905() {
    String path = "infrastructure/increase1905/";
    if (!OURS.fact(path + "fixedGiB").builds().includes(build())) {
      return List.of();
    }
    Figure<Bytes> fixed = gibibytes("added in 1905", path + "fixedGiB");
    Figure<Bytes> each = gibibytes("added in 1905 for each server", path + "perServerGiB");
    Figure<Integer> fixedVcpus = number("vCPUs added in 1905", path + "vcpusFixed");
    Figure<Integer> eachVcpus =
        number("vCPUs added in 1905 for each server", path + "vcpusPerServer");
    return List.of(
        Figure.derived(
            "increase of 1905",
            fixed.value().plus(each.value().times(servers.value())),
            "{added in 1905} + {servers} × {added in 1905 for each server}",
            fixed,
            servers,
            each),
        Figure.derived(
            "vCPU increase of 1905",
            fixedVcpus.value() + eachVcpus.value() * servers.value(),
            "{vCPUs added in 1905} + {servers} × {vCPUs added in 1905 for each server}",
            fixedVcpus,
            servers,
            eachVcpus));
  }

  /** What the cache of Storage Spaces Direct takes of a server, as part of its own share. */
  Figure<Bytes> ofCache() {
    Fact fact = OURS.fact("cacheMemory/gibibytesPerTerabyte");
    Figure<Bytes> drives =
        Figure.given("cache drives of a server", first().cacheCapacity(), "cache(…)");
    Figure<Bytes> perTerabyte =
        Figure.stated("memory for 1 TB of cache", Bytes.in(fact.number(), ByteUnit.GIB), fact);
    return Figure.derived(
        "cache memory per server",
        Bytes.in(fact.number() * drives.value().to(ByteUnit.TB), ByteUnit.GIB),
        "{cache drives of a server} × {memory for 1 TB of cache}",
        drives,
        perTerabyte);
  }

  private boolean isHighlyAvailableAware() {
    return CAPACITY.fact("memory/reserveVersions/1/formula").builds().includes(build());
  }

  /** The formula of the build; where none is stated, the one for the builds nearest to it. */
  String formula() {
    return formulaFact().text();
  }

  private Fact formulaFact() {
    return CAPACITY.fact(
        "memory/reserveVersions/" + (isHighlyAvailableAware() ? 1 : 0) + "/formula");
  }

  /** The share of a server's memory that its operating system keeps, the cache included. */
  Figure<Ratio> osShare() {
    String name = "operating system's share";
    if (isHighlyAvailableAware()) {
      Fact share = OURS.fact("memoryReserve/haAware/operatingSystemPct");
      return Figure.stated(name, share.ratio(), share);
    }
    Fact share = CAPACITY.fact("memory/reserveVersions/0/R");
    Figure<Ratio> stated = Figure.stated(name, share.ratio(), share);
    return share.builds().includes(build())
        ? stated
        : stated.assuming(
            "no formula is stated for build "
                + build()
                + "; the one for builds "
                + share.builds().from()
                + " to "
                + share.builds().to()
                + " is taken");
  }

  /** What the operating system keeps of each server. */
  Bytes osOfServer() {
    return perServer.value().times(osShare().value());
  }

  private static Bytes of(long count) {
    return Bytes.of(count, ByteUnit.GIB);
  }

  /**
   * The memory kept free for the VMs of a failed server.
   *
   * @param largest the largest VM that counts
   * @param sum of all VMs that count
   */
  Figure<Bytes> reserve(Figure<Bytes> largest, Figure<Bytes> sum) {
    List<Figure<Bytes>> terms = terms(largest, sum);
    Bytes reserve = terms.stream().map(Figure::value).reduce(of(0), Bytes::plus);
    return Figure.derived(
            "resiliency reserve",
            reserve,
            "{" + String.join("} + {", terms.stream().map(Figure::name).toList()) + "}",
            terms.toArray(new Figure<?>[0]))
        .by(formulaFact());
  }

  /** The terms of the reserve, in the order of the formula. */
  List<Figure<Bytes>> terms(Figure<Bytes> largest, Figure<Bytes> sum) {
    return isHighlyAvailableAware() ? awareTerms(largest, sum) : classicTerms(largest);
  }

  /**
   * The largest VM of the infrastructure whose memory is public. The formula speaks of the largest
   * VM in the scale unit, and these are in it.
   */
  private Figure<Bytes> largestOfInfrastructure() {
    String memory = "infrastructureVMs/memoryPerVm";
    return CAPACITY.entries(memory).stream()
        .flatMap(role -> CAPACITY.entries(role).stream())
        .map(row -> CAPACITY.fact(row + "/GB"))
        .filter(fact -> fact.builds().includes(build()))
        .max(Comparator.comparingDouble(Fact::number))
        .map(
            fact ->
                Figure.stated(
                    "largest VM of the infrastructure",
                    Bytes.in(fact.number(), ByteUnit.GIB),
                    fact))
        .orElseThrow();
  }

  private List<Figure<Bytes>> classicTerms(Figure<Bytes> largest) {
    int n = servers.value();
    Figure<Ratio> share = osShare();
    Figure<Bytes> least = largestOfInfrastructure();
    return List.of(
        Figure.derived(
            "one server", perServer.value(), "{memory per server} of one server", perServer),
        Figure.derived(
            "operating systems",
            perServer.value().times(n - 1L).times(share.value()),
            "{operating system's share} × ({servers} − 1) × {memory per server}",
            share,
            servers,
            perServer),
        Figure.derived(
            "room for the largest VM",
            (largest.value().compareTo(least.value()) > 0 ? largest.value() : least.value())
                .times(n - 2L)
                .as(ByteUnit.GIB),
            "(the larger of {" + largest.name() + "} and {" + least.name() + "}) × ({servers} − 2)",
            largest,
            least,
            servers));
  }

  private List<Figure<Bytes>> awareTerms(Figure<Bytes> largest, Figure<Bytes> sum) {
    int n = servers.value();
    Figure<Ratio> share = osShare();
    Figure<Bytes> least =
        gibibytes("least that counts as largest", "memoryReserve/haAware/leastLargestGiB");
    Figure<Bytes> base =
        gibibytes("highly available infrastructure", "memoryReserve/haAware/infrastructureGiB");
    Bytes cap = perServer.value().minus(osOfServer());
    return List.of(
        Figure.derived(
            "operating systems",
            perServer.value().times(n).times(share.value()),
            "{operating system's share} × {servers} × {memory per server}",
            share,
            servers,
            perServer),
        Figure.derived(
            "room for the largest VM",
            (largest.value().compareTo(least.value()) > 0 ? largest.value() : least.value())
                .times(n - 2L)
                .as(ByteUnit.GIB),
            "(the larger of {"
                + largest.name()
                + "} and {least that counts as largest}) × ({servers} − 2)",
            largest,
            least,
            servers),
        Figure.derived(
            "VMs of one server",
            cap.min(base.value().plus(sum.value())),
            "the smaller of {memory per server} less {operating system's share}, and"
                + " {highly available infrastructure} + {"
                + sum.name()
                + "}",
            perServer,
            share,
            base,
            sum));
  }

  /** The reserve for the engine: the same terms. */
  MemoryReserve engineReserve() {
    int n = servers.value();
    Figure<Bytes> none = Figure.given("largest VM", of(0), "none");
    List<Figure<Bytes>> terms = terms(none, none);
    if (isHighlyAvailableAware()) {
      return new MemoryReserve(
          terms.get(0).value().count(),
          n - 2,
          Bytes.in(OURS.fact("memoryReserve/haAware/leastLargestGiB").number(), ByteUnit.GIB)
              .count(),
          perServer.value().minus(osOfServer()).count(),
          Bytes.in(OURS.fact("memoryReserve/haAware/infrastructureGiB").number(), ByteUnit.GIB)
              .count(),
          true);
    }
    return new MemoryReserve(
        terms.get(0).value().count() + terms.get(1).value().count(),
        n - 2,
        largestOfInfrastructure().value().count(),
        0,
        0,
        false);
  }

  /** Whether a VM counts for the reserve. */
  boolean counts(boolean highlyAvailable) {
    return highlyAvailable || !isHighlyAvailableAware();
  }

  /** What the infrastructure takes of each server, if it is spread evenly. */
  Bytes infrastructureOfServer() {
    return infrastructure.value().dividedBy(servers.value());
  }

  /** What each server has for VMs of tenants. */
  Figure<Bytes> forVmsOfServer() {
    return Figure.derived(
            "memory of a server for VMs",
            perServer.value().minus(osOfServer()).minus(infrastructureOfServer()),
            "{memory per server} × (100 % − {operating system's share})"
                + " − {infrastructure} ÷ {servers}",
            perServer,
            osShare(),
            infrastructure,
            servers)
        .by(OURS.fact("vmPlacement/serverMemory/value"));
  }

  /** The most VMs of tenants, where there is a limit. */
  Optional<Figure<Integer>> mostVms() {
    Limits limits = build.limits();
    if (limits.vms().isEmpty() || limits.vmsPerServer().isEmpty()) {
      return Optional.empty();
    }
    Figure<Integer> inAll = limits.vms().get();
    Figure<Integer> each = limits.vmsPerServer().get();
    return Optional.of(
        Figure.derived(
            "most VMs",
            Math.min(inAll.value(), each.value() * servers.value()),
            "the smaller of {most VMs per server} × {servers} and {most VMs of a scale unit}",
            each,
            servers,
            inAll));
  }

  /** The rules for the engine. */
  HostRules engineRules() {
    return new HostRules(
        total.value().minus(infrastructure.value()).count(),
        engineReserve(),
        build.limits().vmsPerServer().map(Figure::value).orElse(NO_LIMIT),
        mostVms().map(Figure::value).orElse(NO_LIMIT));
  }

  /** Physical cores of the servers that are up. */
  private Figure<Integer> cores(int failed) {
    Figure<Integer> each = Figure.given("cores per server", first().cores(), "cores(…)");
    if (failed == 0) {
      return Figure.derived(
          "cores", each.value() * servers.value(), "{servers} × {cores per server}", servers, each);
    }
    Figure<Integer> gone = Figure.given("failed servers", failed, "fail(…)");
    return Figure.derived(
        "cores",
        each.value() * (servers.value() - failed),
        "({servers} − {failed servers}) × {cores per server}",
        servers,
        gone,
        each);
  }

  /** Virtual processors of tenants for each physical core, all servers being up. */
  Figure<Double> ratio(Figure<Integer> vcpus) {
    return ratio(vcpus, 0);
  }

  /**
   * Virtual processors of tenants for each physical core.
   *
   * @param failed how many servers are not up
   */
  Figure<Double> ratio(Figure<Integer> vcpus, int failed) {
    Figure<Integer> cores = cores(failed);
    return Figure.derived(
            "vCPUs per core",
            Math.round(100.0 * vcpus.value() / cores.value()) / 100.0,
            "{" + vcpus.name() + "} ÷ {cores}",
            vcpus,
            cores)
        .by(CAPACITY.fact("placement/cpuRatioNote"));
  }

  /** Logical processors of each server: what the largest sizes need. */
  Figure<Integer> logicalProcessors() {
    return LogicalProcessors.of(stamp).perServer();
  }

  /** A hint for memory that was described base 10, if it was. */
  Optional<String> unitNote() {
    Bytes said = first().memory();
    return said.unit().isBinary()
        ? Optional.empty()
        : Optional.of(
            said
                + " of memory are "
                + said.as(ByteUnit.GIB)
                + ": if modules of base 2 are meant, say gib("
                + Math.round(said.to(said.unit()))
                + ").");
  }
}
