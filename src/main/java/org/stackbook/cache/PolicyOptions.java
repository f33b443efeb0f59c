package org.stackbook.cache;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.word.Takes;

/**
 * Which cache policies are played against each other, at which sizes. Each word may be said once.
 *
 * <pre>{@code
 * Files.writeString(Path.of("web.csv"), "time,op,lba,size\n0,R,8,4096\n1,R,8,4096\n2,W,16,4096\n");
 * oslo.cache().policies(trace("web.csv"), p -> p.named("lru", "arc").bounds("belady").sizes(kib(16)))
 * }</pre>
 */
public final class PolicyOptions {

  /** Why some policies cannot take the smallest of caches. */
  static final String ONE_PART = "a cache of one thing has no room for a second part";

  private final Once<Bytes> page = new Once<>("page");
  private final Once<List<Policies>> policies = new Once<>("named");
  private final Once<List<Bounds>> bounds = new Once<>("bounds");
  private final Once<List<Bytes>> sizes = new Once<>("sizes");
  private final Once<List<Ratio>> shares = new Once<>("shares");
  private final Once<Ratio> warmUp = new Once<>("warmUp");
  private final Once<Long> seed = new Once<>("seed");
  private boolean objects;

  PolicyOptions() {}

  /**
   * The policies; all if not said.
   *
   * @param names such as {@code "lru", "arc", "s3-fifo"}
   * @throws Refusal if it was said already, none is named, or there is no such policy, with the
   *     nearest name; or in the end, if a cache is too small for one of them
   */
  public PolicyOptions named(@Takes(PolicyNames.class) String... names) {
    some("named", "policy", "named(\"lru\", \"arc\"), or leave it out for all", names.length);
    policies.set(find("named", "policy", Policies::named, Policies.titles(), names), quoted(names));
    return this;
  }

  /**
   * What no policy can do better than; Belady's if not said, which holds the future of the trace in
   * memory: 4 bytes for each access.
   *
   * @param names such as {@code "belady"}; none for no bound
   * @throws Refusal if it was said already, or there is no such bound, with the nearest name
   */
  public PolicyOptions bounds(@Takes(BoundNames.class) String... names) {
    bounds.set(find("bounds", "bound", Bounds::named, Bounds.titles(), names), quoted(names));
    return this;
  }

  private static void some(String word, String what, String instead, int count) {
    if (count == 0) {
      throw Refusal.of(word + "()", "no " + what + " is said")
          .wayOut("say " + instead)
          .asException();
    }
  }

  private static <T> List<T> find(
      String word,
      String kind,
      Function<String, Optional<T>> known,
      Collection<String> titles,
      String... names) {
    return Arrays.stream(names)
        .distinct()
        .map(
            name ->
                known
                    .apply(name)
                    .orElseThrow(
                        () ->
                            Refusal.of(word + "(\"" + name + "\")", "no such " + kind)
                                .nearest(name, titles)
                                .wayOut("name some of " + String.join(", ", titles))
                                .asException()))
        .toList();
  }

  private static String quoted(String... names) {
    return Arrays.stream(names).map(n -> "\"" + n + "\"").collect(Collectors.joining(", "));
  }

  /**
   * Sizes of the caches.
   *
   * @param each more than 0
   * @throws Refusal if it was said already, there is none, one of them is nothing, or shares were
   *     said; or in the end, if one has no room for a page
   */
  public PolicyOptions sizes(Bytes... each) {
    some("sizes", "size", "sizes(gib(1)), or leave it out", each.length);
    for (Bytes size : each) {
      if (!size.isPositive()) {
        throw Refusal.of("sizes(" + size + ")", "a cache holds something")
            .wayOut("say sizes(gib(1))")
            .asException();
      }
    }
    notBoth("sizes", shares.get().isPresent());
    sizes.set(List.of(each), Arrays.toString(each));
    return this;
  }

