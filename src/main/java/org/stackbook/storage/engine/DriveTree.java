package org.stackbook.storage.engine;

import java.util.Arrays;
import org.stackbook.seed.Random64;

/**
 * The drives of a pool as placement sees them: a tree of fault domains, servers and drives, and how
 * many slabs each may hold. No two copies of a slab may share a fault domain; by itself each server
 * is one, as in Storage Spaces Direct, and racks, chassis and sites are only another grouping.
 */
public final class DriveTree {

  private final int[] serverOfDrive;
  private final int[] slabsOfDrive;
  private final long[] slabsOfServer;
  private final int[] domainOfServer;
  private final int domains;

  /**
   * Servers in fault domains of any level.
   *
   * @param serverOfDrive server of each drive, from 0, drives of a server side by side; at most
   *     65,534 drives
   * @param slabsOfDrive how many slabs fit on each drive
   * @param slabsOfServer how many slabs may be placed in each server: its drives' less its reserve
   * @param domainOfServer fault domain of each server, from 0
   * @throws IllegalArgumentException if there are too many drives, or not as many numbers as drives
   *     or servers
   */
  public DriveTree(
      int[] serverOfDrive, int[] slabsOfDrive, long[] slabsOfServer, int[] domainOfServer) {
    if (serverOfDrive.length >= Character.MAX_VALUE) {
      throw new IllegalArgumentException(serverOfDrive.length + " drives are too many");
    }
    if (serverOfDrive.length != slabsOfDrive.length
        || slabsOfServer.length != domainOfServer.length) {
      throw new IllegalArgumentException("a number is missing for a drive or a server");
    }
    this.serverOfDrive = serverOfDrive.clone();
    this.slabsOfDrive = slabsOfDrive.clone();
    this.slabsOfServer = slabsOfServer.clone();
    this.domainOfServer = domainOfServer.clone();
    this.domains = Arrays.stream(domainOfServer).max().orElse(-1) + 1;
  }

  /** Each server a fault domain of its own. */
  public static DriveTree ofServers(int[] serverOfDrive, int[] slabsOfDrive, long[] slabsOfServer) {
    int[] own = new int[slabsOfServer.length];
    Arrays.setAll(own, server -> server);
    return new DriveTree(serverOfDrive, slabsOfDrive, slabsOfServer, own);
  }

  /** How many drives there are. */
  public int drives() {
    return serverOfDrive.length;
  }

  /** How many servers there are. */
  public int servers() {
    return slabsOfServer.length;
  }

  /** How many fault domains there are. */
  public int domains() {
    return domains;
  }

  /**
   * The fault domain of a drive.
   *
   * @param drive from 0 to below {@link #drives}
   */
  public int domainOfDrive(int drive) {
    return domainOfServer[serverOfDrive[drive]];
  }

  /** The server of a drive. */
  int serverOfDrive(int drive) {
    return serverOfDrive[drive];
  }

  /** The fault domain of a server. */
  int domainOfServer(int server) {
    return domainOfServer[server];
  }

  /** The fault domain of each server. */
  int[] domainsOfServers() {
    return domainOfServer.clone();
  }

  /** How many slabs may be placed in a server. */
  long slabsOfServer(int server) {
    return slabsOfServer[server];
  }

  /** How many slabs may be placed in each server. */
  long[] slabsOfServers() {
    return slabsOfServer.clone();
  }

  /** How many slabs fit on a drive. */
  int slabsOfDrive(int drive) {
    return slabsOfDrive[drive];
  }

  /** The most slabs that can be placed in {@code copies} copies: see {@link MirrorOptimum}. */
  public long optimum(int copies) {
    return MirrorOptimum.of(slabsOfDomain(), copies);
  }

  /** How many slabs may be placed in each fault domain. */
  long[] slabsOfDomain() {
    return summed(slabsOfServer, domainOfServer, domains);
  }

  /**
   * What is left of the pool beside copies that are there.
   *
   * @param held copies on each drive
   */
  public DriveTree lessThan(int[] held) {
    int[] room = new int[slabsOfDrive.length];
    Arrays.setAll(room, d -> Math.max(0, slabsOfDrive[d] - held[d]));
    long[] heldOfServer = summed(wide(held), serverOfDrive, slabsOfServer.length);
    long[] roomOfServer = new long[slabsOfServer.length];
    Arrays.setAll(roomOfServer, s -> Math.max(0, slabsOfServer[s] - heldOfServer[s]));
    return new DriveTree(serverOfDrive, room, roomOfServer, domainOfServer);
  }

