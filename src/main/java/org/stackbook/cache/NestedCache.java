package org.stackbook.cache;

import java.util.List;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * What the cache of two servers with nested resiliency keeps, with both up and with one down, and
 * whether it can lose a cache drive then.
 *
 * <pre>{@code
 * oslo.cache().nested()
 * }</pre>
 *
 * <p>Source: Nested resiliency for Storage Spaces Direct.
 */
public final class NestedCache extends Result {

  NestedCache() {}

  private static Fact fact(String name) {
    return Facts.ours().fact("nestedCache/" + name);
  }

  @Override
  public String title() {
    return "Cache with nested resiliency";
  }

  @Override
  public String verdict() {
    return "A cache drive may be lost while both servers are up, but not in the first "
        + fact("serverDown/minutes").integer()
        + " minutes after one goes down.";
  }

  @Override
  public DataTable data() {
    return DataTable.of("What the cache keeps")
        .text("situation")
        .text("cache")
        .text("tolerates the loss of a cache drive")
        .row("both servers up", fact("allUp/keeps").text(), fact("allUp/survivesCacheDrive").text())
        .row(
            "server down, first " + fact("serverDown/minutes").integer() + " minutes",
            fact("serverDown/keeps").text(),
            fact("serverDown/survivesCacheDrive").text())
        .note(
            "Later rows of the page's table are not among our facts. Azure Stack systems mirror"
                + " three ways instead.")
        .build();
  }

  @Override
  public List<Figure<?>> figures() {
    Fact minutes = fact("serverDown/minutes");
    return List.of(Figure.stated("minutes without tolerance", minutes.integer(), minutes));
  }
}