  /**
   * Sizes of the caches as shares of all that the trace asks for; 1, 5, 10, 20 and 40 % if neither
   * these nor sizes are said.
   *
   * @param each above 0, at most 100 %
   * @throws Refusal if it was said already, there is none, one is not in that range, or sizes were
   *     said
   */
  public PolicyOptions shares(Ratio... each) {
    some("shares", "share", "shares(pct(10)), or leave it out", each.length);
    for (Ratio share : each) {
      if (share.value() <= 0 || share.value() > 1) {
        throw Refusal.of("shares(" + share + ")", "a cache holds more than nothing and at most all")
            .wayOut("say shares(pct(10))")
            .asException();
      }
    }
    notBoth("shares", sizes.get().isPresent());
    shares.set(List.of(each), Arrays.toString(each));
    return this;
  }

  private static void notBoth(String word, boolean other) {
    if (other) {
      throw Refusal.of(word + "(…)", "sizes are said as sizes(…) or as shares(…)")
          .wayOut("keep one of the two")
          .asException();
    }
  }

  /**
   * Size of the pages that the caches keep; that of the product if not said.
   *
   * @param size from 512 bytes to 1 GiB
   * @throws Refusal if it was set already
   */
  public PolicyOptions page(Bytes size) {
    page.set(size, size.toString());
    return this;
  }

  /** Keeps what is requested whole, each counted as one, whatever its size. */
  public PolicyOptions objects() {
    objects = true;
    return this;
  }

  /**
   * Leaves the first accesses out of the hits: they find empty caches.
   *
   * @param share of all accesses, from 0 to below 100 %
   * @throws Refusal if it was set already, or is not in that range
   */
  public PolicyOptions warmUp(Ratio share) {
    if (share.value() < 0 || share.value() >= 1) {
      throw Refusal.of("warmUp(" + share + ")", "something has to be left to count")
          .wayOut("say warmUp(pct(20))")
          .asException();
    }
    warmUp.set(share, share.toString());
    return this;
  }

  /**
   * For the policies that hash; 0 if not said.
   *
   * @throws Refusal if it was set already
   */
  public PolicyOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  Things things(Trace trace) {
    return Things.of(trace, page.get(), objects);
  }

  /**
   * The policies that were named, or else all that can take the caches.
   *
   * @param least the smallest cache, in things
   * @throws Refusal if one was named that cannot
   */
  List<Policies> chosen(long least) {
    for (Policies policy : policies.get().orElse(List.of())) {
      if (least < policy.fewest()) {
        throw Refusal.of("named(\"" + policy.title() + "\")", ONE_PART + " of " + policy.title())
            .wayOut("take larger caches with sizes(…) or shares(…), or leave it out")
            .asException();
      }
    }
    return policies
        .get()
        .orElseGet(
            () -> Stream.of(Policies.values()).filter(each -> each.fewest() <= least).toList());
  }

  /** The policies that would be played, were it not for so small a cache. */
  List<Policies> leftOut(long least) {
    return policies.get().isPresent()
        ? List.of()
        : Stream.of(Policies.values()).filter(each -> each.fewest() > least).toList();
  }

  List<Bounds> chosenBounds() {
    return bounds.get().orElseGet(() -> List.of(Bounds.BELADY));
  }

  /**
   * The sizes in things, ascending.
   *
   * @param distinct how many things there are
   */
  Set<Long> sizes(Things things, long distinct) {
    Set<Long> found = new TreeSet<>();
    if (sizes.get().isPresent()) {
      for (Bytes size : sizes.get().get()) {
        if (things.page().isEmpty()) {
          throw Refusal.of("sizes(" + size + ")", "objects are counted, each as one")
              .wayOut("say shares(pct(10)) instead")
              .asException();
        }
        if (things.fitting(size) == 0) {
          throw Refusal.of(
                  "sizes(" + size + ")",
                  "a page of " + things.page().get().value() + " does not fit into it")
              .wayOut("say a larger size, or smaller pages with page(…)")
              .asException();
        }
        found.add(things.fitting(size));
      }
    } else {
      for (Ratio share :
          shares
              .get()
              .orElseGet(
                  () ->
                      List.of(
                          Ratio.percent(1),
                          Ratio.percent(5),
                          Ratio.percent(10),
                          Ratio.percent(20),
                          Ratio.percent(40)))) {
        found.add(Math.max(1, (long) (share.value() * distinct)));
      }
    }
    return found;
  }

  double warmUpShare() {
    return warmUp.get().map(Ratio::value).orElse(0.0);
  }

  long seedOrZero() {
    return seed.get().orElse(0L);
  }
}
