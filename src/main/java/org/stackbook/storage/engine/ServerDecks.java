package org.stackbook.storage.engine;

import org.stackbook.seed.Random64;

/** The drives that take the copies of each server, shuffled, dealt to one group after the other. */
final class ServerDecks {

  private final DriveTree pool;
  private final char[][] drives;
  private final int[] next;
  private final Random64 random;

  /**
   * @param serverTakes how many copies each server takes, of all groups together
   */
  ServerDecks(DriveTree pool, int[] serverTakes, Random64 random) {
    this.pool = pool;
    this.drives = pool.decksOfServers(serverTakes, random);
    this.next = new int[serverTakes.length];
    this.random = random;
  }

  /**
   * The drives of one group by fault domain, shuffled.
   *
   * @param takes how many copies of the group each server takes
   */
  char[][] deal(int[] takes) {
    int[] size = new int[pool.domains()];
    for (int server = 0; server < takes.length; server++) {
      size[pool.domainOfServer(server)] += takes[server];
    }
    char[][] decks = new char[size.length][];
    for (int domain = 0; domain < size.length; domain++) {
      decks[domain] = new char[size[domain]];
    }
    for (int server = 0; server < takes.length; server++) {
      int domain = pool.domainOfServer(server);
      size[domain] -= takes[server];
      System.arraycopy(drives[server], next[server], decks[domain], size[domain], takes[server]);
      next[server] += takes[server];
    }
    for (char[] deck : decks) {
      DriveTree.shuffle(deck, random);
    }
    return decks;
  }
}
