package org.stackbook.network.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/** How many more connections of each SKU the VPN gateway takes, if no others are made. */
public final class GatewayRoom extends Result implements OfStamp {

  private static final double MEGABIT = 1e6;

  private final VpnGateway gateway;

  GatewayRoom(VpnGateway gateway) {
    this.gateway = gateway;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return gateway.stamp();
  }

  private List<GatewaySku> skus() {
    return GatewaySku.all(gateway.hasFastPath());
  }

  private List<Figure<Bandwidth>> free() {
    List<Figure<Bandwidth>> free = new ArrayList<>();
    for (int g = 0; g < gateway.activeGateways(); g++) {
      String name = gateway.names().get(g);
      Figure<Bandwidth> capacity = gateway.capacity();
      Figure<Bandwidth> taken =
          Figure.derived(
                  name + " has reserved",
                  new Bandwidth(gateway.pool().reserved(g, gateway.reserves())),
                  "sum over the connections that it carries")
              .by(Facts.ours().fact("vpnGateway/placement/value"));
      free.add(
          Figure.derived(
              name + " has free",
              new Bandwidth(capacity.value().bitsPerSecond() - taken.value().bitsPerSecond()),
              "{" + capacity.name() + "} − {" + taken.name() + "}",
              capacity,
              taken));
    }
    return free;
  }

  private Figure<Integer> more(GatewaySku sku) {
    List<Figure<?>> inputs = new ArrayList<>(free());
    String formula =
        inputs.stream()
            .map(f -> "whole times of {" + sku.reserves().name() + "} in {" + f.name() + "}")
            .collect(Collectors.joining(" + "));
    inputs.add(sku.reserves());
    return Figure.derived(
        sku + " more",
        gateway.pool().room(sku.reserves().value().bitsPerSecond()),
        formula,
        inputs.toArray(Figure<?>[]::new));
  }

  @Override
  public String title() {
    return "Room of the VPN gateway of " + stamp().name();
  }

  @Override
  public String verdict() {
    return skus().stream()
        .map(sku -> more(sku).starredText() + " " + sku)
        .collect(Collectors.joining(", or ", "There is room for ", " more."));
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("SKU")
            .number("may carry", "Mb/s", 0)
            .number("reserves", "Mb/s", 0)
            .count("of a gateway")
            .count("of the stamp")
            .count("more");
    for (GatewaySku sku : skus()) {
      table.row(
          sku.name(),
          sku.throughput().value().bitsPerSecond() / MEGABIT,
          sku.reserves().value().bitsPerSecond() / MEGABIT,
          sku.perGateway(),
          sku.perStamp(),
          more(sku));
    }
    table.note("The limits are sums over all subscriptions of the stamp, for one SKU alone.");
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (GatewaySku sku : skus()) {
      figures.addAll(
          List.of(more(sku), sku.throughput(), sku.reserves(), sku.perGateway(), sku.perStamp()));
    }
    figures.addAll(free());
    return figures;
  }
}
