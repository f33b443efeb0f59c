package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small random pool with slabs on it, some drives lost, and room on the others. Half of the pools
 * have servers that share fault domains; half have volumes that may not use all servers. Volumes
 * may have slabs where they may have none any more.
 */
final class SmallRepair {

  private final DriveTree pool;
  private final int[] slabsOfVolume;
  private final boolean[][] allowed;
  private final SlabMap map;
  private final BitSet lost;
  private final int[] room;

  private SmallRepair(
      DriveTree pool,
      int[] slabsOfVolume,
      boolean[][] allowed,
      SlabMap map,
      BitSet lost,
      int[] room) {
    this.pool = pool;
    this.slabsOfVolume = slabsOfVolume;
    this.allowed = allowed;
    this.map = map;
    this.lost = lost;
    this.room = room;
  }

  /** A pool with each server a fault domain, and one volume on all servers. */
  static SmallRepair plain(int[] serverOfDrive, SlabMap map, BitSet lost, int[] room) {
    int servers = Arrays.stream(serverOfDrive).max().orElse(-1) + 1;
    boolean[][] all = new boolean[1][servers];
    Arrays.fill(all[0], true);
    return new SmallRepair(
        DriveTree.ofServers(serverOfDrive, room, new long[servers]),
        new int[] {map.slabs()},
        all,
        map,
        lost,
        room);
  }

  static SmallRepair random(
      Random random, int maxServers, int maxDrives, int maxSlabs, int maxRoom) {
    int servers = 2 + random.nextInt(maxServers - 1);
    int copies = 2 + random.nextInt(2);
    int[] drivesOf = random.ints(servers, 1, maxDrives + 1).toArray();
    int[] serverOfDrive = new int[Arrays.stream(drivesOf).sum()];
    int drive = 0;
    for (int server = 0; server < servers; server++) {
      for (int i = 0; i < drivesOf[server]; i++) {
        serverOfDrive[drive++] = server;
      }
    }
    int[] room = random.ints(serverOfDrive.length, 0, maxRoom + 1).toArray();
    DriveTree pool =
        new DriveTree(serverOfDrive, room, new long[servers], domains(random, servers));
    SlabMap map = slabs(random, pool, copies, random.nextInt(maxSlabs + 1));
    int[] slabsOfVolume = parts(random, map.slabs());
    boolean[][] allowed = new boolean[slabsOfVolume.length][servers];
    boolean confined = random.nextBoolean();
    for (boolean[] ofVolume : allowed) {
      for (int server = 0; server < servers; server++) {
        ofVolume[server] = !confined || random.nextInt(4) > 0;
      }
    }
    BitSet lost = new BitSet();
    int most = 1 + random.nextInt(4);
    for (int i = 0; i < most; i++) {
      if (random.nextBoolean()) {
        lost.set(random.nextInt(serverOfDrive.length));
      } else {
        int server = random.nextInt(servers);
        for (int d = 0; d < serverOfDrive.length; d++) {
          lost.set(d, lost.get(d) || serverOfDrive[d] == server);
        }
      }
    }
    return new SmallRepair(pool, slabsOfVolume, allowed, map, lost, room);
  }

  /** Each server by itself, or in one of a few; numbers without a gap. */
  private static int[] domains(Random random, int servers) {
    if (random.nextBoolean()) {
      return IntStream.range(0, servers).toArray();
    }
    int domains = 2 + random.nextInt(servers - 1);
    return IntStream.range(0, servers)
        .map(s -> s < domains ? s : random.nextInt(domains))
        .toArray();
  }

  private static SlabMap slabs(Random random, DriveTree pool, int copies, int wanted) {
    int slabs = pool.domains() < copies ? 0 : wanted;
    char[] drives = new char[slabs * copies];
    for (int slab = 0; slab < slabs; slab++) {
      BitSet used = new BitSet();
      for (int copy = 0; copy < copies; copy++) {
        int on;
        do {
          on = random.nextInt(pool.drives());
        } while (used.get(pool.domainOfDrive(on)));
        used.set(pool.domainOfDrive(on));
        drives[slab * copies + copy] = (char) on;
      }
    }
    return new SlabMap(copies, drives);
  }

  /** Up to three parts, some of them empty. */
  private static int[] parts(Random random, int slabs) {
    int[] parts = new int[1 + random.nextInt(3)];
    for (int i = 0; i < slabs; i++) {
      parts[random.nextInt(parts.length)]++;
    }
    return parts;
  }

  /** The same pool and volumes later on. */
  SmallRepair then(SlabMap laterMap, BitSet laterLost, int[] laterRoom) {
    return new SmallRepair(pool, slabsOfVolume, allowed, laterMap, laterLost, laterRoom);
  }

  DriveTree pool() {
    return pool;
  }

  /** The slabs of all volumes, one after the other. */
  SlabMap map() {
    return map;
  }

  /** Drives that are gone. */
  BitSet lost() {
    return lost;
  }

  /** How many more copies each drive can take. */
  int[] room() {
    return room;
  }

  MirrorRepair rebuild(long seed) {
    return MirrorRepair.rebuild(map, pool, slabsOfVolume, allowed, lost, room, seed);
  }

  /** Whether a copy of a slab may be made on a drive. */
  boolean isAllowed(int slab, int drive) {
    int volume = 0;
    int end = slabsOfVolume[0];
    while (slab >= end) {
      end += slabsOfVolume[++volume];
    }
    return allowed[volume][pool.serverOfDrive(drive)];
  }

  /** Room of the servers on drives that are up. */
  int[] roomOfServer() {
    int[] ofServer = new int[pool.servers()];
    for (int drive = 0; drive < room.length; drive++) {
      ofServer[pool.serverOfDrive(drive)] += lost.get(drive) ? 0 : room[drive];
    }
    return ofServer;
  }

  /** How many copies of a slab are on drives that are up. */
  static int left(SlabMap map, int slab, BitSet lost) {
    int left = 0;
    for (int copy = 0; copy < map.copies(); copy++) {
      left += lost.get(map.drive(slab, copy)) ? 0 : 1;
    }
    return left;
  }
}
