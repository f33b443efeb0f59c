package org.stackbook.stamp;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

/**
 * What Azure Stack asks of a stamp beyond Storage Spaces Direct, and the limits of a build. Each
 * rule is a method that refuses what breaks it.
 */
final class AzureStackRules {

  private AzureStackRules() {}

  /**
   * All rules about one server.
   *
   * @param threeTypes whether more types of drives than Azure Stack takes were asked for
   */
  static void server(Server server, boolean threeTypes) {
    if (!threeTypes) {
      fewDriveTypes(server);
    }
    largeBootDevice(server);
  }

  /** All rules about a server beside the first one of its scale unit. */
  static void alike(Server first, Server other) {
    sameMemory(first, other);
    sameCores(first, other);
  }

  /** All rules about the servers of a build that can be told before all are described. */
  static void servers(String given, Build build, List<Server> servers) {
    atMostServers(given, build, servers.size());
    rawCapacity(given, build, servers);
  }

  /** All rules about the volumes of a build. */
  static void volumes(Build build, List<Volume> volumes) {
    volumes.forEach(v -> volumeSize(build, v));
    volumeCount(build, volumes);
  }

  static void serverName(String name, String given) {
    Fact most = Facts.ours().fact("nodeName/mostCharacters");
    if (name.length() > most.integer()) {
      throw Refusal.of(
              given,
              "a server's name has at most "
                  + most.integer()
                  + " characters, this one has "
                  + name.length())
          .source(most.citation())
          .wayOut("a shorter name, such as \"n1\"")
          .asException();
    }
    Check.name(name, Names.SERVER, given, "letters, digits and hyphens");
  }

  /** How many types of drives Azure Stack takes in a server. */
  static Fact mostDriveTypes() {
    return Facts.capacity().fact("storage/driveTypesMax");
  }

  private static void fewDriveTypes(Server server) {
    Fact most = mostDriveTypes();
    long types = server.driveTypes();
    if (types > most.integer()) {
      throw Refusal.of(
              Words.drives(server.drives()),
              "a server of Azure Stack has at most "
                  + most.integer()
                  + " drive types, this one has "
                  + types)
          .source(most.citation())
          .wayOut(
              "NVMe or SSD as cache for HDD, NVMe as cache for SSD, or one type of flash alone; say"
                  + " threeTypes() for a system of Storage Spaces Direct that is no Azure Stack")
          .asException();
    }
  }

  private static void largeBootDevice(Server server) {
    Fact least = Facts.ours().fact("bootDevice/leastGB/value");
    server
        .boot()
        .filter(boot -> boot.size().compareTo(least.bytes()) < 0)
        .ifPresent(
            boot -> {
              throw Refusal.of(
                      "boot(" + boot.media().name() + ", " + Words.size(boot.size()) + ")",
                      "a boot device has at least " + least.bytes())
                  .source(least.citation())
                  .wayOut("a larger one, such as boot(SSD, gb(480))")
                  .asException();
            });
  }

  private static void sameMemory(Server first, Server other) {
    if (!first.memory().equals(other.memory())) {
      Fact fact = Facts.capacity().fact("scaleUnit/memoryUpgrade/sameMemoryInEveryNode");
      throw Refusal.of(
              "memory(" + Words.size(other.memory()) + ")",
              "every server of a scale unit has the same memory; "
                  + first.name()
                  + " has "
                  + first.memory())
          .source(fact.citation())
          .wayOut("memory(" + Words.size(first.memory()) + ") in " + other.name() + " too")
          .asException();
    }
  }

  private static void sameCores(Server first, Server other) {
    if (first.cores() != other.cores()) {
      Fact fact = Facts.capacity().fact("scaleUnit/addNode/homogeneous");
      throw Refusal.of(
              "cores(" + other.cores() + ")",
              "every server of a scale unit has the same processors; "
                  + first.name()
                  + " has "
                  + first.cores()
                  + " cores")
          .source(fact.citation())
          .wayOut("cores(" + first.cores() + ") in " + other.name() + " too")
          .asException();
    }
  }

