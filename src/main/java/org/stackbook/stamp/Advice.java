package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/** What the pages advise and do not demand. Each piece of advice is a method. */
final class Advice {

  private Advice() {}

  /** What a finished description does not follow. */
  static List<Finding> about(Stamp stamp) {
    List<Finding> findings = new ArrayList<>();
    groupsOfLikeServers(stamp.servers())
        .forEach((subject, server) -> about(subject, server).forEach(findings::add));
    for (Role role : Role.values()) {
      for (Media media : Media.values()) {
        mixedSizes(stamp, role, media).ifPresent(findings::add);
      }
    }
    volumeCount(stamp).ifPresent(findings::add);
    return findings;
  }

  /** The names of the servers that are described alike, with one of them. */
  private static Map<String, Server> groupsOfLikeServers(List<Server> servers) {
    Map<String, Server> groups = new LinkedHashMap<>();
    List<Server> open = new ArrayList<>(servers);
    while (!open.isEmpty()) {
      Server first = open.get(0);
      List<Server> like = open.stream().filter(first::isLike).toList();
      groups.put(Names.shorten(like.stream().map(Server::name).toList()), first);
      open.removeAll(like);
    }
    return groups;
  }

  private static Stream<Finding> about(String subject, Server server) {
    return Stream.of(
            manyDriveTypes(subject, server),
            smallCache(subject, server),
            unevenBinding(subject, server),
            muchCapacity(subject, server),
            fewCores(subject, server),
            littleMemory(subject, server),
            smallBootDevice(subject, server))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> manyDriveTypes(String subject, Server server) {
    Fact most = AzureStackRules.mostDriveTypes();
    if (server.driveTypes() <= most.integer()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            subject,
            server.driveTypes()
                + " drive types, as Storage Spaces Direct takes them; Azure Stack has at most "
                + most.integer(),
            most,
            "two types, if it is to be an Azure Stack"));
  }

  static Optional<Finding> smallCache(String subject, Server server) {
    if (server.cacheDrives().isEmpty()) {
      return Optional.empty();
    }
    // A share is told of capacity of one type; where there are two, each asks for its own.
    Bytes advised =
        server.capacityDrives().stream()
            .map(drive -> drive.size().times(Ratio.percent(cacheShare(drive.media()).number())))
            .reduce(Bytes.ZERO, Bytes::plus)
            .as(server.rawCapacity().unit());
    Ratio least = advised.shareOf(server.rawCapacity());
    Ratio has = server.cacheCapacity().shareOf(server.rawCapacity());
    // The page says "about": what rounds to the advice follows it.
    if (Math.round(has.toPercent()) >= Math.round(least.toPercent())) {
      return Optional.empty();
    }
    Tiers tiers = server.tiers();
    return Optional.of(
        new Finding(
            subject,
            "the cache is "
                + has
                + " of capacity; about "
                + tiers.capacity().stream()
                    .map(media -> adviceFor(media, tiers))
                    .collect(Collectors.joining(" and ")),
            cacheShare(tiers.capacity().last()),
            "more or larger cache drives, " + advised + " in each server"));
  }

  private static Fact cacheShare(Media capacity) {
    return Facts.storage()
        .fact(
            capacity.isFlash()
                ? "cache/sizing/allFlashPctOfCapacity"
                : "cache/sizing/hybridPctOfCapacity");
  }

  private static String adviceFor(Media capacity, Tiers tiers) {
    return Ratio.percent(cacheShare(capacity).number())
        + " is advised for "
        + (tiers.isAllFlash() ? "all flash" : capacity + " capacity");
  }

  private static Optional<Finding> unevenBinding(String subject, Server server) {
    int cache = server.cacheDrives().size();
    int capacity = server.capacityDrives().size();
    if (cache == 0 || capacity % cache == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            subject,
            capacity
                + " capacity drives are not a multiple of "
                + cache
                + " cache drives, so that some cache drives serve more than others",
            Facts.storage().fact("cache/bindingNote"),
            (capacity - capacity % cache + cache) + " capacity drives in each server"));
  }

  private static Optional<Finding> muchCapacity(String subject, Server server) {
    Fact most = Facts.storage().fact("pool/capacityPerServerTB/recommendedMax");
    if (server.rawCapacity().compareTo(most.bytes()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            subject,
            server.rawCapacity()
                + " of capacity in a server; no more than "
                + most.bytes()
                + " is recommended, for the time that a repair takes",
            most,
            "more servers with less in each"));
  }

  private static Optional<Finding> fewCores(String subject, Server server) {
    Fact least = Facts.hardware().fact("minimumNode/coresPerNodeMin");
    if (server.cores() >= least.integer()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            subject,
            server.cores() + " cores; the smallest hardware of 2017 had " + least.integer(),
            least,
            "at least " + least.integer() + " cores"));
  }

  private static Optional<Finding> littleMemory(String subject, Server server) {
    Fact least = Facts.hardware().fact("minimumNode/memoryGBPerNodeMin");
    Bytes memory = Bytes.in(least.number(), ByteUnit.GB);
    if (server.memory().compareTo(memory) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            subject,
            server.memory() + " of memory; the smallest hardware of 2017 had " + memory,
            least,
            "at least " + memory));
  }

  private static Optional<Finding> smallBootDevice(String subject, Server server) {
    Fact least = Facts.hardware().fact("minimumNode/bootDiskGBMin");
    return server
        .boot()
        .filter(boot -> boot.size().compareTo(least.bytes()) < 0)
        .map(
            boot ->
                new Finding(
                    subject,
                    "a boot device of "
                        + boot.size()
                        + "; the smallest hardware of 2017 had "
                        + least.bytes(),
                    least,
                    "at least " + least.bytes()));
  }

  private static Optional<Finding> mixedSizes(Stamp stamp, Role role, Media media) {
    List<Bytes> sizes =
        stamp.servers().stream()
            .flatMap(s -> s.drives().stream())
            .filter(d -> d.role() == role && d.media() == media)
            .map(Drive::size)
            .distinct()
            .sorted()
            .toList();
    if (sizes.size() < 2) {
      return Optional.empty();
    }
    boolean mixed = role == Role.CAPACITY && stamp.servers().get(0).tiers().capacity().size() > 1;
    String differ =
        "sizes differ: " + String.join(", ", sizes.stream().map(Bytes::toString).toList());
    return Optional.of(
        new Finding(
            (mixed ? media + " " : "") + role + " drives",
            role == Role.CAPACITY
                ? differ + "; what has no place for its copies in other servers is stranded"
                : differ + "; some capacity drives have less cache than others",
            Facts.storage().fact("symmetry/sameSizes"),
            "drives of one size in all servers, as servers that are added later must have"));
  }

  private static Optional<Finding> volumeCount(Stamp stamp) {
    int volumes = stamp.volumes().size();
    int servers = stamp.servers().size();
    if (volumes % servers == 0) {
      return Optional.empty();
    }
    FactBook storage = Facts.storage();
    return Optional.of(
        new Finding(
            "volumes",
            Words.count(volumes, "volume")
                + " on "
                + servers
                + " servers; a multiple of the number of servers is advised",
            storage.fact("pool/volumeCountAdvice"),
            (volumes - volumes % servers + servers) + " volumes"));
  }
}
