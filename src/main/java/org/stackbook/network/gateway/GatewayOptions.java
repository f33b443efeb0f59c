package org.stackbook.network.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.Build;
import org.stackbook.word.Takes;

/** The connections that tenants make through the VPN gateway of a stamp. */
public final class GatewayOptions {

  private static final int MOST = Facts.ours().fact("vpnGateway/mostConnectionsSaid").integer();

  private final Build build;
  private final Once<Boolean> fastPath = new Once<>("fastPath");
  private final Once<Integer> routes = new Once<>("routes");
  private final List<Connection> connections = new ArrayList<>();

  GatewayOptions(Build build) {
    this.build = build;
  }

  /**
   * Whether the operator has enabled the VPN Fast Path; it is off if this is not said. Say it
   * before the connections.
   *
   * <p>Source: VPN Fast Path for operators.
   *
   * @throws Refusal if the build has it not, connections were said already, or it was said already
   */
  public GatewayOptions fastPath(boolean on) {
    String given = "fastPath(" + on + ")";
    if (on) {
      FastPath.check(build, given);
    }
    if (!connections.isEmpty()) {
      throw Refusal.of(given, "what connections there are depends on it")
          .wayOut("say it before " + connections.get(0).name())
          .asException();
    }
    fastPath.set(on, String.valueOf(on));
    return this;
  }

  boolean fastPath() {
    return fastPath.get().orElse(false);
  }

  /**
   * A site-to-site connection.
   *
   * @param name of it
   * @param sku of the virtual network gateway, such as {@code HighPerformance}
   * @throws Refusal if there is no such SKU, the name is taken or blank, or there are too many
   */
  public GatewayOptions connection(String name, @Takes(GatewaySku.Names.class) String sku) {
    return connection(name, sku, end -> {});
  }

  /**
   * A site-to-site connection.
   *
   * @param name of it
   * @param sku of the virtual network gateway, such as {@code HighPerformance}
   * @param end the other end, such as {@code c -> c.peer("198.51.100.9").bgp(65010)}
   * @throws Refusal if there is no such SKU, the name is taken or blank, another connection has the
   *     same peer, or there are too many
   */
  public GatewayOptions connection(
      String name, @Takes(GatewaySku.Names.class) String sku, Consumer<ConnectionOptions> end) {
    String given = "connection(\"" + name + "\", \"" + sku + "\")";
    ConnectionOptions said =
        new ConnectionOptions(GatewaySku.named(sku, fastPath(), build, given), build);
    end.accept(said);
    add(said.named(name), given);
    return this;
  }

  /**
   * Connections of one SKU: {@code branch-1}, {@code branch-2} and so on.
   *
   * @param name the first part of their names, such as {@code branch}
   * @param sku of their virtual network gateways
   * @param count 1 to 1,000
   * @throws Refusal if there is no such SKU, a name is taken or blank, or there are too many
   */
  public GatewayOptions connections(
      String name, @Takes(GatewaySku.Names.class) String sku, int count) {
    String given = "connections(\"" + name + "\", \"" + sku + "\", " + count + ")";
    GatewaySku of = GatewaySku.named(sku, fastPath(), build, given);
    if (count < 1 || count > MOST) {
      throw Refusal.of(given, "there are 1 to " + MOST + " connections")
          .wayOut("say a number in that range")
          .asException();
    }
    for (int i = 1; i <= count; i++) {
      add(new Connection(name + "-" + i, of, Optional.empty(), Optional.empty()), given);
    }
    return this;
  }

  private void add(Connection added, String given) {
    if (added.name().isBlank()) {
      throw Refusal.of(given, "a connection has a name").wayOut("name its site").asException();
    }
    if (connections.size() == MOST) {
      throw Refusal.of(given, "at most " + MOST + " connections are placed")
          .wayOut("leave some out")
          .asException();
    }
    for (Connection other : connections) {
      if (other.name().equals(added.name())) {
        throw Refusal.of(given, "there is a connection " + added.name() + " already")
            .wayOut("give it another name")
            .asException();
      }
      if (added.peer().isPresent() && other.peer().equals(added.peer())) {
        Fact one = Facts.networking().fact("vpn/oneConnectionPerRemoteIp");
        throw Refusal.of(
                given,
                other.name()
                    + " goes to "
                    + added.peer().get()
                    + ", and there is one connection to a remote address")
            .source(one.citation())
            .wayOut("give the second device an address of its own, or route through the first")
            .asException();
      }
    }
    connections.add(added);
  }

  /**
   * How many routes BGP tells the other ends.
   *
   * @param advertised 0 to 150
   * @throws Refusal if there are more, or it was said already
   */
  public GatewayOptions routes(int advertised) {
    Fact most = Facts.networking().fact("vpn/bgpRoutesMax");
    String given = "routes(" + advertised + ")";
    if (advertised < 0 || advertised > most.integer()) {
      throw Refusal.of(given, "BGP tells at most " + most.integer() + " routes")
          .source(most.citation())
          .wayOut("aggregate the networks behind them")
          .asException();
    }
    routes.set(advertised, String.valueOf(advertised));
    return this;
  }

  Optional<Integer> routes() {
    return routes.get();
  }

  List<Connection> connections() {
    return List.copyOf(connections);
  }
}
