package org.stackbook.storage.engine;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Small random pools: unequal drives in unequal servers in unequal fault domains, some reserve. */
final class RandomPools {

  private RandomPools() {}

  /**
   * @param domains of the pool; none is empty
   * @param mostSlabs that a drive holds
   */
  static DriveTree of(Random random, int domains, int mostSlabs) {
    int servers = domains + random.nextInt(domains + 1);
    return of(
        random,
        IntStream.range(0, servers).map(s -> s < domains ? s : random.nextInt(domains)).toArray(),
        mostSlabs);
  }

  /**
   * Each server a fault domain of its own.
   *
   * @param mostSlabs that a drive holds
   */
  static DriveTree ofServers(Random random, int servers, int mostSlabs) {
    return of(random, IntStream.range(0, servers).toArray(), mostSlabs);
  }

  private static DriveTree of(Random random, int[] domainOfServer, int mostSlabs) {
    int servers = domainOfServer.length;
    int[] drivesOf = random.ints(servers, 1, 5).toArray();
    int drives = Arrays.stream(drivesOf).sum();
    int[] serverOfDrive = new int[drives];
    int[] slabsOfDrive = new int[drives];
    long[] slabsOfServer = new long[servers];
    int drive = 0;
    for (int server = 0; server < servers; server++) {
      int largest = 0;
      for (int i = 0; i < drivesOf[server]; i++, drive++) {
        serverOfDrive[drive] = server;
        slabsOfDrive[drive] = random.nextInt(mostSlabs + 1);
        slabsOfServer[server] += slabsOfDrive[drive];
        largest = Math.max(largest, slabsOfDrive[drive]);
      }
      if (random.nextBoolean()) {
        slabsOfServer[server] -= largest;
      }
    }
    return new DriveTree(serverOfDrive, slabsOfDrive, slabsOfServer, domainOfServer);
  }

  /** How many slabs may be placed in each server. */
  static long[] slabsOfServers(DriveTree pool) {
    return IntStream.range(0, pool.servers()).mapToLong(pool::slabsOfServer).toArray();
  }

  /** The drives of all servers but one or two at random, if there are so many. */
  static int[] drivesOfSome(Random random, DriveTree pool) {
    int[] gone = random.ints(random.nextInt(3), 0, pool.servers()).toArray();
    return IntStream.range(0, pool.drives())
        .filter(d -> Arrays.stream(gone).noneMatch(s -> s == pool.serverOfDrive(d)))
        .toArray();
  }

  /** The same pool of these drives only; servers and fault domains keep their numbers. */
  static DriveTree part(DriveTree pool, int[] drives) {
    long[] slabsOfServer = new long[pool.servers()];
    for (int drive : drives) {
      slabsOfServer[pool.serverOfDrive(drive)] = pool.slabsOfServer(pool.serverOfDrive(drive));
    }
    return new DriveTree(
        Arrays.stream(drives).map(pool::serverOfDrive).toArray(),
        Arrays.stream(drives).map(pool::slabsOfDrive).toArray(),
        slabsOfServer,
        IntStream.range(0, pool.servers()).map(pool::domainOfServer).toArray());
  }

  /**
   * Servers alike, each a fault domain.
   *
   * @param slabs that a drive holds
   */
  static DriveTree alike(int servers, int drives, int slabs) {
    int[] serverOfDrive = new int[servers * drives];
    int[] slabsOfDrive = new int[servers * drives];
    long[] slabsOfServer = new long[servers];
    for (int d = 0; d < serverOfDrive.length; d++) {
      serverOfDrive[d] = d / drives;
      slabsOfDrive[d] = slabs;
      slabsOfServer[d / drives] += slabs;
    }
    return DriveTree.ofServers(serverOfDrive, slabsOfDrive, slabsOfServer);
  }
}
