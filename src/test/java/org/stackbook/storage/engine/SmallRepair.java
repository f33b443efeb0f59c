package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** A small random pool with slabs on it, some drives lost, and room on the others. */
final class SmallRepair {

  final int[] serverOfDrive;
  final SlabMap map;
  final BitSet lost;
  final int[] room;

  SmallRepair(int[] serverOfDrive, SlabMap map, BitSet lost, int[] room) {
    this.serverOfDrive = serverOfDrive;
    this.map = map;
    this.lost = lost;
    this.room = room;
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
    int slabs = servers < copies ? 0 : random.nextInt(maxSlabs + 1);
    char[] drives = new char[slabs * copies];
    for (int slab = 0; slab < slabs; slab++) {
      BitSet used = new BitSet();
      for (int copy = 0; copy < copies; copy++) {
        int on;
        do {
          on = random.nextInt(serverOfDrive.length);
        } while (used.get(serverOfDrive[on]));
        used.set(serverOfDrive[on]);
        drives[slab * copies + copy] = (char) on;
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
    int[] room = random.ints(serverOfDrive.length, 0, maxRoom + 1).toArray();
    return new SmallRepair(serverOfDrive, new SlabMap(copies, drives), lost, room);
  }

  int servers() {
    return serverOfDrive[serverOfDrive.length - 1] + 1;
  }

  MirrorRepair rebuild(long seed) {
    return MirrorRepair.rebuild(map, serverOfDrive, lost, room, seed);
  }

  /** Room of the servers on drives that are up. */
  int[] roomOfServer() {
    int[] ofServer = new int[servers()];
    for (int drive = 0; drive < room.length; drive++) {
      ofServer[serverOfDrive[drive]] += lost.get(drive) ? 0 : room[drive];
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
