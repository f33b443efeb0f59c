package org.stackbook.qos.engine;

import java.util.List;
import org.stackbook.stamp.engine.Latencies;

/** What became of the requests to a disk, or to several. */
public final class Meter implements Counts {

  private static final int DIGITS = 3;
  private static final double NANOS = 1e9;

  private final long end;
  private final Latencies latencies = new Latencies(DIGITS);
  private final Course course;
  private long offered;
  private long served;
  private long throttled;
  private long refused;
  private long waiting;
  private long inDrives;
  private double waitedNanos;

  Meter(long end) {
    this.end = end;
    this.course = new Course(end);
  }

  /** What several disks were asked for together; they are of one simulation. */
  public static Meter sum(List<Meter> meters) {
    Meter sum = new Meter(meters.get(0).end);
    for (Meter each : meters) {
      sum.latencies.add(each.latencies);
      sum.course.add(each.course);
      sum.offered += each.offered;
      sum.served += each.served;
      sum.throttled += each.throttled;
      sum.refused += each.refused;
      sum.waiting += each.waiting;
      sum.inDrives += each.inDrives;
      sum.waitedNanos += each.waitedNanos;
    }
    return sum;
  }

  void offer() {
    offered++;
  }

  void refuse() {
    refused++;
  }

  /**
   * Counts a request that the caps let pass.
   *
   * @param came when it came to its disk
   * @param passed when it came to the drives
   * @param done when they are done with it
   */
  void pass(long came, long passed, long done) {
    if (passed > came) {
      throttled++;
      waitedNanos += passed - came;
    }
    course.underWay(came, Math.min(done, end));
    if (done <= end) {
      served++;
      latencies.add(done - came);
      course.done(done, done - came);
    } else {
      inDrives++;
    }
  }

  /** Counts a request that still waits for a cap at the end. */
  void waits(long came) {
    throttled++;
    waiting++;
    waitedNanos += end - came;
    course.underWay(came, end);
  }

  @Override
  public long offered() {
    return offered;
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

  /** Requests that wait for a cap at the end. */
  public long waiting() {
    return waiting;
  }

  /** Requests that are with the drives at the end. */
  public long inDrives() {
    return inDrives;
  }

  @Override
  public long queued() {
    return waiting + inDrives;
  }

  /** How long requests waited for caps, in seconds, all of them together. */
  public double secondsThrottled() {
    return waitedNanos / NANOS;
  }

  @Override
  public double meanSeconds() {
    return latencies.meanSeconds();
  }

  @Override
  public double percentile(double percent) {
    return latencies.percentile(percent);
  }

  @Override
  public double meanDepth() {
    return course.meanDepth();
  }

  /** How long those that are done took, from when they came. */
  public Latencies latencies() {
    return latencies;
  }

  /** What was done over time. */
  public Course course() {
    return course;
  }
}
