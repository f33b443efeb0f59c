package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.Server;
import org.stackbook.storage.engine.DriveTree;
import org.stackbook.unit.Bytes;

/** The capacity drives of a pool, numbered through server by server, as the engine wants them. */
final class CapacityDrives {

  private final List<Server> servers;
  private final List<Drive> drives = new ArrayList<>();
  private final int[] serverOf;
  private final int[] slabsOf;
  private final long[] slabsOfServer;
  private final FaultDomain level;
  private final int[] domainOfServer;

  /** Copies in different servers. */
  CapacityDrives(Pool pool, Bytes slab) {
    this(pool, slab, FaultDomain.NODE);
  }

  /**
   * Copies in different fault domains of a level.
   *
   * @throws Refusal if a server is in none
   */
  CapacityDrives(Pool pool, Bytes slab, FaultDomain level) {
    this.level = level;
    this.servers = pool.stamp().servers();
    this.slabsOfServer = new long[servers.size()];
    servers.forEach(server -> drives.addAll(server.capacityDrives()));
    this.serverOf = new int[drives.size()];
    this.slabsOf = new int[drives.size()];
    this.domainOfServer = domains(servers, level);
    int at = 0;
    for (int i = 0; i < servers.size(); i++) {
      for (Drive drive : servers.get(i).capacityDrives()) {
        serverOf[at] = i;
        slabsOf[at] = Math.toIntExact(drive.size().count() / slab.count());
        slabsOfServer[i] += slabsOf[at++];
      }
      slabsOfServer[i] += Math.floorDiv(-pool.reserveOf(servers.get(i)).count(), slab.count());
    }
  }

  List<Server> servers() {
    return servers;
  }

  int count() {
    return drives.size();
  }

  Drive drive(int number) {
    return drives.get(number);
  }

  /** The drives as the engine sees them. */
  DriveTree tree() {
    return new DriveTree(serverOf, slabsOf, slabsOfServer, domainOfServer);
  }

  /** The level of the fault domains that copies are apart in. */
  FaultDomain level() {
    return level;
  }

  private static int[] domains(List<Server> servers, FaultDomain level) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] domains = new int[servers.size()];
    for (int i = 0; i < domains.length; i++) {
      Server server = servers.get(i);
      String name =
          server
              .domain(level)
              .orElseThrow(
                  () ->
                      Refusal.of(
                              "faultDomain(" + level.name() + ")",
                              "the " + level + " of " + server.name() + " is not described")
                          .source(Facts.storage().fact("faultDomains/automatic").citation())
                          .wayOut("say " + level + "(…) for each server, or leave it out")
                          .asException());
      Integer known = numbers.putIfAbsent(name, numbers.size());
      domains[i] = known == null ? numbers.size() - 1 : known;
    }
    return domains;
  }

  /** For each drive its number in {@code other}, or −1 if it is none of them. */
  int[] numbersIn(CapacityDrives other) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < other.count(); i++) {
      numbers.put(other.drive(i).id(), i);
    }
    int[] found = new int[count()];
    for (int i = 0; i < found.length; i++) {
      int number = numbers.getOrDefault(drive(i).id(), -1);
      found[i] = number >= 0 && other.drive(number).equals(drive(i)) ? number : -1;
    }
    return found;
  }

  /** Server of each drive. */
  int[] serverOf() {
    return serverOf;
  }

  /** Slabs that fit on all drives together. */
  long slabs() {
    return Arrays.stream(slabsOf).asLongStream().sum();
  }

  /** Slabs that fit on each drive. */
  int[] slabsOf() {
    return slabsOf;
  }

  /** Slabs that may be placed in each server, its reserve taken off. */
  long[] slabsOfServer() {
    return slabsOfServer;
  }

  /**
   * The drives that are gone when servers and drives of these names fail. Cache drives hold no
   * slabs.
   */
  BitSet named(Set<String> names) {
    BitSet gone = new BitSet();
    for (int i = 0; i < drives.size(); i++) {
      if (names.contains(drives.get(i).id()) || names.contains(drives.get(i).server())) {
        gone.set(i);
      }
    }
    return gone;
  }
}
