package org.stackbook.qos.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.engine.DriveQueue;
import org.stackbook.stamp.engine.DriveTimes;

/** Drives of one role, each with a queue; requests fall on them evenly. */
final class DriveBank {

  private final DriveTimes[] times;
  private final DriveQueue[] queues;
  private final int[][] drivesOfServer;
  private final int[] chosen;
  private final boolean varying;
  private final boolean[] readCached;

  /**
   * @param copies that a write has; fewer are written if fewer servers have drives
   */
  DriveBank(List<PlacedDrive> drives, int copies, boolean varying) {
    this.times = drives.stream().map(PlacedDrive::times).toArray(DriveTimes[]::new);
    this.queues =
        Arrays.stream(times).map(t -> new DriveQueue(t.lanes())).toArray(DriveQueue[]::new);
    this.drivesOfServer =
        drives.stream()
            .map(PlacedDrive::server)
            .distinct()
            .map(
                server ->
                    IntStream.range(0, times.length)
                        .filter(d -> drives.get(d).server() == server)
                        .toArray())
            .toArray(int[][]::new);
    this.chosen = new int[Math.min(copies, drivesOfServer.length)];
    this.varying = varying;
    this.readCached = new boolean[times.length];
    for (int d = 0; d < times.length; d++) {
      readCached[d] = drives.get(d).readCached();
    }
  }

  boolean isEmpty() {
    return times.length == 0;
  }

  /** Any of the drives. */
  int any(Random64 dice) {
    return dice.nextInt(times.length);
  }

  /** Whether a cache keeps what is read from a drive. */
  boolean isReadCached(int drive) {
    return readCached[drive];
  }

  long read(int drive, long now, int bytes, Random64 dice) {
    return queues[drive].serve(now, vary(times[drive].read(bytes), dice));
  }

  long write(long now, int bytes, Random64 dice) {
    long done = now;
    for (int copy = 0; copy < chosen.length; copy++) {
      int[] drives = drivesOfServer[another(copy, dice)];
      int drive = drives[dice.nextInt(drives.length)];
      done = Math.max(done, queues[drive].serve(now, vary(times[drive].write(bytes), dice)));
    }
    return done;
  }

  /** Any server but those of the copies before. */
  private int another(int copy, Random64 dice) {
    int server = dice.nextInt(drivesOfServer.length - copy);
    int before = 0;
    while (before < copy && chosen[before] <= server) {
      server++;
      before++;
    }
    System.arraycopy(chosen, before, chosen, before + 1, copy - before);
    chosen[before] = server;
    return server;
  }

  private long vary(long nanos, Random64 dice) {
    return varying ? (long) (dice.nextExponential(1) * nanos) : nanos;
  }

  /**
   * Service times of all drives together, in nanoseconds, up to a time that no request is after.
   */
  double busyNanosUntil(long end) {
    return Arrays.stream(queues).mapToDouble(queue -> queue.busyUntil(end)).sum();
  }
}
