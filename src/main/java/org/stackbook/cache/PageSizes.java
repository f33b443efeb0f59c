package org.stackbook.cache;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * The sizes that a page of the cache can have, and the other sizes that the facts tell in KB:
 * Windows counts them in base 2.
 */
final class PageSizes {

  private static final String SIZES = "cache/pageSizeKB/";
  private static final int HOW_MANY = 4;

  static final List<Bytes> ALLOWED =
      IntStream.range(0, HOW_MANY)
          .mapToObj(i -> size(Facts.storage().fact(SIZES + "allowed/" + i)))
          .toList();

  /** {@code 8, 16, 32 or 64 KiB}. */
  static final String ALLOWED_TEXT = text();

  private PageSizes() {}

  private static String text() {
    int last = ALLOWED.size() - 1;
    return ALLOWED.subList(0, last).stream()
            .map(size -> String.valueOf(Math.round(size.to(ByteUnit.KIB))))
            .collect(Collectors.joining(", "))
        + " or "
        + ALLOWED.get(last);
  }

  /** The size if none is said. */
  static Figure<Bytes> preset() {
    Fact fact = Facts.storage().fact(SIZES + "default");
    return Figure.stated("page", size(fact), fact);
  }

  /** A size of the cache that a fact tells in KB. */
  static Bytes size(Fact inKb) {
    return Bytes.in(inKb.number(), ByteUnit.KIB);
  }
}
