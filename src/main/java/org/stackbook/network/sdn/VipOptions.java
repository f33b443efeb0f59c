package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.HashTuple;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/** What a VIP does: its rules, its pool, how flows are spread. */
public final class VipOptions {

  private static final int LARGEST_PORT = 65_535;

  private final String vip;
  private final Once<String> poolName = new Once<>("pool");
  private final List<IpAddress> pool = new ArrayList<>();
  private final List<Vip.Rule> rules = new ArrayList<>();
  private final List<SaidNat> nats = new ArrayList<>();
  private final Once<String> floating = new Once<>("floatingIp");
  private final Once<String> balancer = new Once<>("loadBalancer");
  private final Once<HashTuple> distribution = new Once<>("distribution");

  VipOptions(String vip) {
    this.vip = vip;
  }

  /**
   * An inbound NAT rule as it was said.
   *
   * @param port of the VIP
   * @param backEnd customer address
   * @param backEndPort of it
   */
  record SaidNat(int port, IpAddress backEnd, int backEndPort) {}

  /** The names of the distributions. */
  static final class Distributions implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return List.copyOf(tuples().keySet());
    }
  }

  private static Map<String, HashTuple> tuples() {
    FactBook facts = Facts.networking();
    Map<Integer, HashTuple> byCount =
        Map.of(5, HashTuple.FIVE, 3, HashTuple.THREE, 2, HashTuple.TWO);
    Map<String, HashTuple> named = new LinkedHashMap<>();
    for (String entry : facts.entries("loadBalancing/distribution")) {
      HashTuple tuple = byCount.get(facts.fact(entry + "/tuple").integer());
      if (tuple != null) {
        named.put(facts.fact(entry + "/name").text(), tuple);
      }
    }
    return named;
  }

  /**
   * Spreads TCP connections to a port over the pool.
   *
   * @param port of the VIP and of the back ends, 1 to 65,535
   * @throws Refusal if it is out of range, or has a rule already
   */
  public VipOptions tcp(int port) {
    return rule(Protocol.TCP, port, port, "tcp(" + port + ")");
  }

  /**
   * Spreads TCP connections to a port over the pool.
   *
   * @param port of the VIP, 1 to 65,535
   * @param backEndPort of the back ends, 1 to 65,535
   * @throws Refusal if one is out of range, or the first has a rule already
   */
  public VipOptions tcp(int port, int backEndPort) {
    return rule(Protocol.TCP, port, backEndPort, "tcp(" + port + ", " + backEndPort + ")");
  }

  /**
   * Spreads UDP flows to a port over the pool.
   *
   * @param port of the VIP and of the back ends, 1 to 65,535
   * @throws Refusal if it is out of range, or has a rule already
   */
  public VipOptions udp(int port) {
    return rule(Protocol.UDP, port, port, "udp(" + port + ")");
  }

  private VipOptions rule(Protocol protocol, int port, int backEndPort, String given) {
    inRange(given, port);
    inRange(given, backEndPort);
    if (floating.get().isPresent()) {
      equal(port, backEndPort, given);
    }
    free(protocol, port, given);
    rules.add(new Vip.Rule(protocol, port, backEndPort));
    return this;
  }

  /**
   * Sends TCP connections to a port of the VIP to one back end: an inbound NAT rule.
   *
   * @param port of the VIP, 1 to 65,535
   * @param address customer address of the back end
   * @param backEndPort its port, 1 to 65,535
   * @throws Refusal if a port is out of range, the first has a rule already, or the address is none
   */
  public VipOptions nat(int port, String address, int backEndPort) {
    String given = "nat(" + port + ", \"" + address + "\", " + backEndPort + ")";
    inRange(given, port);
    inRange(given, backEndPort);
    if (floating.get().isPresent()) {
      equal(port, backEndPort, given);
    }
    free(Protocol.TCP, port, given);
    nats.add(new SaidNat(port, IpAddress.parse(address), backEndPort));
    return this;
  }

  private static void inRange(String given, int port) {
    if (port < 1 || port > LARGEST_PORT) {
      throw Refusal.of(given, "a port is 1 to 65,535").asException();
    }
  }

  private void free(Protocol protocol, int port, String given) {
    boolean taken =
        rules.stream().anyMatch(r -> r.protocol() == protocol && r.port() == port)
            || (protocol == Protocol.TCP && nats.stream().anyMatch(n -> n.port() == port));
    if (taken) {
      throw Refusal.of(given, protocol + " port " + port + " of " + vip + " has a rule already")
          .wayOut("take another port, or keep one of the two")
          .asException();
    }
  }

  /**
   * The back ends.
   *
   * @param name of the pool
   * @param addresses customer addresses of their cards
   * @throws Refusal if there is none, one is named twice, or a pool was said already
   */
  public VipOptions pool(String name, String... addresses) {
    String given = "pool(\"" + name + "\", …)";
    List<IpAddress> said = Arrays.stream(addresses).map(IpAddress::parse).toList();
    if (said.isEmpty() || said.stream().distinct().count() < said.size()) {
      throw Refusal.of(
              given, said.isEmpty() ? "a pool has a back end" : "a back end is in it twice")
          .wayOut("name each customer address once")
          .asException();
    }
    poolName.set(name, "\"" + name + "\"");
    pool.addAll(said);
    return this;
  }

  /**
   * What of a packet decides its back end; all five values if this is not said.
   *
   * <p>Source: Distribution mode (public Azure); What is Software Load Balancer (SLB) for SDN.
   *
   * @param name {@code Default}, {@code SourceIPProtocol} or {@code SourceIP}
   * @throws Refusal if there is no such distribution, or it was said already
   */
  public VipOptions distribution(@Takes(Distributions.class) String name) {
    HashTuple tuple = tuples().get(name);
    if (tuple == null) {
      throw Refusal.of("distribution(\"" + name + "\")", "no such distribution")
          .source(Facts.networking().fact("loadBalancing/distribution/0/name").citation())
          .nearest(name, tuples().keySet())
          .wayOut("take one of " + String.join(", ", tuples().keySet()))
          .asException();
    }
    distribution.set(tuple, "\"" + name + "\"");
    return this;
  }

  /**
   * Leaves the address of the VIP in the packets that a card gets: a floating IP. The port of each
   * rule has to be that of its back end.
   *
   * <p>Source: Known issues.
   *
   * @throws Refusal if a rule has different ports, or it was said already
   */
  public VipOptions floatingIp() {
    rules.forEach(rule -> equal(rule.port(), rule.backEndPort(), "floatingIp()"));
    nats.forEach(nat -> equal(nat.port(), nat.backEndPort(), "floatingIp()"));
    floating.setBy("floatingIp()", "floatingIp()");
    return this;
  }

  private void equal(int port, int backEndPort, String given) {
    if (port != backEndPort) {
      throw Refusal.of(
              given,
              "with a floating IP, port "
                  + port
                  + " of "
                  + vip
                  + " cannot be "
                  + backEndPort
                  + " of a back end")
          .source(Facts.ours().fact("sdn/floatingIp/value").citation())
          .wayOut("take port " + port + " for both, or leave floatingIp() out")
          .asException();
    }
  }

  /**
   * The load balancer that the VIP is a front end of; one of its own if this is not said.
   *
   * @param name such as {@code web}
   * @throws Refusal if it was said already
   */
  public VipOptions loadBalancer(String name) {
    balancer.set(name, "\"" + name + "\"");
    return this;
  }

  boolean isFloating() {
    return floating.get().isPresent();
  }

  Optional<String> loadBalancer() {
    return balancer.get();
  }

  List<Vip.Rule> rules() {
    return rules;
  }

  List<SaidNat> nats() {
    return nats;
  }

  Optional<String> poolName() {
    return poolName.get();
  }

  List<IpAddress> pool() {
    return pool;
  }

  HashTuple tuple() {
    return distribution.get().orElse(HashTuple.FIVE);
  }
}
