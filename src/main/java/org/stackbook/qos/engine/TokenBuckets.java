package org.stackbook.qos.engine;

/**
 * Token buckets by number. A bucket gains tokens at its rate and holds no more than its burst; a
 * request passes when the tokens that it costs are there.
 *
 * <p>Exact, and the same on every machine: a token is {@value #TOKEN} parts, of which a bucket of n
 * tokens a second gains n in a nanosecond. All that a bucket has to remember is when it will be
 * full, counted in the parts that it gains until then.
 */
public final class TokenBuckets {

  /** Parts of a token. */
  public static final long TOKEN = 1_000_000_000L;

  private static final int RATE_BITS = 32;
  private static final long BURST_MASK = (1L << RATE_BITS) - 1;

  /** For each bucket the parts it gains until it is full, and its rate and burst: side by side. */
  private final long[] state;

  /**
   * Buckets without a cap.
   *
   * @param count how many
   */
  public TokenBuckets(int count) {
    this.state = new long[2 * count];
  }

  /**
   * Sets a cap. The bucket is full at time 0.
   *
   * @param bucket its number
   * @param rate tokens per second, 1 or more
   * @param burst tokens that it holds at most, 1 or more
   */
  public void cap(int bucket, int rate, int burst) {
    if (rate < 1 || burst < 1) {
      throw new IllegalArgumentException("not a cap: " + rate + ", " + burst);
    }
    state[2 * bucket] = 0;
    state[2 * bucket + 1] = (long) rate << RATE_BITS | burst;
  }

  /** Whether a bucket has a cap. */
  public boolean capped(int bucket) {
    return state[2 * bucket + 1] != 0;
  }

  /**
   * Lets a request pass at once or not at all. Of a bucket without a cap, none passes.
   *
   * @param now nanoseconds, 0 or more and never decreasing; times the rate within a long
   * @param cost in parts of a token
   * @return whether it passes; if not, the bucket keeps what it has
   */
  public boolean take(int bucket, long now, long cost) {
    int at = 2 * bucket;
    long limits = state[at + 1];
    long gained = now * (limits >>> RATE_BITS);
    long owed = Math.max(state[at], gained) + cost;
    if (owed - gained > (limits & BURST_MASK) * TOKEN) {
      return false;
    }
    state[at] = owed;
    return true;
  }

  /**
   * Lets a request pass as soon as its tokens are there and all those before it have passed: at the
   * first whole nanosecond from then on. What the bucket has is not rounded.
   *
   * @param now nanoseconds, 0 or more and never decreasing; times the rate within a long
   * @param cost in parts of a token
   * @return when it passes
   * @throws ArithmeticException if so many wait that a long cannot count them
   */
  public long reserve(int bucket, long now, long cost) {
    int at = 2 * bucket;
    long limits = state[at + 1];
    long rate = limits >>> RATE_BITS;
    long gained = now * rate;
    long owed = Math.addExact(Math.max(state[at], gained), cost);
    state[at] = owed;
    long missing = owed - gained - (limits & BURST_MASK) * TOKEN;
    return missing <= 0 ? now : now + (missing + rate - 1) / rate;
  }
}
