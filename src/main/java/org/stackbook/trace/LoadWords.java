package org.stackbook.trace;

import java.util.List;
import java.util.stream.Stream;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Access;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.trace.engine.Zipf;
import org.stackbook.unit.Ratio;

/**
 * What one tenant asks of its disk. Each word may be said once, except {@code size}.
 *
 * @param <T> the words themselves
 */
public abstract sealed class LoadWords<T extends LoadWords<T>> extends RequestWords<T>
    permits WorkloadOptions, TenantOptions {

  private final Once<Integer> objects = new Once<>("objects");
  private final Once<Access> access = new Once<>("which objects are asked for");

  LoadWords() {}

  /**
   * How many objects lie side by side on the disk; requests are for one of them each.
   *
   * @param number 1 or more
   * @throws Refusal if it was said already, or is less than 1
   */
  public T objects(int number) {
    require(number >= 1, "objects(" + number + ")", "there is one object or more", "objects(1000)");
    objects.set(number, String.valueOf(number));
    return self();
  }

  /**
   * Few objects are asked for often, many seldom: the k-th is as likely as 1 ÷ k^exponent. Without
   * a word all objects are alike.
   *
   * @param exponent more than 0, at most 10; about 1 for many real loads
   * @throws Refusal if which objects was said already, or it is another
   */
  public T zipf(double exponent) {
    String given = "zipf(" + exponent + ")";
    require(
        exponent > 0 && exponent <= Zipf.LARGEST_EXPONENT,
        given,
        "the exponent is more than 0 and at most 10",
        "zipf(1.0)");
    return access(new Access.Zipfian(exponent), given);
  }

  /**
   * A set of neighbours takes most requests, and then the set beside it.
   *
   * @param objects share of the objects in the set, more than 0 %
   * @param requests share of the requests that go there
   * @param period requests after which the set moves on, 1 or more
   * @throws Refusal if which objects was said already, or a share is not from 0 to 100 %
   */
  public T hotSet(Ratio objects, Ratio requests, long period) {
    String given = "hotSet(" + objects + ", " + requests + ", " + period + ")";
    require(
        objects.value() > 0 && share(objects) && share(requests) && period >= 1,
        given,
        "shares are from 0 to 100 %, and the set moves after one request or more",
        "hotSet(pct(10), pct(90), 100_000)");
    return access(new Access.HotSet(objects.value(), requests.value(), period), given);
  }

  /**
   * Runs of neighbours in ascending order, each from anywhere.
   *
   * @param length objects in a run, 1 or more
   * @throws Refusal if which objects was said already, or it is less than 1
   */
  public T scans(long length) {
    String given = "scans(" + length + ")";
    require(length >= 1, given, "a run has one object or more", "scans(1000)");
    return access(new Access.Scans(length), given);
  }

  private T access(Access said, String given) {
    access.setBy(said, given);
    return self();
  }

  /** Whether a word was said that is of one tenant. */
  boolean ofOneTenant() {
    return saysWhatRequestsAre()
        || Stream.of(objects, access).anyMatch(word -> word.get().isPresent());
  }

  /**
   * What was said, as numbers; what was not is assumed.
   *
   * @param where the name of the tenant, before the names of figures; or empty
   * @param figures where what was given or assumed is noted
   */
  TenantLoad load(String where, double share, List<Figure<?>> figures) {
    int number =
        objects
            .get()
            .orElseThrow(
                () ->
                    Refusal.of(where.isEmpty() ? "workload(…)" : where, "it needs objects")
                        .wayOut("say objects(100_000)")
                        .asException());
    String prefix = where.isEmpty() ? "" : where + " ";
    figures.add(Figure.given(prefix + "objects", number, "objects(…)"));
    double reading = readShare(prefix, figures);
    List<TenantLoad.Size> sizes = sizes(prefix, figures);
    TenantLoad load =
        new TenantLoad(share, number, access.get().orElse(new Access.Uniform()), reading, sizes);
    require(
        number <= DelimitedDecoder.MOST_BYTES / load.largest(),
        "objects(" + number + ")",
        "a disk holds less than 512 TiB",
        "fewer objects, or smaller sizes");
    return load;
  }
}
