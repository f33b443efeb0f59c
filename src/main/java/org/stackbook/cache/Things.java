package org.stackbook.cache;

import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.trace.ReadingProgress;
import org.stackbook.trace.Trace;
import org.stackbook.trace.TraceKeys;
import org.stackbook.unit.Bytes;
import org.stackbook.view.Progress;

/**
 * What of a trace a cache keeps: pages, or what is requested, each whole and counted as one.
 *
 * @param trace what is asked for
 * @param page size of a page; nothing for whole objects
 */
record Things(Trace trace, Optional<Figure<Bytes>> page) {

  private static final int LARGEST_PAGE = 1 << 30;

  /**
   * What options say.
   *
   * @param said size of a page, if it was said
   * @param whole whether objects were asked for
   */
  static Things of(Trace trace, Optional<Bytes> said, boolean whole) {
    if (whole && said.isPresent()) {
      throw Refusal.of("page(" + said.get() + ")", "objects are kept whole, not in pages")
          .wayOut("say page(…) or objects(), not both")
          .asException();
    }
    if (whole || (!trace.hasAddresses() && said.isEmpty())) {
      return new Things(trace, Optional.empty());
    }
    return new Things(trace, Optional.of(page(said)));
  }

  /** The size of a page, as it was said, or that of the product. */
  static Figure<Bytes> page(Optional<Bytes> said) {
    return said.map(Things::checked).orElseGet(PageSizes::preset);
  }

  private static Figure<Bytes> checked(Bytes page) {
    if (page.count() < 512 || page.count() > LARGEST_PAGE) {
      throw Refusal.of("page(" + page + ")", "a page is from 512 bytes to 1 GiB")
          .wayOut("say page(kib(4)), or leave it out")
          .asException();
    }
    return Figure.given("page", page, "page(…)");
  }

  /** What there is to count. */
  String name() {
    return page.isPresent() ? "pages" : "objects";
  }

  /**
   * Reads all keys.
   *
   * @param doing such as {@code Replaying}
   * @param work is given the keys
   */
  void read(String doing, Consumer<TraceKeys> work) {
    try (Progress progress = Progress.of(doing + " " + trace.name())) {
      Trace watched = trace.watched(ReadingProgress.shownBy(progress));
      try (TraceKeys keys =
          page.isPresent() ? watched.pages((int) page.get().value().count()) : watched.objects()) {
        work.accept(keys);
      }
    }
  }

  /** How many things fit into so much. */
  long fitting(Bytes size) {
    return size.count() / page.orElseThrow().value().count();
  }
}
