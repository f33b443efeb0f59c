package org.stackbook.cache;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;

/**
 * The sizes of caches, as a table and a chart show them: in bytes if they hold pages, in objects if
 * they hold those.
 *
 * @param page size of a page; nothing for objects
 * @param largest the largest that is shown, in pages or objects
 */
record CacheSizes(Optional<Figure<Bytes>> page, double largest) {

  /** Shares of the largest, in percent: where a table looks. */
  static final List<Double> SHARES =
      List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 80.0, 100.0);

  /**
   * Refuses what is no size of a cache.
   *
   * @param size as it was said in {@code at(…)}
   * @throws Refusal if it is below 0
   */
  static void require(Bytes size) {
    if (size.count() < 0) {
      throw Refusal.of("at(" + size + ")", "a cache has a size of 0 or more")
          .wayOut("say at(tb(1))")
          .asException();
    }
  }

  /** The size at a share in percent: caches hold whole pages and objects. */
  double at(double share) {
    return Math.round(share / 100 * largest);
  }

  /** The unit in which all of them are easy to read. */
  private ByteUnit unit() {
    double bytes = largest * page.orElseThrow().value().count();
    return bytes < 10e9 ? ByteUnit.MB : bytes < 10e12 ? ByteUnit.GB : ByteUnit.TB;
  }

  /** So many pages, in bytes. */
  Bytes bytes(double size) {
    return Bytes.of(Math.round(size * page.orElseThrow().value().count()), unit());
  }

  /** The head of a column of sizes. */
  DataTable.Builder column(DataTable.Builder table) {
    return page.isPresent() ? table.number("cache", unit().toString(), 2) : table.count("objects");
  }

  /** A size in such a column. */
  Object cell(double size) {
    return page.isPresent() ? bytes(size) : Math.round(size);
  }

  /** The title of an axis of sizes. */
  String axis() {
    return page.isPresent() ? "Cache (" + unit() + ")" : "Cache (objects)";
  }

  /** A size on such an axis. */
  double x(double size) {
    return page.isPresent() ? bytes(size).to(unit()) : size;
  }

  /** A size in a sentence. */
  String text(double size) {
    return page.isPresent()
        ? bytes(size).toString()
        : String.format(Locale.ROOT, "%,d objects", Math.round(size));
  }
}
