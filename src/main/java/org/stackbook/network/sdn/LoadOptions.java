package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.unit.Bandwidth;
import org.stackbook.word.Takes;

/** What a network has to carry, and what of. */
public final class LoadOptions {

  private static final int MOST_CORES = 512;

  private final SoftwareDefinedNetwork network;
  private final List<LoadTraffic> traffic = new ArrayList<>();
  private final Once<Bandwidth> port = new Once<>("port");
  private final Once<Bandwidth> uplink = new Once<>("uplink");
  private final Once<Integer> cores = new Once<>("coresOfMux");
  private final Once<Boolean> evenly = new Once<>("evenly");

  LoadOptions(SoftwareDefinedNetwork network) {
    this.network = network;
  }

  /**
   * Traffic of clients outside to a public VIP. What cards send to a VIP of their own stamp goes
   * from server to server after its first packets: say {@link #between} for it.
   *
   * @param to a public VIP and a port that it has a rule for, such as {@code 203.0.113.10:443}
   * @param how much, such as {@code t -> t.requests(gbps(2)).answers(gbps(8))}
   * @throws Refusal if there is no such rule, nothing is sent, or it was said already
   */
  public LoadOptions traffic(
      @Takes(SdnNames.Rules.class) String to, Consumer<LoadTrafficOptions> how) {
    String given = "traffic(\"" + to + "\")";
    Endpoint endpoint = Endpoint.parse(to);
    SdnLayout layout = network.layout();
    Vip vip =
        layout.vip(
            endpoint.address(),
            v -> !v.isInternal(),
            given,
            "there is no public VIP " + endpoint.address());
    Protocol protocol =
        List.of(Protocol.TCP, Protocol.UDP).stream()
            .filter(
                p ->
                    vip.rule(p, endpoint.port()).isPresent()
                        || vip.nat(p, endpoint.port()).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.of(given, "port " + endpoint.port() + " has no rule")
                        .wayOut("describe it with tcp(" + endpoint.port() + ")")
                        .asException());
    add(LoadTraffic.toVip(endpoint.toString(), vip, endpoint, protocol, said(given, how)), given);
    return this;
  }

  /**
   * Traffic between two cards of a virtual network, which passes no MUX.
   *
   * @param from a card that asks, such as {@code web1}
   * @param to a card that answers, such as {@code sql1}
   * @param how much, such as {@code t -> t.requests(gbps(1)).answers(gbps(4))}
   * @throws Refusal if there is no such card, they are in different virtual networks, nothing is
   *     sent, or it was said already
   */
  public LoadOptions between(
      @Takes(SdnNames.Cards.class) String from,
      @Takes(SdnNames.Cards.class) String to,
      Consumer<LoadTrafficOptions> how) {
    String given = "between(\"" + from + "\", \"" + to + "\")";
    VirtualNic a = network.layout().nics().get(network.number(from, given));
    VirtualNic b = network.layout().nics().get(network.number(to, given));
    if (a.equals(b) || !a.network().equals(b.network())) {
      throw Refusal.of(
              given, a.equals(b) ? "it is one card" : "they are in different virtual networks")
          .wayOut("name two cards of one virtual network")
          .asException();
    }
    add(LoadTraffic.between(from + " → " + to, a, b, said(given, how)), given);
    return this;
  }

  private static LoadTrafficOptions said(String given, Consumer<LoadTrafficOptions> how) {
    LoadTrafficOptions said = new LoadTrafficOptions();
    how.accept(said);
    if (said.isSilent()) {
      throw Refusal.of(given, "nothing is sent")
          .wayOut("say requests(gbps(2)) or answers(gbps(8))")
          .asException();
    }
    return said;
  }

  private void add(LoadTraffic added, String given) {
    if (traffic.stream().anyMatch(other -> other.name().equals(added.name()))) {
      throw Refusal.of(given, "it was said already")
          .wayOut("say all of it in one place")
          .asException();
    }
    traffic.add(added);
  }

  /**
   * What a port of a server carries each way; each server has one to each switch of the rack.
   *
   * @param rate 1 b/s or more
   * @throws Refusal if it is less, or was said already
   */
  public LoadOptions port(Bandwidth rate) {
    port.set(positive("port", rate), rate.toString());
    return this;
  }

  /**
   * What an uplink carries each way; each switch of the rack has one to the border.
   *
   * @param rate 1 b/s or more
   * @throws Refusal if it is less, or was said already
   */
  public LoadOptions uplink(Bandwidth rate) {
    uplink.set(positive("uplink", rate), rate.toString());
    return this;
  }

  private static Bandwidth positive(String word, Bandwidth rate) {
    if (rate.bitsPerSecond() < 1) {
      throw Refusal.of(word + "(" + rate + ")", "it is 1 b/s or more").asException();
    }
    return rate;
  }

  /**
   * How many cores a MUX has.
   *
   * @param count 1 to 512
   * @throws Refusal if it is out of range, or was said already
   */
  public LoadOptions coresOfMux(int count) {
    if (count < 1 || count > MOST_CORES) {
      throw Refusal.of("coresOfMux(" + count + ")", "a MUX has 1 to " + MOST_CORES + " cores")
          .wayOut("say a number in that range")
          .asException();
    }
    cores.set(count, String.valueOf(count));
    return this;
  }

  /**
   * Spreads all flows in equal parts over the ways that they can take, instead of one by one by the
   * hashes of switches and MUXes.
   *
   * @throws Refusal if it was said already
   */
  public LoadOptions evenly() {
    evenly.set(true, "");
    return this;
  }

  SoftwareDefinedNetwork network() {
    return network;
  }

  List<LoadTraffic> traffic() {
    if (traffic.isEmpty()) {
      throw Refusal.of("load(…)", "nothing is sent")
          .wayOut("say traffic(\"203.0.113.10:443\", t -> t.requests(gbps(2)))")
          .asException();
    }
    return traffic;
  }

  boolean isEven() {
    return evenly.get().isPresent();
  }

  Figure<Bandwidth> port() {
    return rate("port of a server", port, "port(…)", "portGbps");
  }

  Figure<Bandwidth> uplink() {
    return rate("uplink", uplink, "uplink(…)", "uplinkGbps");
  }

  Figure<Integer> cores() {
    Fact ours = Facts.ours().fact("sdn/muxCores/value");
    return cores
        .get()
        .map(count -> Figure.given("cores of a MUX", count, "coresOfMux(…)"))
        .orElseGet(() -> Figure.stated("cores of a MUX", ours.integer(), ours));
  }

  private static Figure<Bandwidth> rate(
      String name, Once<Bandwidth> said, String word, String otherwise) {
    Fact ours = Facts.ours().fact("sdn/" + otherwise + "/value");
    Optional<Bandwidth> rate = said.get();
    return rate.isPresent()
        ? Figure.given(name, rate.get(), word)
        : Figure.stated(name, Bandwidth.gigabits(ours.number()), ours);
  }
}
