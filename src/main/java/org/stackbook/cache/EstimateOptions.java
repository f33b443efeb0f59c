package org.stackbook.cache;

import org.stackbook.cache.engine.curve.Popularity;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Zipf;
import org.stackbook.unit.Bytes;

/**
 * A workload of which there is no trace. Each word may be said once.
 *
 * <pre>{@code
 * oslo.cache().estimate(e -> e.zipf(0.9).footprint(tb(100)).page(kib(16)))
 * }</pre>
 */
public final class EstimateOptions {

  private final Once<Double> exponent = new Once<>("zipf");
  private final Once<Bytes> footprint = new Once<>("footprint");
  private final Once<Bytes> page = new Once<>("page");

  EstimateOptions() {}

  /**
   * Few pages are asked for often, many seldom: the k-th is as likely as 1 ÷ k^exponent. Without it
   * all pages are alike.
   *
   * @param exponent more than 0, at most 10; about 1 for many real loads
   * @throws Refusal if it was set already, or is another
   */
  public EstimateOptions zipf(double exponent) {
    if (!(exponent > 0 && exponent <= Zipf.LARGEST_EXPONENT)) {
      throw Refusal.of("zipf(" + exponent + ")", "the exponent is more than 0 and at most 10")
          .wayOut("say zipf(1.0)")
          .asException();
    }
    this.exponent.set(exponent, String.valueOf(exponent));
    return this;
  }

  /**
   * How much is asked for at all.
   *
   * @param size one page or more
   * @throws Refusal if it was set already, or is 0 or less
   */
  public EstimateOptions footprint(Bytes size) {
    if (!size.isPositive()) {
      throw Refusal.of("footprint(" + size + ")", "something is asked for")
          .wayOut("say footprint(tb(2))")
          .asException();
    }
    footprint.set(size, size.toString());
    return this;
  }

  /**
   * Size of the pages that the cache keeps and that are asked for; that of the product if not said.
   *
   * @param size from 512 bytes to 1 GiB
   * @throws Refusal if it was set already
   */
  public EstimateOptions page(Bytes size) {
    page.set(size, size.toString());
    return this;
  }

  Figure<Bytes> page() {
    return Things.page(page.get());
  }

  /** What is asked for, a page or more. */
  Figure<Bytes> footprint() {
    Bytes size =
        footprint
            .get()
            .orElseThrow(
                () ->
                    Refusal.of("estimate(…)", "it needs how much is asked for")
                        .wayOut("say footprint(tb(2))")
                        .asException());
    Bytes one = page().value();
    if (size.compareTo(one) < 0) {
      throw Refusal.of("footprint(" + size + ")", "it is less than a page of " + one)
          .wayOut("say a larger footprint, or a smaller page(…)")
          .asException();
    }
    return Figure.given("footprint", size, "footprint(…)");
  }

  Figure<?> popularityFigure() {
    Fact alike = Facts.ours().fact("cacheEstimate/popularity/value");
    return exponent
        .get()
        .<Figure<?>>map(s -> Figure.given("popularity", "Zipf " + s, "zipf(…)"))
        .orElseGet(() -> Figure.stated("popularity", alike.text(), alike));
  }

  Popularity popularity(long pages) {
    return exponent
        .get()
        .map(s -> Popularity.zipf(pages, s))
        .orElseGet(() -> Popularity.uniform(pages));
  }
}
