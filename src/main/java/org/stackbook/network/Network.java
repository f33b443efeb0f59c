package org.stackbook.network;

import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.Acls;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

/** The networks of a stamp. */
public final class Network implements OfStamp {

  private final Stamp stamp;

  private Network(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The networks of {@code stamp}. */
  public static Network of(Stamp stamp) {
    return new Network(stamp);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * Filters and the NICs behind them: who reaches whom, and which rule decides.
   *
   * @param description such as {@code a -> a.group("web", g -> g.allowIn(100, "https", tcp(443),
   *     "Internet")).nic("web1", "10.0.2.4", "web")}
   * @throws Refusal if a rule, name or address is refused, or a NIC is not in the virtual network
   */
  public Acls acls(Consumer<AclOptions> description) {
    return Acls.of(stamp, description);
  }
}
