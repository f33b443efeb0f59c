package org.stackbook.storage.engine;

/**
 * How long a repair takes. Slabs with one copy left get their second one first; then those with two
 * get their third, and so on: one pass after the other. In a pass all copies are made at the same
 * relative pace, and the busiest drive or network is busy all the time. So a pass takes the most
 * bytes per rate over all of them, and no order takes less: a drive reads and writes in turn, a
 * network sends and receives at once.
 */
public final class RepairTimes {

  /** What can be the slowest part. */
  public enum Kind {
    /** A drive that reads and writes. */
    DRIVE,
    /** What the network of a server sends. */
    SENT,
    /** What the network of a server receives. */
    RECEIVED
  }

  /**
   * The part that a pass waits for.
   *
   * @param kind drive or network
   * @param number of the drive or the server, from 0
   * @param copies that it reads and writes, sends or receives
   * @param seconds that this takes
   */
  public record Bottleneck(Kind kind, int number, long copies, double seconds) {}

  private final RepairLoad load;
  private final int[] serverOfDrive;
  private final double bytes;
  private final double[] driveRate;
  private final double networkRate;
  private final int servers;

  /**
   * @param load what is read and written
   * @param serverOfDrive server of each drive, from 0
   * @param bytes of a copy that is read and written: those of a slab, or its stale part
   * @param driveRate bytes that each drive reads or writes for the repair in a second
   * @param networkRate bytes that the network of a server moves in a second, each way
   */
  public RepairTimes(
      RepairLoad load, int[] serverOfDrive, double bytes, double[] driveRate, double networkRate) {
    this.load = load;
    this.serverOfDrive = serverOfDrive;
    this.bytes = bytes;
    this.driveRate = driveRate.clone();
    this.networkRate = networkRate;
    this.servers = serverOfDrive.length == 0 ? 0 : serverOfDrive[serverOfDrive.length - 1] + 1;
  }

  /**
   * What the pass waits for that copies slabs with that many copies left.
   *
   * @param left 1 to below the copies of a slab
   */
  public Bottleneck bottleneck(int left) {
    Bottleneck slowest = new Bottleneck(Kind.DRIVE, 0, 0, 0);
    long[] sent = new long[servers];
    long[] received = new long[servers];
    for (int drive = 0; drive < serverOfDrive.length; drive++) {
      sent[serverOfDrive[drive]] += load.read(left, drive);
      received[serverOfDrive[drive]] += load.written(left, drive);
      long moved = (long) load.read(left, drive) + load.written(left, drive);
      slowest = slower(slowest, Kind.DRIVE, drive, moved, driveRate[drive]);
    }
    for (int server = 0; server < servers; server++) {
      slowest = slower(slowest, Kind.SENT, server, sent[server], networkRate);
      slowest = slower(slowest, Kind.RECEIVED, server, received[server], networkRate);
    }
    return slowest;
  }

  private Bottleneck slower(Bottleneck slowest, Kind kind, int number, long copies, double rate) {
    double seconds = copies * bytes / rate;
    return seconds > slowest.seconds() ? new Bottleneck(kind, number, copies, seconds) : slowest;
  }

  /** Seconds that a drive reads and writes, in all passes. */
  public double driveSeconds(int drive) {
    long moved = 0;
    for (int left = 1; left < load.copies(); left++) {
      moved += load.read(left, drive) + load.written(left, drive);
    }
    return moved * bytes / driveRate[drive];
  }

  /** Seconds that the network of a server sends or receives, whichever is more, in all passes. */
  public double networkSeconds(int server) {
    double seconds = 0;
    for (int left = 1; left < load.copies(); left++) {
      long sent = 0;
      long received = 0;
      for (int drive = 0; drive < serverOfDrive.length; drive++) {
        if (serverOfDrive[drive] == server) {
          sent += load.read(left, drive);
          received += load.written(left, drive);
        }
      }
      seconds += Math.max(sent, received) * bytes / networkRate;
    }
    return seconds;
  }
}
