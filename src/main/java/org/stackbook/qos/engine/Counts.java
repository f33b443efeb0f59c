package org.stackbook.qos.engine;

/**
 * What became of requests, of whichever disks and machines. Those that came are served, refused, or
 * queued at the end.
 */
public sealed interface Counts permits Meter, Tally {

  /** Requests that came. */
  long offered();

  /** Requests that were done by the end. */
  long served();

  /** Requests that had to wait for a cap; some of them may wait still. */
  long throttled();

  /** Requests that were refused, because too many waited for the cap of their disk. */
  long refused();

  /** Requests that came and are neither done nor refused at the end. */
  long queued();

  /** How long those that are done took in the mean, in seconds; 0 if there were none. */
  double meanSeconds();

  /**
   * What so many of those that are done did not exceed, in seconds; 0 if there were none.
   *
   * @param percent 0 to 100
   */
  double percentile(double percent);

  /** How many requests were under way in the mean of all time. */
  double meanDepth();
}
