package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Takes;

/**
 * What the network controller is asked for. As in its REST interface, a VIP, a virtual network or
 * the filters are described as a whole: what there is of them is replaced. Cards that were there
 * before keep their servers and MAC addresses.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var change = net.controller().request(r -> r.filters(a -> a
 *     .group("web", g -> g.allowIn(100, "https", tcp(443), "Internet"))
 *     .associate("web", "10.0.2.4")));
 * change.programmed() // → [n1]
 * change.why("policies added").figure().value() // → 7
 * }</pre>
 */
public final class ControllerRequest {

  private final NetworkController controller;
  private final SdnOptions said;
  private final List<IpAddress> removed = new ArrayList<>();
  private final Map<String, String> moves = new LinkedHashMap<>();

  ControllerRequest(NetworkController controller) {
    this.controller = controller;
    this.said = new SdnOptions(controller.stamp());
  }

  /**
   * A VIP, new or in place of the one of its address.
   *
   * @param address such as {@code 203.0.113.10}
   * @param what it does, all of it, such as {@code v -> v.tcp(443).pool("web", "10.0.2.4")}
   * @throws Refusal if it is said or removed already in this request, has no pool, or what it does
   *     does not go together
   */
  public ControllerRequest vip(
      @Takes(ControllerNames.Vips.class) String address, Consumer<VipOptions> what) {
    said.vip(address, what);
    if (removed.contains(IpAddress.parse(address))) {
      throw twice("vip(\"" + address + "\")", "it is removed in this request");
    }
    return this;
  }

  /**
   * A virtual network, new or in place of the one of its name.
   *
   * @param name of it
   * @param addresses such as {@code 10.0.0.0/16}
   * @param what is in it, all of it, such as {@code v -> v.nic("web1", "10.0.2.4")}
   * @throws Refusal if it is said already in this request, or what is in it does not go together
   */
  public ControllerRequest virtualNetwork(
      String name, String addresses, Consumer<VirtualNetworkOptions> what) {
    said.virtualNetwork(name, addresses, what);
    return this;
  }

  /**
   * Takes a VIP away.
   *
   * @param address of it
   * @throws Refusal if there is none, or it is said in this request
   */
  public ControllerRequest removeVip(@Takes(ControllerNames.Vips.class) String address) {
    String given = "removeVip(\"" + address + "\")";
    IpAddress vip = IpAddress.parse(address);
    if (said.vips().containsKey(vip) || removed.contains(vip)) {
      throw twice(given, "it is said or removed already in this request");
    }
    if (!controller.layout().described().vips().containsKey(vip)) {
      List<String> known =
          controller.layout().vips().stream().map(v -> v.address().toString()).toList();
      throw Refusal.of(given, "there is no such VIP")
          .nearest(address, known)
          .wayOut(known.isEmpty() ? "leave it out" : "name one of " + String.join(", ", known))
          .asException();
    }
    removed.add(vip);
    return this;
  }

  /**
   * The filters, in place of those that there are. Only network security groups are programmed by
   * the controller: those at TOR, of hosts and in guests are not its.
   *
   * @param description all of them, such as {@code a -> a.group("web", g -> g.allowIn(100, "https",
   *     tcp(443), "Any")).associate("web", "web1")}
   * @throws Refusal if they are said already in this request, or a rule or name is refused
   */
  public ControllerRequest filters(Consumer<AclOptions> description) {
    said.filters(description);
    return this;
  }

  private static Refusal twice(String given, String rule) {
    return Refusal.of(given, rule).wayOut("keep one of the two").asException();
  }

  /**
   * Says that the VM of a card is on another server, as after a live migration.
   *
   * @param card its name, such as {@code web1}
   * @param server that it is on now, such as {@code n3}
   * @throws Refusal if there is no such card or server, or it is moved already in this request
   */
  public ControllerRequest move(
      @Takes(ControllerNames.Cards.class) String card,
      @Takes(StampWords.Servers.class) String server) {
    String given = "move(\"" + card + "\", \"" + server + "\")";
    List<String> cards = controller.layout().nics().stream().map(VirtualNic::name).toList();
    if (!cards.contains(card)) {
      throw Refusal.of(given, "there is no such card")
          .nearest(card, cards)
          .wayOut(cards.isEmpty() ? "describe cards first" : "name one such as " + cards.get(0))
          .asException();
    }
    if (moves.putIfAbsent(card, controller.stamp().server(server, given).name()) != null) {
      throw twice(given, "it is moved already in this request");
    }
    return this;
  }

  NetworkController controller() {
    return controller;
  }

  /** What there is to be when all of it is done. */
  ControllerDescription asked() {
    ControllerDescription asked = controller.layout().described().with(said);
    for (IpAddress vip : removed) {
      asked = asked.without(vip);
    }
    for (Map.Entry<String, String> move : moves.entrySet()) {
      asked = asked.moved(move.getKey(), move.getValue());
    }
    return asked;
  }
}
