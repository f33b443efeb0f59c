package org.stackbook.qos.engine;

import java.util.function.Supplier;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.RequestSource;

/** When a virtual machine asks. */
public sealed interface Demand {

  /** When it begins, in nanoseconds from the beginning. */
  long start();

  /**
   * Requests that come whether those before are done or not.
   *
   * @param arrivals times from its start, made anew for each run
   * @param start when it begins, in nanoseconds
   */
  record Open(Supplier<Arrivals> arrivals, long start) implements Demand {}

  /**
   * So many requests at once: when one is done, the next comes.
   *
   * @param depth requests that are under way at once, 1 or more
   * @param thinkNanos from the end of a request to the next, in the mean; 0 or more. Exponentially
   *     distributed
   * @param start when it begins, in nanoseconds
   */
  record Closed(int depth, double thinkNanos, long start) implements Demand {}

  /**
   * Requests as they were recorded: their times, sizes, and what they do.
   *
   * @param source opened anew for each run, and closed; the number of its tenant chooses the disk
   * @param start when its first request comes, in nanoseconds
   */
  record Recorded(Supplier<RequestSource> source, long start) implements Demand {}
}
