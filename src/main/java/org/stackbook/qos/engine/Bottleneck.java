package org.stackbook.qos.engine;

import java.util.Arrays;
import java.util.List;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.TenantLoad;

/**
 * What drives can do at most: as many requests as keep the busiest of them busy all the time.
 *
 * <p>Source: P. Denning and J. Buzen, "The operational analysis of queueing network models", ACM
 * Computing Surveys 10 (1978): the bottleneck law.
 *
 * @param cacheSeconds how long a request of the mix keeps the busiest cache drive busy, in the mean
 * @param capacitySeconds how long it keeps the busiest capacity drive busy
 */
public record Bottleneck(double cacheSeconds, double capacitySeconds) {

  private static final double NANOS = 1e9;

  /**
   * Of a mix of loads.
   *
   * @param backend the drives
   * @param loads whose reads, sizes and hits count; their caps do not
   * @param weights how often each asks, beside the others; 0 or more, one of them more
   * @param destaged share of the writes to a cache that come to capacity drives too, all copies of
   *     them, 0 to 1; without a cache it does not matter
   */
  public static Bottleneck of(
      Backend backend, List<Machine> loads, double[] weights, double destaged) {
    double[] cache = new double[backend.cache().size()];
    double[] capacity = new double[backend.capacity().size()];
    double[] ofCache = visits(backend.cache(), backend.copies());
    double[] ofCapacity = visits(backend.capacity(), backend.copies());
    double all = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      Machine load = loads.get(i);
      for (TenantLoad.Size size : load.sizes()) {
        double often = weights[i] / all * size.share();
        double writes = often * (1 - load.reads());
        read(cache, capacity, backend, size.bytes(), often * load.reads(), load.hits());
        if (cache.length > 0) {
          write(cache, backend.cache(), ofCache, size.bytes(), writes);
          write(capacity, backend.capacity(), ofCapacity, size.bytes(), writes * destaged);
        } else {
          write(capacity, backend.capacity(), ofCapacity, size.bytes(), writes);
        }
      }
    }
    return new Bottleneck(
        Arrays.stream(cache).max().orElse(0) / NANOS,
        Arrays.stream(capacity).max().orElse(0) / NANOS);
  }

  /** Requests per second; infinite if they take no time. */
  public double perSecond() {
    return 1 / Math.max(cacheSeconds, capacitySeconds);
  }

  /** Whether a cache drive is the busiest. */
  public boolean cache() {
    return cacheSeconds > capacitySeconds;
  }

  private static void read(
      double[] cache, double[] capacity, Backend backend, int bytes, double often, double hits) {
    double each = often / capacity.length;
    double fromCache = 0;
    for (int d = 0; d < capacity.length; d++) {
      PlacedDrive drive = backend.capacity().get(d);
      double kept = cache.length > 0 && drive.readCached() ? each * hits : 0;
      capacity[d] += (each - kept) * readNanos(drive, bytes);
      fromCache += kept;
    }
    for (int d = 0; d < cache.length; d++) {
      cache[d] += fromCache / cache.length * readNanos(backend.cache().get(d), bytes);
    }
  }

  private static double readNanos(PlacedDrive drive, int bytes) {
    return (double) drive.times().read(bytes) / drive.times().lanes();
  }

  private static void write(
      double[] nanos, List<PlacedDrive> drives, double[] visits, int bytes, double often) {
    for (int d = 0; d < nanos.length; d++) {
      DriveTimes times = drives.get(d).times();
      nanos[d] += often * visits[d] * times.write(bytes) / times.lanes();
    }
  }

  /** How many copies of a write come to each drive, in the mean. */
  private static double[] visits(List<PlacedDrive> drives, int copies) {
    double[] visits = new double[drives.size()];
    int[] server = drives.stream().mapToInt(PlacedDrive::server).toArray();
    long servers = Arrays.stream(server).distinct().count();
    for (int d = 0; d < visits.length; d++) {
      int own = server[d];
      long beside = Arrays.stream(server).filter(s -> s == own).count();
      visits[d] = (double) Math.min(copies, servers) / servers / beside;
    }
    return visits;
  }
}
