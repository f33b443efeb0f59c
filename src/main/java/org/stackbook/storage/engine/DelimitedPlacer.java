package org.stackbook.storage.engine;

import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/**
 * Places volumes of which each is confined to some of the servers. Drives are filled in proportion
 * to their size, and servers as evenly as the volumes allow.
 *
 * <p>If all volumes fit in any way they are placed: see {@link DelimitedShares}.
 */
public final class DelimitedPlacer {

  private DelimitedPlacer() {}

  /**
   * Places the slabs of several volumes, one volume after the other in the map.
   *
   * @param copies 1 or more
   * @param slabsOfVolume how many slabs each volume has
   * @param allowed for each volume and server whether copies of the volume may go there
   * @param seed the same seed gives the same placement
   * @throws IllegalArgumentException if they do not fit together, in whatever way
   * @throws CancellationException if the thread is interrupted; nothing is left behind
   */
  public static SlabMap place(
      DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed, long seed) {
    int[][] takes = DelimitedShares.of(pool, copies, slabsOfVolume, allowed);
    if (takes.length < slabsOfVolume.length) {
      throw new IllegalArgumentException("the volumes do not fit on the servers they may use");
    }
    Random64 random = new Random64(seed);
    int[] ofServer = new int[pool.servers()];
    int slabs = 0;
    for (int volume = 0; volume < takes.length; volume++) {
      slabs = Math.addExact(slabs, slabsOfVolume[volume]);
      for (int server = 0; server < ofServer.length; server++) {
        ofServer[server] = Math.addExact(ofServer[server], takes[volume][server]);
      }
    }
    ServerDecks decks = new ServerDecks(pool, ofServer, random);
    char[] driveOfCopy = new char[Math.multiplyExact(slabs, copies)];
    int at = 0;
    for (int volume = 0; volume < takes.length; volume++) {
      char[] drawn =
          MirrorPlacer.draw(decks.deal(takes[volume]), copies, slabsOfVolume[volume], random);
      System.arraycopy(drawn, 0, driveOfCopy, at, drawn.length);
      at += drawn.length;
    }
    return new SlabMap(copies, driveOfCopy);
  }

  /**
   * Whether the volumes fit together, in whatever way.
   *
   * @param allowed for each volume and server whether copies of the volume may go there
   */
  public static boolean fit(DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed) {
    return DelimitedShares.fit(pool, copies, slabsOfVolume, allowed);
  }

  /**
   * The most slabs that one of the volumes can have while the others keep theirs.
   *
   * @param volume its number
   * @return 0 if not even the others fit
   */
  public static int mostSlabs(
      DriveTree pool, int copies, int[] slabsOfVolume, boolean[][] allowed, int volume) {
    int[] slabs = slabsOfVolume.clone();
    int low = 0;
    int high = (int) Math.min(Integer.MAX_VALUE - 1, pool.optimum(copies));
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      slabs[volume] = middle;
      if (DelimitedShares.fit(pool, copies, slabs, allowed)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
