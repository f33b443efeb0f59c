package org.stackbook.qos.engine;

/**
 * What was served, how long it took and how many were under way, over time: in {@value #PARTS}
 * parts of one length.
 */
public final class Course {

  /** How many parts there are. */
  public static final int PARTS = 256;

  private static final double NANOS = 1e9;

  private final long end;
  private final long width;
  private final long[] served = new long[PARTS];
  private final double[] nanos = new double[PARTS];

  /** Time that requests were under way for, in parts where they came or left. */
  private final double[] edges = new double[PARTS + 1];

  /** By how many more requests than the part before were under way for all of a part. */
  private final long[] whole = new long[PARTS + 2];

  /**
   * @param end nanoseconds from 0 on, 1 or more
   */
  Course(long end) {
    this.end = end;
    this.width = (end + PARTS - 1) / PARTS;
  }

  private int part(long at) {
    return (int) Math.min(at / width, PARTS - 1);
  }

  /** Counts a request that is done. */
  void done(long at, long latency) {
    int part = part(at);
    served[part]++;
    nanos[part] += latency;
  }

  /** Counts a request that is under way. */
  void underWay(long from, long to) {
    int first = part(from);
    int last = part(to);
    if (first == last) {
      edges[first] += to - from;
      return;
    }
    edges[first] += (first + 1) * width - from;
    edges[last] += to - last * width;
    whole[first + 1]++;
    whole[last]--;
  }

  void add(Course other) {
    for (int i = 0; i < PARTS; i++) {
      served[i] += other.served[i];
      nanos[i] += other.nanos[i];
      edges[i] += other.edges[i];
      whole[i] += other.whole[i];
    }
  }

  /** How long a part is, in seconds; the last one may be shorter. */
  public double seconds() {
    return width / NANOS;
  }

  /** Requests that were done in a part. */
  public long served(int part) {
    return served[part];
  }

  /** How long these took together, in seconds. */
  public double secondsOf(int part) {
    return nanos[part] / NANOS;
  }

  /** How many requests were under way in each part, in the mean. */
  public double[] depth() {
    double[] depth = new double[PARTS];
    long all = 0;
    for (int i = 0; i < PARTS; i++) {
      all += whole[i];
      long length = Math.min(width, end - i * width);
      depth[i] = length <= 0 ? 0 : all + edges[i] / length;
    }
    return depth;
  }

  /** How many requests were under way in the mean of all time. */
  public double meanDepth() {
    double area = 0;
    double[] depth = depth();
    for (int i = 0; i < PARTS; i++) {
      area += depth[i] * Math.max(0, Math.min(width, end - i * width));
    }
    return area / end;
  }
}
