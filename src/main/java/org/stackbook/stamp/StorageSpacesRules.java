package org.stackbook.stamp;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * What Storage Spaces Direct asks of servers and drives, whatever runs on it. Each rule is a method
 * that refuses what breaks it.
 */
final class StorageSpacesRules {

  private StorageSpacesRules() {}

  /** All rules about one server. */
  static void server(Server server) {
    notOnlyHdd(server);
    enoughCacheDrives(server);
    enoughCapacityDrives(server);
    enoughMemoryForTheCache(server);
  }

  /** A chassis is in one rack, and a rack in one site. */
  static void nested(String given, List<Server> servers) {
    for (FaultDomain inner : EnumSet.range(FaultDomain.CHASSIS, FaultDomain.SITE)) {
      Set<FaultDomain> above = EnumSet.range(inner, FaultDomain.SITE);
      above.remove(inner);
      for (FaultDomain outer : above) {
        Map<String, String> outerOf = new TreeMap<>();
        for (Server server : servers) {
          String part = server.domain(inner).orElse("");
          String whole = server.domain(outer).orElse("");
          String known = outerOf.putIfAbsent(part, whole);
          if (!part.isEmpty() && known != null && !known.equals(whole)) {
            throw Refusal.of(
                    given, inner + " " + part + " is in " + outer + " " + named(known) + " already")
                .source(Facts.storage().fact("faultDomains/automatic").citation())
                .wayOut("another name for this " + inner + ", or the same " + outer)
                .asException();
          }
        }
      }
    }
  }

  private static String named(String domain) {
    return domain.isEmpty() ? "without a name" : domain;
  }

  /** All rules about a server beside the first one of its cluster. */
  static void alike(Server first, Server other) {
    sameTypes(first, other);
    sameCountOfEachType(first, other);
  }

  /** All rules about the drives of a cluster, as far as they are told without a build. */
  static void pool(String given, List<Server> servers) {
    Figure<Integer> most = Limits.drives();
    int drives = servers.stream().mapToInt(s -> s.drives().size()).sum();
    if (drives > most.value()) {
      throw Refusal.of(
              given,
              "a storage pool has at most " + most.value() + " drives, described are " + drives)
          .source(citation(most))
          .wayOut("fewer servers, or fewer and larger drives in each")
          .asException();
    }
  }

  private static void notOnlyHdd(Server server) {
    if (!server.drives().isEmpty()
        && server.drives().stream().noneMatch(d -> d.media().isFlash())) {
      Fact least = Facts.storage().fact("cache/minCacheDrivesPerServer");
      throw Refusal.of(
              Words.drives(server.drives()), "servers with nothing but HDD are not supported")
          .source(least.citation())
          .wayOut("add at least " + least.integer() + " cache drives, SSD or NVMe, to each server")
          .asException();
    }
  }

  private static void enoughCacheDrives(Server server) {
    Fact least = Facts.storage().fact("cache/minCacheDrivesPerServer");
    int has = server.cacheDrives().size();
    if (has > 0 && has < least.integer()) {
      throw Refusal.of(
              Words.drives(server.cacheDrives()),
              "a server with a cache has at least " + least.integer() + " cache drives")
          .source(least.citation())
          .wayOut("describe " + least.integer() + " or more")
          .asException();
    }
  }

  private static void enoughCapacityDrives(Server server) {
    Fact least = Facts.storage().fact("cache/minCapacityDrivesPerServer");
    int has = server.capacityDrives().size();
    if (has < least.integer()) {
      throw Refusal.of(
              has == 0 ? "server " + server.name() : Words.drives(server.capacityDrives()),
              "a server has at least " + least.integer() + " capacity drives")
          .source(least.citation())
          .wayOut("describe " + least.integer() + " or more, such as capacity(10, HDD, tb(8))")
          .asException();
    }
  }

  /** RAM is counted base 2 and drives base 10: 4 GiB for each TB of cache. */
  private static void enoughMemoryForTheCache(Server server) {
    Fact perTb = Facts.ours().fact("cacheMemory/gibibytesPerTerabyte");
    Bytes needed = Bytes.in(perTb.number() * server.cacheCapacity().to(ByteUnit.TB), ByteUnit.GIB);
    if (server.memory().compareTo(needed) < 0) {
      throw Refusal.of(
              "memory(" + Words.size(server.memory()) + ")",
              server.cacheCapacity()
                  + " of cache takes "
                  + needed
                  + " of memory: "
                  + perTb.integer()
                  + " GiB for each TB")
          .source(perTb.citation())
          .wayOut("more memory in each server, or less cache")
          .asException();
    }
  }

  private static void sameTypes(Server first, Server other) {
    if (!first.drives().stream()
        .map(Drive::media)
        .collect(Collectors.toSet())
        .equals(other.drives().stream().map(Drive::media).collect(Collectors.toSet()))) {
      throw unlike(
          first, other, "types of drives", Facts.storage().fact("symmetry/sameTypesInEveryServer"));
    }
  }

  private static void sameCountOfEachType(Server first, Server other) {
    if (!countOfEachType(first).equals(countOfEachType(other))) {
      throw unlike(
          first,
          other,
          "number of drives of each type",
          Facts.storage().fact("symmetry/sameNumberOfEachType"));
    }
  }

  private static Map<Media, Integer> countOfEachType(Server server) {
    Map<Media, Integer> counts = new TreeMap<>();
    server.drives().forEach(d -> counts.merge(d.media(), 1, Integer::sum));
    return counts;
  }

  private static Refusal unlike(Server first, Server other, String what, Fact fact) {
    return Refusal.of(
            Words.drives(other.drives()),
            "every server has the same "
                + what
                + "; "
                + other.name()
                + " has "
                + inWords(other)
                + ", "
                + first.name()
                + " has "
                + inWords(first))
        .source(fact.citation())
        .wayOut("give " + other.name() + " what " + first.name() + " has; sizes may differ")
        .asException();
  }

  private static String inWords(Server server) {
    return String.join(
        " + ",
        countOfEachType(server).entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .toList());
  }

  static String citation(Figure<?> figure) {
    return figure.rules().get(0).citation();
  }
}
