package org.stackbook.network.sdn;

import java.util.List;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * For how long public addresses are unreachable while secrets are rotated, by build.
 *
 * <pre>{@code
 * oslo.network(n -> {}).secretRotation()
 * }</pre>
 *
 * <p>Source: Known issues.
 */
public final class SecretRotation extends Result implements OfStamp {

  private final SdnLayout layout;

  SecretRotation(SdnLayout layout) {
    this.layout = layout;
  }

  private static Fact fact(String name) {
    return Facts.ours().fact("sdn/secretRotation/" + name);
  }

  private boolean isConcerned() {
    return fact("leastMinutes").builds().includes(stamp().build().name());
  }

  private static Figure<Timespan> time(String name, String fact) {
    return Figure.stated(name, Timespan.minutes(fact(fact).integer()), fact(fact));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  @Override
  public String title() {
    return "Public addresses while secrets of " + stamp().name() + " are rotated";
  }

  @Override
  public String verdict() {
    return isConcerned()
        ? "They are unreachable for "
            + time("", "leastMinutes").valueText()
            + " to "
            + time("", "mostMinutes").valueText()
            + "."
        : "No known issue of build " + stamp().build() + " says that they are unreachable.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("builds")
            .number("unreachable at least", "min", 0)
            .number("at most", "min", 0)
            .text("here");
    table.row(
        fact("leastMinutes").builds().toString(),
        fact("leastMinutes").integer(),
        fact("mostMinutes").integer(),
        isConcerned() ? "yes" : "");
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return isConcerned()
        ? List.of(
            time("unreachable at least", "leastMinutes"),
            time("unreachable at most", "mostMinutes"))
        : List.of();
  }
}
