package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How many requests read, and how large they are. Each word may be said once, except {@code size}.
 *
 * @param <T> the words themselves
 */
public abstract class RequestWords<T extends RequestWords<T>> {

  private static final double TOLERANCE = 1e-9;

  private final Once<Ratio> reads = new Once<>("reads");
  private final List<TenantLoad.Size> sizes = new ArrayList<>();

  /** Nothing is said yet. */
  protected RequestWords() {}

  /** These words, for the next one. */
  protected abstract T self();

  /**
   * The share of requests that read; the others write.
   *
   * @param share from 0 to 100 %
   * @throws Refusal if it was said already, or is another
   */
  public T reads(Ratio share) {
    require(share(share), "reads(" + share + ")", "a share is from 0 to 100 %", "reads(pct(70))");
    reads.set(share, share.toString());
    return self();
  }

  /**
   * The size of all requests.
   *
   * @param size from 1 byte to below 2 GiB
   * @throws Refusal if it was said already, or is another
   */
  public T size(Bytes size) {
    return size(size, Ratio.of(1));
  }

  /**
   * The size of some requests; said again for the others. In a trace, objects are as far from each
   * other as the largest size.
   *
   * @param size from 1 byte to below 2 GiB
   * @param share of the requests; all shares add up to 100 %
   * @throws Refusal if it is another, or the shares are more than 100 %
   */
  public T size(Bytes size, Ratio share) {
    String given = "size(" + size + ", " + share + ")";
    require(
        size.count() >= 1 && size.count() <= Integer.MAX_VALUE,
        given,
        "a request is from 1 byte to below 2 GiB",
        "size(kib(8))");
    double before = shareOfSizes();
    require(
        share.value() > 0 && before + share.value() <= 1 + TOLERANCE,
        given,
        "the shares of sizes add up to 100 %, and there are " + Ratio.of(before) + " already",
        "size(kib(4), pct(70)).size(kib(64), pct(30))");
    sizes.add(new TenantLoad.Size((int) size.count(), share.value()));
    return self();
  }

  /** Whether it is from 0 to 100 %. */
  protected static boolean share(Ratio ratio) {
    return ratio.value() >= 0 && ratio.value() <= 1;
  }

  /**
   * Refuses what is wrong.
   *
   * @param example what may be said instead
   * @throws Refusal if it does not hold
   */
  protected static void require(boolean holds, String given, String rule, String example) {
    if (!holds) {
      throw Refusal.of(given, rule).wayOut("say " + example).asException();
    }
  }

  /** Whether any of these words was said. */
  protected final boolean saysWhatRequestsAre() {
    return !sizes.isEmpty() || reads.get().isPresent();
  }

  /**
   * The share of requests that read, from 0 to 1; what was not said is assumed.
   *
   * @param prefix before the name of the figure
   * @param figures where it is noted
   */
  protected final double readShare(String prefix, List<Figure<?>> figures) {
    Figure<Ratio> reading =
        reads
            .get()
            .map(r -> Figure.given(prefix + "reads", r, "reads(…)"))
            .orElseGet(
                () ->
                    Figure.stated(
                        prefix + "reads",
                        Facts.ours().fact("workload/readsPct/value").ratio(),
                        Facts.ours().fact("workload/readsPct/value")));
    figures.add(reading);
    return reading.value().value();
  }

  /**
   * The sizes of requests; what was not said is assumed.
   *
   * @param prefix before the name of the figure
   * @param figures where the size is noted that was assumed
   * @throws Refusal if the shares of all sizes do not add up to 100 %
   */
  protected final List<TenantLoad.Size> sizes(String prefix, List<Figure<?>> figures) {
    if (sizes.isEmpty()) {
      Figure<Bytes> size =
          Figure.stated(
              prefix + "size",
              Facts.ours().fact("workload/sizeKiB/value").bytes(),
              Facts.ours().fact("workload/sizeKiB/value"));
      figures.add(size);
      size(size.value());
    }
    double all = shareOfSizes();
    require(
        Math.abs(all - 1) <= TOLERANCE,
        "size(…)",
        "the shares of sizes add up to 100 %, and these to " + Ratio.of(all),
        "size(kib(4), pct(70)).size(kib(64), pct(30))");
    return List.copyOf(sizes);
  }

  private double shareOfSizes() {
    return sizes.stream().mapToDouble(TenantLoad.Size::share).sum();
  }
}
