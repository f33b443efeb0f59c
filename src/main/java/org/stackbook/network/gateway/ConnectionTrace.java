package org.stackbook.network.gateway;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Step;

/** How it came that a gateway carries a connection, or none, step by step. */
public final class ConnectionTrace extends Result implements OfStamp {

  private static final String GOES_ON = "goes on";

  private final VpnGateway gateway;
  private final int number;
  private final GatewayDisposition disposition;
  private final List<Step> steps = new ArrayList<>();

  ConnectionTrace(VpnGateway gateway, int number) {
    this.gateway = gateway;
    this.number = number;
    this.disposition = gateway.disposition(number);
    placement();
    failures();
  }

  private void placement() {
    GatewayPool before = gateway.before(number).pool();
    List<String> names = gateway.names();
    Bandwidth needs = connection().sku().reserves().value();
    steps.add(new Step("reservation", connection().sku() + " reserves " + needs, GOES_ON));
    List<String> free = new ArrayList<>();
    for (int g = 0; g < gateway.activeGateways(); g++) {
      free.add(names.get(g) + " has " + new Bandwidth(before.free(g)) + " free");
    }
    int at = gateway.whole().pool().at(number);
    steps.add(
        new Step(
            "most free",
            String.join(", ", free),
            at == GatewayPool.NONE
                ? GatewayDisposition.NO_ROOM.word()
                : GatewayDisposition.PLACED.word() + " on " + names.get(at)));
  }

  private void failures() {
    int at = gateway.whole().pool().at(number);
    VpnGateway now = gateway.whole();
    for (int gone : gateway.failed()) {
      if (at == GatewayPool.NONE) {
        return;
      }
      String name = gateway.names().get(gone);
      now = now.fail(name);
      int next = now.pool().at(number);
      if (gone != at) {
        steps.add(new Step(name + " fails", "it does not carry the connection", GOES_ON));
      } else {
        steps.add(
            new Step(
                name + " fails",
                next == GatewayPool.NONE ? "no standby is left" : "a standby is left",
                next == GatewayPool.NONE
                    ? GatewayDisposition.DOWN.word()
                    : GatewayDisposition.MOVED.word() + " to " + gateway.names().get(next)));
      }
      at = next;
    }
  }

  private Connection connection() {
    return gateway.connection(number);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return gateway.stamp();
  }

  /** How it ends. */
  public GatewayDisposition disposition() {
    return disposition;
  }

  /** What was looked at, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  @Override
  public String title() {
    return "Connection " + connection().name();
  }

  @Override
  public String verdict() {
    return steps.get(steps.size() - 1).outcome() + ": " + disposition.definition() + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("step").text("found").text("outcome");
    steps.forEach(step -> table.row(step.rule(), step.found(), step.outcome()));
    table.note("Ours: " + Facts.ours().fact("vpnGateway/placement/value").text() + ".");
    if (!gateway.failed().isEmpty()) {
      table.note("Ours: " + Facts.ours().fact("vpnGateway/secondFailure/value").text() + ".");
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(List.of(connection().sku().reserves(), connection().sku().throughput()));
    figures.addAll(gateway.base());
    return figures;
  }
}
