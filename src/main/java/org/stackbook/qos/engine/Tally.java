package org.stackbook.qos.engine;

import java.util.List;

/**
 * What became of the requests of one virtual machine, or of one of its disks. Small, because there
 * may be thousands of them: no course over time, and percentiles to within a thirty-second of them.
 */
public final class Tally implements Counts {

  private static final double NANOS = 1e9;

  private final long end;
  private final CoarseLatencies latencies = new CoarseLatencies();
  private long served;
  private long throttled;
  private long refused;
  private long queued;
  private double servedNanos;
  private double underWayNanos;

  Tally(long end) {
    this.end = end;
  }

  /** What several were asked for together; they are of one simulation. */
  static Tally sum(List<Tally> tallies) {
    Tally sum = new Tally(tallies.get(0).end);
    for (Tally each : tallies) {
      sum.latencies.add(each.latencies);
      sum.served += each.served;
      sum.throttled += each.throttled;
      sum.refused += each.refused;
      sum.queued += each.queued;
      sum.servedNanos += each.servedNanos;
      sum.underWayNanos += each.underWayNanos;
    }
    return sum;
  }

  void refuse() {
    refused++;
  }

  void pass(long came, long passed, long done) {
    if (passed > came) {
      throttled++;
    }
    underWayNanos += Math.min(done, end) - came;
    if (done <= end) {
      served++;
      servedNanos += done - came;
      latencies.add(done - came);
    } else {
      queued++;
    }
  }

  void waits(long came) {
    throttled++;
    queued++;
    underWayNanos += end - came;
  }

  @Override
  public long offered() {
    return served + refused + queued;
  }

  @Override
  public long served() {
    return served;
  }

  @Override
  public long throttled() {
    return throttled;
  }

  @Override
  public long refused() {
    return refused;
  }

  @Override
  public long queued() {
    return queued;
  }

  @Override
  public double meanSeconds() {
    return served == 0 ? 0 : servedNanos / served / NANOS;
  }

  @Override
  public double percentile(double percent) {
    return latencies.percentile(percent) / NANOS;
  }

  @Override
  public double meanDepth() {
    return underWayNanos / end;
  }
}
