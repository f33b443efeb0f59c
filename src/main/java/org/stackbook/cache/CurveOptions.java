package org.stackbook.cache;

import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How a miss-ratio curve is counted. Each word may be said once.
 *
 * <pre>{@code
 * var web = workload("web", w -> w.requests(9_000).objects(2_000).zipf(0.8).seed(1));
 * oslo.cache().curve(web, c -> c.page(kib(4)).sampled(pct(50)).seed(7))
 * }</pre>
 */
public final class CurveOptions {

  private final Once<Bytes> page = new Once<>("page");
  private final Once<Ratio> sampled = new Once<>("sampled");
  private final Once<Long> seed = new Once<>("seed");
  private boolean objects;
  private boolean ceiling = true;

  CurveOptions() {}

  /**
   * Size of the pages that the cache keeps; that of the product if not said.
   *
   * @param size from 512 bytes to 1 GiB
   * @throws Refusal if it was set already
   */
  public CurveOptions page(Bytes size) {
    page.set(size, size.toString());
    return this;
  }

  /** Keeps what is requested whole, each counted as one, whatever its size. */
  public CurveOptions objects() {
    objects = true;
    return this;
  }

  /**
   * Looks at some of the things only, for long traces: the result tells its error.
   *
   * @param share of the things, above 0, at most 100 %, which leaves nothing to estimate; 1 % is a
   *     good one for a million things
   * @throws Refusal if it was set already, or is not in that range; or in the end, if it is less
   *     than 100 things
   */
  public CurveOptions sampled(Ratio share) {
    if (share.value() <= 0 || share.value() > 1) {
      throw Refusal.of("sampled(" + share + ")", "a sample is more than nothing and at most all")
          .wayOut("say sampled(pct(1)), or leave it out to count all")
          .asException();
    }
    sampled.set(share, share.toString());
    return this;
  }

  /**
   * Which things are sampled; 0 if not said.
   *
   * @param number the same seed samples the same things
   * @throws Refusal if it was set already
   */
  public CurveOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /** Leaves out what no policy can do better than, which takes as long again as the curve. */
  public CurveOptions withoutCeiling() {
    ceiling = false;
    return this;
  }

  Things things(Trace trace) {
    return Things.of(trace, page.get(), objects);
  }

  /** The share to look at, if it is not all. */
  Optional<Ratio> rate() {
    return sampled.get().filter(share -> share.value() < 1);
  }

  long seedOrZero() {
    return seed.get().orElse(0L);
  }

  /** A sample knows no future. */
  boolean hasCeiling() {
    return ceiling && rate().isEmpty();
  }
}
