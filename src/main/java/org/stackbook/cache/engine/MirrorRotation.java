package org.stackbook.cache.engine;

import java.util.Arrays;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.SlotTable;

/**
 * Which regions of a volume are in its mirror and which in its parity, as they are written. A write
 * to what is in the mirror stays there; one to what is in the parity, or new, goes to the mirror if
 * that has room, else to the parity. While the mirror is fuller than a threshold, the regions that
 * were written least recently rotate to the parity, so many in a second. Reads move nothing.
 */
public final class MirrorRotation {

  private static final int FEW = 1024;
  private static final int NONE = -1;
  private static final double NANOS = 1e9;

  /** So much a product may be off: 29 % of 100 are a little less than 29 in binary. */
  private static final double ROUNDING = 1e-6;

  private final long regionBytes;
  private final int mirrorRegions;
  private final int threshold;
  private final double perSecond;
  private SlotTable table = new SlotTable(FEW);
  private boolean[] inMirror = new boolean[FEW];
  private int[] older = new int[FEW];
  private int[] newer = new int[FEW];
  private int regions;
  private int held;
  private int oldest = NONE;
  private int newest = NONE;
  private long rotated;
  private long toMirror;
  private long toParity;
  private long invalidated;
  private int mostHeld;
  private long now;
  private double canRotate;

  /**
   * An empty volume.
   *
   * @param regionBytes what rotates as one, 1 or more
   * @param mirrorRegions how many of them the mirror holds, 1 or more
   * @param threshold share of the mirror above which regions rotate, above 0, at most 1
   * @param perSecond how many regions can rotate in a second, more than 0
   */
  public MirrorRotation(long regionBytes, int mirrorRegions, double threshold, double perSecond) {
    this.perSecond = perSecond;
    this.regionBytes = regionBytes;
    this.mirrorRegions = mirrorRegions;
    this.threshold = (int) (mirrorRegions * threshold + ROUNDING);
  }

  /** Takes the writes among these requests. */
  public void add(RequestBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      rotateUntil(batch.nanos[i]);
      if (batch.write[i]) {
        long at = batch.address[i];
        long stop = at + batch.bytes[i];
        while (at < stop) {
          long region = at / regionBytes;
          long next = Math.min(stop, (region + 1) * regionBytes);
          write(Pages.key(batch.tenant[i], region), next - at);
          at = next;
        }
      }
    }
  }

  private void write(long key, long bytes) {
    int region = table.find(key);
    boolean known = region != SlotTable.NONE;
    if (!known) {
      region = add(key);
    }
    if (inMirror[region]) {
      unlink(region);
    } else if (held < mirrorRegions) {
      invalidated += known ? 1 : 0;
      inMirror[region] = true;
      held++;
    } else {
      toParity += bytes;
      return;
    }
    link(region);
    toMirror += bytes;
    mostHeld = Math.max(mostHeld, held);
  }

  private void rotateUntil(long nanos) {
    canRotate += (nanos - now) / NANOS * perSecond;
    now = nanos;
    while (held > threshold && canRotate >= 1) {
      int leaves = oldest;
      unlink(leaves);
      inMirror[leaves] = false;
      held--;
      rotated++;
      canRotate--;
    }
    if (held <= threshold) {
      canRotate = 0; // idle time is not saved up
    }
  }

  private int add(long key) {
    if (regions == inMirror.length) {
      table = table.grownTo(2 * regions);
      inMirror = Arrays.copyOf(inMirror, 2 * regions);
      older = Arrays.copyOf(older, 2 * regions);
      newer = Arrays.copyOf(newer, 2 * regions);
    }
    table.put(key, regions);
    return regions++;
  }

  private void link(int region) {
    older[region] = newest;
    newer[region] = NONE;
    if (newest == NONE) {
      oldest = region;
    } else {
      newer[newest] = region;
    }
    newest = region;
  }

  private void unlink(int region) {
    if (older[region] == NONE) {
      oldest = newer[region];
    } else {
      newer[older[region]] = newer[region];
    }
    if (newer[region] == NONE) {
      newest = older[region];
    } else {
      older[newer[region]] = older[region];
    }
  }

  /** Regions that were written. */
  public int regions() {
    return regions;
  }

  /** Regions in the mirror. */
  public int held() {
    return held;
  }

  /** The most regions that were in the mirror at once. */
  public int mostHeld() {
    return mostHeld;
  }

  /** Regions that rotated from the mirror to the parity, each time counted. */
  public long rotated() {
    return rotated;
  }

  /** Regions in the parity that were written to, and so came back to the mirror. */
  public long invalidated() {
    return invalidated;
  }

  /** Bytes that were written to the mirror. */
  public long toMirror() {
    return toMirror;
  }

  /** Bytes that found the mirror full and were written to the parity. */
  public long toParity() {
    return toParity;
  }
}
