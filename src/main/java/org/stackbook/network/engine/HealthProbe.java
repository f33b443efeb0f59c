package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A probe that asks a back end at even distances. After a number of answers in a row that differ
 * from what it thought, it thinks otherwise. A back end is in until then.
 *
 * <p>Whether a probe is answered is known here when it is sent; what the probe waits for an answer
 * comes on top.
 *
 * @param interval between probes, in any unit, 1 or more
 * @param downAfter how many probes without an answer take a back end out, 1 or more
 * @param upAfter how many answered probes bring it back, 1 or more
 */
public record HealthProbe(long interval, int downAfter, int upAfter) {

  /**
   * @throws IllegalArgumentException if a number is less than 1
   */
  public HealthProbe {
    if (interval < 1 || downAfter < 1 || upAfter < 1) {
      throw new IllegalArgumentException(interval + ", " + downAfter + ", " + upAfter);
    }
  }

  /**
   * A back end is taken out or brought back.
   *
   * @param time when
   * @param in whether it gets new flows from then on
   */
  public record Change(long time, boolean in) {}

  /**
   * What the probe thinks of a back end over time.
   *
   * @param first time of the first probe, 0 or more
   * @param changes times at which the back end stops, runs again, and so on, rising; it runs at
   *     first
   * @param until probes are sent before this time
   * @throws CancellationException if the thread is interrupted
   */
  public List<Change> watch(long first, long[] changes, long until) {
    List<Change> thought = new ArrayList<>();
    boolean in = true;
    int against = 0;
    int passed = 0;
    int step = 0;
    for (long now = first; now < until; now += interval) {
      Interrupts.poll(step++);
      while (passed < changes.length && changes[passed] <= now) {
        passed++;
      }
      boolean answers = passed % 2 == 0;
      against = answers == in ? 0 : against + 1;
      if (against == (in ? downAfter : upAfter)) {
        in = answers;
        against = 0;
        thought.add(new Change(now, in));
      }
    }
    return List.copyOf(thought);
  }

  /** The least time from when a back end stops to when it is out: it stopped as a probe came. */
  public long leastUntilOut() {
    return (downAfter - 1) * interval;
  }

  /** A time within which a back end that stops is always out: it had just answered a probe. */
  public long mostUntilOut() {
    return downAfter * interval;
  }
}
