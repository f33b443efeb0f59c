package org.stackbook.cache.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The drives of all servers, numbered through: cache drives and capacity drives apart, those of a
 * server beside each other.
 *
 * @param servers how many there are, 1 or more
 * @param serverOfCache server of each cache drive, ascending
 * @param cachePages how many pages each cache drive holds, 1 or more
 * @param cacheTimes how fast each cache drive is
 * @param serverOfCapacity server of each capacity drive, ascending
 * @param capacityBytes size of each capacity drive
 * @param tierOf number of the type of each capacity drive
 * @param keepsReads whether the cache keeps reads of each capacity drive, and not only writes
 * @param capacityTimes how fast each capacity drive is
 */
public record DriveLayout(
    int servers,
    int[] serverOfCache,
    int[] cachePages,
    DriveTimes[] cacheTimes,
    int[] serverOfCapacity,
    long[] capacityBytes,
    int[] tierOf,
    boolean[] keepsReads,
    DriveTimes[] capacityTimes) {

  /** The cache drives of a server. */
  int[] cachesOf(int server) {
    return of(serverOfCache, server);
  }

  /** The capacity drives of a server. */
  int[] capacityOf(int server) {
    return of(serverOfCapacity, server);
  }

  private static int[] of(int[] servers, int server) {
    return IntStream.range(0, servers.length).filter(d -> servers[d] == server).toArray();
  }

  /** The most capacity drives that a server has. */
  int mostCapacity() {
    return IntStream.range(0, servers).map(s -> capacityOf(s).length).max().orElse(0);
  }

  /** The numbers of the types, ascending. */
  int[] tiers() {
    return Arrays.stream(tierOf).distinct().sorted().toArray();
  }
}
