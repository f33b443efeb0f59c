package org.stackbook.cache.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.stackbook.stamp.engine.DriveTimes;

/**
 * The drives of all servers, numbered through: cache drives and capacity drives apart, those of a
 * server beside each other.
 */
public final class DriveLayout {

  private final int servers;
  private final int[] serverOfCache;
  private final int[] cachePages;
  private final DriveTimes[] cacheTimes;
  private final int[] serverOfCapacity;
  private final long[] capacityBytes;
  private final int[] tierOf;
  private final boolean[] keepsReads;
  private final DriveTimes[] capacityTimes;

  /**
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
  public DriveLayout(
      int servers,
      int[] serverOfCache,
      int[] cachePages,
      DriveTimes[] cacheTimes,
      int[] serverOfCapacity,
      long[] capacityBytes,
      int[] tierOf,
      boolean[] keepsReads,
      DriveTimes[] capacityTimes) {
    this.servers = servers;
    this.serverOfCache = serverOfCache;
    this.cachePages = cachePages;
    this.cacheTimes = cacheTimes;
    this.serverOfCapacity = serverOfCapacity;
    this.capacityBytes = capacityBytes;
    this.tierOf = tierOf;
    this.keepsReads = keepsReads;
    this.capacityTimes = capacityTimes;
  }

  /** How many servers there are. */
  public int servers() {
    return servers;
  }

  /** Server of each cache drive. */
  public int[] serverOfCache() {
    return serverOfCache;
  }

  /** How many pages each cache drive holds. */
  public int[] cachePages() {
    return cachePages;
  }

  /** How fast each cache drive is. */
  public DriveTimes[] cacheTimes() {
    return cacheTimes;
  }

  /** Server of each capacity drive. */
  public int[] serverOfCapacity() {
    return serverOfCapacity;
  }

  /** Size of each capacity drive. */
  public long[] capacityBytes() {
    return capacityBytes;
  }

  /** Number of the type of each capacity drive. */
  public int[] tierOf() {
    return tierOf;
  }

  /** Whether the cache keeps reads of each capacity drive. */
  public boolean[] keepsReads() {
    return keepsReads;
  }

  /** How fast each capacity drive is. */
  public DriveTimes[] capacityTimes() {
    return capacityTimes;
  }

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

  /** The numbers of the types, ascending. */
  int[] tiers() {
    return Arrays.stream(tierOf).distinct().sorted().toArray();
  }
}