  /**
   * The same drives with other room, of which no reserve is kept back.
   *
   * @param room how many slabs each drive can take
   */
  DriveTree withRoom(int[] room) {
    long[] ofServer = summed(wide(room), serverOfDrive, slabsOfServer.length);
    return new DriveTree(serverOfDrive, room, ofServer, domainOfServer);
  }

  /**
   * The even spread: how many copies each drive is to hold so that fault domains, the servers in
   * them and the drives in these are filled in proportion to what they can hold, to one slab each.
   * A fault domain takes no more than one copy of every slab.
   *
   * @param held copies that each drive holds already: where a share has to be rounded, drives that
   *     hold more get more
   * @throws IllegalArgumentException if the slabs do not fit
   */
  int[] evenCopies(int copies, int slabs, int[] held) {
    long optimum = optimum(copies);
    if (slabs > optimum) {
      throw new IllegalArgumentException(slabs + " slabs do not fit, at most " + optimum + " do");
    }
    long[] ofDrive = wide(held);
    long[] ofServer = summed(ofDrive, serverOfDrive, slabsOfServer.length);
    long[] ofDomain = summed(ofServer, domainOfServer, domains);
    int[] domainTakes = EvenShares.of(slabsOfDomain(), slabs, (long) slabs * copies, ofDomain);
    int[] serverTakes = divided(domainTakes, domainOfServer, slabsOfServer, ofServer);
    return divided(serverTakes, serverOfDrive, wide(slabsOfDrive), ofDrive);
  }

  /**
   * How many copies each drive takes, in proportion to its size in its server.
   *
   * @param serverTakes how many copies each server takes
   * @param held copies that each drive holds already, as for {@link #evenCopies}
   */
  int[] copiesWithinServers(int[] serverTakes, int[] held) {
    return divided(serverTakes, serverOfDrive, wide(slabsOfDrive), wide(held));
  }

  /** For each server the drives that take its copies, shuffled. */
  char[][] decksOfServers(int[] serverTakes, Random64 random) {
    int[] takes = copiesWithinServers(serverTakes, new int[slabsOfDrive.length]);
    return ofServers(serverOfDrive, slabsOfDrive, slabsOfServer).decks(takes, random);
  }

  /** Divides what each group takes among its members. */
  private static int[] divided(int[] groupTakes, int[] groupOf, long[] capacities, long[] held) {
    int[] takes = new int[groupOf.length];
    int[][] members = members(groupOf, groupTakes.length);
    for (int group = 0; group < groupTakes.length; group++) {
      int[] own = members[group];
      long[] capacity = Arrays.stream(own).mapToLong(i -> capacities[i]).toArray();
      long[] heldByOwn = Arrays.stream(own).mapToLong(i -> held[i]).toArray();
      int[] shares = EvenShares.of(capacity, Integer.MAX_VALUE, groupTakes[group], heldByOwn);
      for (int i = 0; i < own.length; i++) {
        takes[own[i]] = shares[i];
      }
    }
    return takes;
  }

  private static int[][] members(int[] groupOf, int groups) {
    int[] size = new int[groups];
    for (int group : groupOf) {
      size[group]++;
    }
    int[][] members = new int[groups][];
    Arrays.setAll(members, group -> new int[size[group]]);
    for (int i = groupOf.length - 1; i >= 0; i--) {
      members[groupOf[i]][--size[groupOf[i]]] = i;
    }
    return members;
  }

  /** For each fault domain its drives, each as often as it takes a copy, shuffled. */
  char[][] decks(int[] takes, Random64 random) {
    int[] size = new int[domains];
    for (int drive = 0; drive < takes.length; drive++) {
      size[domainOfDrive(drive)] += takes[drive];
    }
    char[][] decks = new char[domains][];
    Arrays.setAll(decks, domain -> new char[size[domain]]);
    int[] at = new int[domains];
    for (int drive = 0; drive < takes.length; drive++) {
      int domain = domainOfDrive(drive);
      int from = at[domain];
      at[domain] += takes[drive];
      Arrays.fill(decks[domain], from, at[domain], (char) drive);
    }
    for (char[] deck : decks) {
      shuffle(deck, random);
    }
    return decks;
  }

  static void shuffle(char[] deck, Random64 random) {
    for (int i = deck.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      char swap = deck[i];
      deck[i] = deck[j];
      deck[j] = swap;
    }
  }

  private static long[] summed(long[] ofMember, int[] groupOf, int groups) {
    long[] sums = new long[groups];
    for (int i = 0; i < ofMember.length; i++) {
      sums[groupOf[i]] += ofMember[i];
    }
    return sums;
  }

  private static long[] wide(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