  /** A count that is too large for any build, before a single server is made. */
  static void plausible(String given, long servers) {
    Figure<Integer> most = Limits.mostServersEver();
    if (servers > most.value()) {
      throw Refusal.of(
              given,
              "a scale unit has at most " + most.value() + " servers in any build, not " + servers)
          .source(StorageSpacesRules.citation(most))
          .wayOut("describe several stamps")
          .asException();
    }
  }

  private static void atMostServers(String given, Build build, int servers) {
    if (servers > build.limits().mostServers().value()) {
      throw wrongCount(given, build, servers, build.limits().mostServers());
    }
  }

  static void atLeastServers(String given, Build build, int servers) {
    if (servers < build.limits().fewestServers().value()) {
      throw wrongCount(given, build, servers, build.limits().fewestServers());
    }
  }

  private static Refusal wrongCount(String given, Build build, int servers, Figure<Integer> limit) {
    Limits limits = build.limits();
    return Refusal.of(
            given,
            "a scale unit has "
                + limits.fewestServers().value()
                + " to "
                + limits.mostServers().value()
                + " servers in build "
                + build
                + ", not "
                + servers)
        .source(StorageSpacesRules.citation(limit))
        .wayOut(
            servers < limits.fewestServers().value()
                ? "describe " + limits.fewestServers().value() + " or more"
                : "at most "
                    + limits.mostServers().value()
                    + " servers"
                    + orLater(build, b -> b.limits().mostServers().value() >= servers))
        .asException();
  }

  private static void rawCapacity(String given, Build build, List<Server> servers) {
    Figure<Bytes> most = build.limits().rawCapacity();
    Bytes raw = servers.stream().map(Server::rawCapacity).reduce(Bytes.ZERO, Bytes::plus);
    if (raw.compareTo(most.value()) > 0) {
      throw Refusal.of(
              given,
              "a storage pool has at most "
                  + most.value()
                  + " of raw capacity in "
                  + inBuild(build, most)
                  + ", described are "
                  + raw.as(most.value().unit()))
          .source(StorageSpacesRules.citation(most))
          .wayOut(
              "fewer or smaller drives"
                  + orLater(build, b -> b.limits().rawCapacity().value().compareTo(raw) >= 0))
          .asException();
    }
  }

  private static void volumeSize(Build build, Volume volume) {
    Figure<Bytes> most = build.limits().volumeSize();
    if (volume.size().compareTo(most.value()) > 0) {
      long parts = -Math.floorDiv(-volume.size().count(), most.value().count());
      throw Refusal.of(
              Words.volume(volume),
              "a volume may hold at most " + most.value() + " in " + inBuild(build, most))
          .source(StorageSpacesRules.citation(most))
          .wayOut(
              (parts == 2 ? "two" : parts)
                  + " volumes of "
                  + volume.size().dividedBy(parts)
                  + orLater(
                      build, b -> b.limits().volumeSize().value().compareTo(volume.size()) >= 0))
          .asException();
    }
  }

  private static void volumeCount(Build build, List<Volume> volumes) {
    Figure<Integer> most = build.limits().volumes();
    if (volumes.size() > most.value()) {
      throw Refusal.of(
              Words.volume(volumes.get(volumes.size() - 1)),
              "a cluster has at most " + most.value() + " volumes in " + inBuild(build, most))
          .source(StorageSpacesRules.citation(most))
          .wayOut(
              "fewer and larger volumes"
                  + orLater(build, b -> b.limits().volumes().value() >= volumes.size()))
          .asException();
    }
  }

  /** {@code build 1802 (Windows Server 2016)}, and what is assumed about the limit. */
  private static String inBuild(Build build, Figure<?> limit) {
    String assumed =
        limit.confidence().starred() ? limit.note().map(n -> "; assumed: " + n).orElse("") : "";
    return "build " + build + " (" + build.hostOs() + assumed + ")";
  }

  /** {@code , or build 1908 and later}, if a later build allows it. */
  private static String orLater(Build build, Predicate<Build> allows) {
    Optional<Build> later =
        Build.all().stream().filter(b -> build.isBefore(b) && allows.test(b)).findFirst();
    return later.map(b -> ", or build " + b + " and later").orElse("");
  }
}
