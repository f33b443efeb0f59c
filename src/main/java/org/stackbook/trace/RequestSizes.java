package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Histogram;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;
import org.stackbook.view.Result;

/** How large the requests of a trace are: how many fall between one power of two and the next. */
public final class RequestSizes extends Result {

  private final String name;
  private final Histogram sizes;
  private final List<Bin> classes = new ArrayList<>();

  private record Bin(long from, long count) {
    String says() {
      long kib = from / 1024;
      if (kib == 0) {
        return from + " B";
      }
      return kib < 1024 ? kib + " KiB" : (kib < 1 << 20 ? kib / 1024 + " MiB" : "1 GiB");
    }
  }

  RequestSizes(String name, Histogram sizes) {
    this.name = name;
    this.sizes = sizes;
    long largest = sizes.percentile(1);
    for (long from = Long.highestOneBit(sizes.percentile(0)); from <= largest; from *= 2) {
      classes.add(new Bin(from, sizes.between(from, 2 * from)));
    }
  }

  @Override
  public String title() {
    return "Sizes of the requests of " + name;
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "Half of the %,d requests are of at most %s, 99 %% of at most %s; the largest is %s.",
        sizes.total(),
        at("", 0.5).value(),
        at("", 0.99).value(),
        at("", 1).value());
  }

  private Figure<Bytes> at(String called, double share) {
    return Figure.given(
        called, Bytes.of(sizes.percentile(share), ByteUnit.KIB), "counted in " + name);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Requests by size").text("from").count("requests").number("share", "%", 2);
    classes.forEach(c -> table.row(c.says(), c.count(), 100.0 * c.count() / sizes.total()));
    return table.note("Each row up to the next.").build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "Requests by size",
            "Bars for " + classes.size() + " classes of size. " + verdict(),
            "Size, from",
            "Requests",
            classes.stream().map(Bin::says).toList(),
            List.of(
                new Series(
                    "requests",
                    classes.stream().map(c -> (double) c.count()).toList(),
                    Role.PLAIN)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(
        at("median size", 0.5), at("99th percentile of size", 0.99), at("largest size", 1));
  }
}
