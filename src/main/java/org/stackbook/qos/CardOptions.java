package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.Bandwidth;
import org.stackbook.word.Takes;

/**
 * Which flows share the network cards of the servers. Every word for a flow may be said as often as
 * there are flows.
 *
 * <pre>{@code
 * oslo.qos().card(c -> c.port(gbps(10))
 *     .storage("repair", "n1", "n2", gbps(9))
 *     .balanced("upload", "n2", "n1", gbps(3))
 *     .reply("web", "n1", gbps(6)))
 * }</pre>
 */
public final class CardOptions {

  private final Stamp stamp;
  private final Once<Bandwidth> port = new Once<>("port");
  private final List<Flow> flows = new ArrayList<>();

  /**
   * A flow: what it wants, the cap of who sends it, if one is said, and the links that it takes.
   * Link 2s sends from a server, 2s + 1 to it.
   */
  record Flow(
      String name, String way, Bandwidth wants, Optional<Bandwidth> cap, List<Integer> links) {

    private Flow(String name, String way, Bandwidth wants, Integer... links) {
      this(name, way, wants, Optional.empty(), List.of(links));
    }

    private Flow upTo(Bandwidth most) {
      return new Flow(name, way, wants, Optional.of(most), links);
    }
  }

  CardOptions(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * What the network card of a server sends at most, and receives at the same time; 10 Gb/s if not
   * said.
   *
   * @param rate more than 0
   * @throws Refusal if it was said already, or is 0
   */
  public CardOptions port(Bandwidth rate) {
    if (rate.bitsPerSecond() <= 0) {
      throw Refusal.of("port(" + rate + ")", "a card sends something")
          .wayOut("say port(gbps(10))")
          .asException();
    }
    port.set(rate, rate.toString());
    return this;
  }

  /**
   * What storage sends from one server to another: copies of writes, reads from afar, repair.
   *
   * @param name of the flow
   * @param from such as {@code n1}
   * @param to another server
   * @param wants how much it would send
   * @throws Refusal if there is no such server, both are the same, or there is a flow of this name
   */
  public CardOptions storage(
      String name,
      @Takes(StampWords.Servers.class) String from,
      @Takes(StampWords.Servers.class) String to,
      Bandwidth wants) {
    String given = "storage(\"" + name + "\", \"" + from + "\", \"" + to + "\", …)";
    int sender = server(from, given);
    int receiver = server(to, given);
    refuseSame(sender == receiver, given);
    return add(new Flow(name, from + " to " + to, wants, 2 * sender, 2 * receiver + 1), given);
  }

  /**
   * What a virtual machine sends out of the system. Replies of load-balanced flows leave this way,
   * not through the multiplexer (direct server return).
   *
   * @param name of the flow
   * @param from the server of the virtual machine, such as {@code n1}
   * @param wants how much it would send
   * @throws Refusal if there is no such server, or there is a flow of this name
   */
  public CardOptions reply(
      String name, @Takes(StampWords.Servers.class) String from, Bandwidth wants) {
    String given = "reply(\"" + name + "\", \"" + from + "\", …)";
    return add(new Flow(name, from + " to outside", wants, 2 * server(from, given)), given);
  }

  /**
   * What a virtual machine with an egress cap sends out of the system. One page says that egress is
   * capped as in Azure, and states no number; another that nothing rules a network card. So that
   * both can be seen, shares are then told without caps and with them.
   *
   * <pre>{@code
   * var card = oslo.qos().card(c -> c.port(gbps(10))
   *     .storage("repair", "n1", "n2", gbps(9))
   *     .reply("web", "n1", gbps(6), gbps(2)));
   * card.why("repair gets with the caps").figure().value() // → 8 Gb/s
   * }</pre>
   *
   * @param name of the flow
   * @param from the server of the virtual machine, such as {@code n1}
   * @param wants how much it would send
   * @param cap how much it may send at most, more than 0
   * @throws Refusal if there is no such server, there is a flow of this name, or the cap is 0
   */
  public CardOptions reply(
      String name, @Takes(StampWords.Servers.class) String from, Bandwidth wants, Bandwidth cap) {
    String given = "reply(\"" + name + "\", \"" + from + "\", …, " + cap + ")";
    if (cap.bitsPerSecond() <= 0) {
      throw Refusal.of(given, "a cap lets something pass")
          .wayOut("say gbps(2), or leave the cap out")
          .asException();
    }
    Flow flow = new Flow(name, from + " to outside", wants, 2 * server(from, given));
    return add(flow.upTo(cap), given);
  }

  /**
   * What comes in from outside through a multiplexer of the load balancer: it takes the card of the
   * multiplexer's host twice, unless the virtual machine is on the same host.
   *
   * @param name of the flow
   * @param multiplexer the server of the multiplexer, such as {@code n2}
   * @param to the server of the virtual machine, such as {@code n1}
   * @param wants how much would come
   * @throws Refusal if there is no such server, or there is a flow of this name
   */
  public CardOptions balanced(
      String name,
      @Takes(StampWords.Servers.class) String multiplexer,
      @Takes(StampWords.Servers.class) String to,
      Bandwidth wants) {
    String given = "balanced(\"" + name + "\", \"" + multiplexer + "\", \"" + to + "\", …)";
    int mux = server(multiplexer, given);
    int receiver = server(to, given);
    String way = "outside over " + multiplexer + " to " + to;
    return add(
        mux == receiver
            ? new Flow(name, way, wants, 2 * mux + 1)
            : new Flow(name, way, wants, 2 * mux + 1, 2 * mux, 2 * receiver + 1),
        given);
  }

  private static void refuseSame(boolean same, String given) {
    if (same) {
      throw Refusal.of(given, "what stays within a server does not take its network card")
          .wayOut("name two servers")
          .asException();
    }
  }

  private CardOptions add(Flow flow, String given) {
    if (flow.name().isBlank() || flows.stream().anyMatch(f -> f.name().equals(flow.name()))) {
      throw Refusal.of(given, "each flow has a name of its own")
          .wayOut("take another name")
          .asException();
    }
    flows.add(flow);
    return this;
  }

  private int server(String name, String given) {
    return stamp.servers().stream()
        .map(Server::name)
        .toList()
        .indexOf(stamp.server(name, given).name());
  }

  List<Flow> flows() {
    if (flows.isEmpty()) {
      throw Refusal.of("card(…)", "there is no flow")
          .wayOut("say storage(\"repair\", \"n1\", \"n2\", gbps(9)), or reply(…)")
          .asException();
    }
    return List.copyOf(flows);
  }

  Figure<Bandwidth> port() {
    return port.get()
        .map(rate -> Figure.given("port", rate, "port(…)"))
        .orElseGet(
            () -> {
              Fact fact = Facts.ours().fact("repair/network/gigabitsPerSecond");
              return Figure.stated("port", Bandwidth.gigabits(fact.number()), fact);
            });
  }
}
