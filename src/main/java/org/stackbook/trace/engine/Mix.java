package org.stackbook.trace.engine;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.stackbook.seed.Random64;

/** Requests of several tenants, made up by a seed, one batch after the other. */
public final class Mix implements RequestSource {

  private final List<TenantLoad> loads;
  private final double[] upTo;
  private final Access.Picker[] pickers;
  private final Random64[] randoms;
  private final long[] distances;
  private final Arrivals arrivals;
  private final Random64 times;
  private final Random64 tenants;
  private long left;
  private long lastNanos;

  /**
   * When requests come.
   *
   * @param perSecond requests in the mean, more than 0
   * @param on seconds of a burst, more than 0
   * @param off seconds between bursts, 0 for no bursts
   */
  public record Rate(double perSecond, double on, double off) {}

  /**
   * @param loads one or more tenants
   * @param requests how many there are to be
   * @param seed the same seed gives the same requests
   */
  public Mix(List<TenantLoad> loads, Rate rate, long requests, long seed) {
    this.loads = List.copyOf(loads);
    this.left = requests;
    this.arrivals = Arrivals.bursts(rate.perSecond(), rate.on(), rate.off());
    this.times = Random64.stream(seed, 0);
    this.tenants = Random64.stream(seed, 1);
    int count = loads.size();
    this.upTo = new double[count];
    this.pickers = new Access.Picker[count];
    this.randoms = new Random64[count];
    this.distances = new long[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      TenantLoad load = loads.get(i);
      sum += load.share();
      upTo[i] = sum;
      pickers[i] = load.access().picker(load.objects());
      randoms[i] = Random64.stream(seed, 2 + i);
      distances[i] = load.largest();
    }
  }

  @Override
  public boolean read(RequestBatch batch) {
    return read(batch, RequestBatch.SIZE);
  }

  /**
   * Fills a batch.
   *
   * @param most requests wanted, from 1 to {@link RequestBatch#SIZE}
   * @return whether there were any; false at the end
   */
  public boolean read(RequestBatch batch, int most) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    int count = (int) Math.min(left, most);
    for (int i = 0; i < count; i++) {
      int tenant = loads.size() == 1 ? 0 : among(upTo, tenants.nextDouble());
      TenantLoad load = loads.get(tenant);
      Random64 random = randoms[tenant];
      long object = pickers[tenant].next(random);
      lastNanos = Math.max(lastNanos, arrivals.next(times));
      batch.nanos[i] = lastNanos;
      batch.tenant[i] = tenant;
      batch.address[i] = object * distances[tenant];
      batch.write[i] = random.nextDouble() >= load.reads();
      batch.bytes[i] = size(load, random);
    }
    batch.count = count;
    left -= count;
    return count > 0;
  }

  private static int size(TenantLoad load, Random64 random) {
    List<TenantLoad.Size> sizes = load.sizes();
    if (sizes.size() == 1) {
      return sizes.get(0).bytes();
    }
    double u = random.nextDouble();
    int i = 0;
    double share = sizes.get(0).share();
    while (u >= share && i < sizes.size() - 1) {
      share += sizes.get(++i).share();
    }
    return sizes.get(i).bytes();
  }

  private static int among(double[] upTo, double u) {
    int i = 0;
    while (i < upTo.length - 1 && u >= upTo[i]) {
      i++;
    }
    return i;
  }
}
