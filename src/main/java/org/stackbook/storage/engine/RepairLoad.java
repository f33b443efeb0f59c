package org.stackbook.storage.engine;

/**
 * What a repair reads and writes, in copies of slabs: by drive, and by how many copies a slab had
 * left when it got another one.
 */
public final class RepairLoad {

  private final int[][] read;
  private final int[][] written;
  private final int[] copied;

  private RepairLoad(int copies, int drives) {
    this.read = new int[copies][drives];
    this.written = new int[copies][drives];
    this.copied = new int[copies];
  }

  /**
   * What makes one map into another. A copy that was on a lost drive and is not any more is
   * written, and read from that surviving copy whose drive has least to do in the same pass.
   *
   * @param before where the copies were
   * @param lost whether each drive was gone then
   * @param after where the copies are
   * @param stillLost whether each drive is gone now
   * @param drives how many drives there are
   */
  static RepairLoad of(
      SlabMap before, boolean[] lost, SlabMap after, boolean[] stillLost, int drives) {
    RepairLoad load = new RepairLoad(before.copies(), drives);
    // All writes are counted before a source is chosen: they are part of what a drive has to do.
    for (boolean reading : new boolean[] {false, true}) {
      int[] sources = new int[before.copies()];
      for (int slab = 0; slab < before.slabs(); slab++) {
        MirrorRepair.poll(slab);
        int survivors = before.survivors(slab, lost, sources);
        int left = survivors;
        for (int copy = 0; survivors > 0 && copy < load.copies(); copy++) {
          int drive = after.drive(slab, copy);
          if (lost[before.drive(slab, copy)] && !stillLost[drive]) {
            if (reading) {
              load.readForOne(left, sources, survivors);
            } else {
              load.written[left][drive]++;
              load.copied[left]++;
            }
            left++;
          }
        }
      }
    }
    return load;
  }

  private void readForOne(int left, int[] sources, int count) {
    int from = sources[0];
    for (int i = 1; i < count; i++) {
      if (busy(left, sources[i]) < busy(left, from)) {
        from = sources[i];
      }
    }
    read[left][from]++;
  }

  private int busy(int left, int drive) {
    return read[left][drive] + written[left][drive];
  }

  /** Copies of a slab in good order. */
  public int copies() {
    return copied.length;
  }

  /**
   * Copies written for slabs with that many left.
   *
   * @param left 1 to below {@link #copies}
   */
  public int copied(int left) {
    return copied[left];
  }

  /** Copies read from a drive for slabs with that many left. */
  public int read(int left, int drive) {
    return read[left][drive];
  }

  /** Copies written to a drive for slabs with that many left. */
  public int written(int left, int drive) {
    return written[left][drive];
  }
}
