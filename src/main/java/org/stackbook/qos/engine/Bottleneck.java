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
 * @param perSecond requests per second; infinite if they take no time
 * @param cache whether a cache drive is the busiest
 */
public record Bottleneck(double perSecond, boolean cache) {

  private static final double NANOS = 1e9;

  /**
   * Of a mix of loads.
   *
   * @param backend the drives
   * @param loads whose reads, sizes and hits count; their caps do not
   * @param weights how often each asks, beside the others; 0 or more, one of them more
   */
  public static Bottleneck of(Backend backend, List<Machine> loads, double[] weights) {
    double[] cache = new double[backend.cache().size()];
    double[] capacity = new double[backend.capacity().size()];
    double[] landing = cache.length > 0 ? cache : capacity;
    double all = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      Machine load = loads.get(i);
      double hits = cache.length > 0 ? load.hits() : 0;
      for (TenantLoad.Size size : load.sizes()) {
        double often = weights[i] / all * size.share();
        read(cache, backend.cache(), size.bytes(), often * load.reads() * hits);
        read(capacity, backend.capacity(), size.bytes(), often * load.reads() * (1 - hits));
        write(landing, backend, size.bytes(), often * (1 - load.reads()));
      }
    }
    double ofCache = Arrays.stream(cache).max().orElse(0);
    double ofCapacity = Arrays.stream(capacity).max().orElse(0);
    return new Bottleneck(NANOS / Math.max(ofCache, ofCapacity), ofCache > ofCapacity);
  }

  private static void read(double[] nanos, List<PlacedDrive> drives, int bytes, double often) {
    for (int d = 0; d < nanos.length; d++) {
      DriveTimes times = drives.get(d).times();
      nanos[d] += often / nanos.length * times.read(bytes) / times.lanes();
    }
  }

  private static void write(double[] nanos, Backend backend, int bytes, double often) {
    int[] server = backend.landing().stream().mapToInt(PlacedDrive::server).toArray();
    long servers = Arrays.stream(server).distinct().count();
    for (int d = 0; d < nanos.length; d++) {
      int own = server[d];
      long beside = Arrays.stream(server).filter(s -> s == own).count();
      double visits = (double) Math.min(backend.copies(), servers) / servers / beside;
      DriveTimes times = backend.landing().get(d).times();
      nanos[d] += often * visits * times.write(bytes) / times.lanes();
    }
  }
}
