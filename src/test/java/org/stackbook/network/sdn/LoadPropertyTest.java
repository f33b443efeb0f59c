package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.engine.ClientCrowd;
import org.stackbook.seed.Random64;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;

/** Bytes are neither made nor lost, no place carries more than it can, and figures are sums. */
@Tag("property")
class LoadPropertyTest {

  private static final int CASES = 150;
  private static final double SLACK = 1e-9;
  private static final int CARDS = 6;

  /** A network with up to 5 MUXes on 4 servers, 6 cards, 2 VIPs and a NAT rule. */
  private static SoftwareDefinedNetwork network(Random64 random) {
    int muxes = 1 + random.nextInt(5);
    long seed = random.nextInt(1000);
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      servers.add("n" + (1 + random.nextInt(4)));
    }
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.muxes(muxes)
                    .seed(seed)
                    .virtualNetwork(
                        "prod",
                        "10.0.0.0/16",
                        v -> {
                          for (int i = 0; i < CARDS; i++) {
                            v.nic("card" + i, "10.0.2." + (4 + i), servers.get(i));
                          }
                        })
                    .vip(
                        "203.0.113.10",
                        v ->
                            v.tcp(443)
                                .nat(50_001, "10.0.2.9", 3389)
                                .pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6"))
                    .vip("203.0.113.11", v -> v.udp(53).pool("dns", "10.0.2.6", "10.0.2.7")));
    String[] fails = {"mux1", "TOR1", "TOR2", "n2", "n4"};
    return random.nextInt(2) == 0 ? net : net.fail(fails[random.nextInt(fails.length)]);
  }

  private static Bandwidth rate(Random64 random) {
    return Bandwidth.gigabits(random.nextInt(40) / 2.0 + 0.25);
  }

  private static LoadSharing sharing(Random64 random) {
    LoadOptions said = new LoadOptions(network(random));
    said.port(Bandwidth.gigabits(1 + random.nextInt(20)))
        .uplink(Bandwidth.gigabits(1 + random.nextInt(30)))
        .coresOfMux(1 + random.nextInt(12));
    if (random.nextInt(2) == 0) {
      said.evenly();
    }
    for (String to : List.of("203.0.113.10:443", "203.0.113.10:50001", "203.0.113.11:53")) {
      said.traffic(to, t -> some(t, random));
    }
    said.between("card0", "card5", t -> some(t, random))
        .between("card3", "card1", t -> some(t, random));
    return new LoadSharing(said);
  }

  private static void some(LoadTrafficOptions t, Random64 random) {
    t.requests(rate(random))
        .requestPacket(28 + random.nextInt(1583))
        .answers(rate(random))
        .answerPacket(28 + random.nextInt(1583))
        .flows(1 + random.nextInt(300));
  }

  private static double bits(Figure<?> figure) {
    return LoadSharing.number(figure);
  }

  /**
   * What comes in at the uplinks goes through the MUXes and gets to the cards. Frames differ in
   * their headers from link to link, so that the packets themselves are compared.
   */
  @Test
  void whatGoesInComesOut() {
    int tight = 0;
    for (int seed = 0; seed < CASES; seed++) {
      LoadSharing sharing = sharing(new Random64(seed));
      LoadPlaces places = sharing.places();
      double toVips = 0;
      double in = 0;
      double out = 0;
      double back = 0;
      for (LoadTraffic.Way way : sharing.ways()) {
        double gets = bits(sharing.gets(way));
        assertTrue(gets <= way.rate().value().bitsPerSecond() * (1 + SLACK), "seed " + seed);
        tight += gets < way.rate().value().bitsPerSecond() * (1 - SLACK) ? 1 : 0;
        double frames =
            gets / way.packet().value() * (Math.max(60, way.packet().value() + 14) + 24);
        if (way.balanced() && !way.answers()) {
          toVips += gets;
          in += frames;
        } else if (way.balanced()) {
          back += frames;
        }
      }
      double muxes = 0;
      for (int mux : places.runningMuxes()) {
        muxes += sharing.muxRate(places.mux(mux)).value().bitsPerSecond();
      }
      double uplinksIn = 0;
      for (int tor = 0; tor < 2; tor++) {
        uplinksIn += bits(sharing.carried(places.in(tor)));
        out += bits(sharing.carried(places.out(tor)));
      }
      assertEquals(toVips, muxes, 1 + toVips * SLACK, "seed " + seed);
      assertEquals(in, uplinksIn, 1 + in * SLACK, "seed " + seed);
      assertEquals(back, out, 1 + back * SLACK, "seed " + seed);
    }
    assertTrue(tight > CASES, "too easy: " + tight);
  }

  @Test
  void noPlaceCarriesMoreThanItCanAndWhatIsFullIsFull() {
    int full = 0;
    for (int seed = 0; seed < CASES; seed++) {
      LoadSharing sharing = sharing(new Random64(seed));
      for (int place = 0; place < sharing.places().count(); place++) {
        double use = sharing.use(place).value().value();
        double asked = sharing.askedUse(place).value().value();
        assertTrue(use <= 1 + SLACK, sharing.places().name(place) + ", seed " + seed);
        assertTrue(use <= asked * (1 + SLACK) + SLACK, "seed " + seed);
        if (sharing.isFull(place)) {
          full++;
          assertEquals(1, use, SLACK, sharing.places().name(place) + ", seed " + seed);
        }
      }
    }
    assertTrue(full > CASES, "too easy: " + full);
  }

  /** Each figure that is a sum, difference, product or quotient is that of its inputs. */
  @Test
  void figuresFollowFromTheirInputs() {
    int computed = 0;
    for (int seed = 0; seed < CASES; seed++) {
      LoadSharing sharing = sharing(new Random64(seed));
      for (int place = 0; place < sharing.places().count(); place++) {
        computed += check(sharing.askedUse(place)) + check(sharing.use(place));
      }
      for (LoadTraffic.Way way : sharing.ways()) {
        computed += check(sharing.gets(way));
      }
      computed += check(sharing.added());
    }
    assertTrue(computed > 10_000, "too few: " + computed);
  }

  private static int check(Figure<?> figure) {
    int computed = 0;
    for (Figure<?> input : figure.inputs()) {
      computed += check(input);
    }
    String formula = figure.formula();
    if (formula.isEmpty() || formula.startsWith("count") || formula.startsWith("nothing")) {
      return computed;
    }
    double value = new Formula(figure).value();
    assertEquals(value, number(figure), 1e-9 * Math.abs(value), figure.name() + " = " + formula);
    return computed + 1;
  }

  private static double number(Figure<?> figure) {
    return figure.value() instanceof Ratio ratio ? ratio.value() : LoadSharing.number(figure);
  }

  /** A formula with numbers in place of names, computed from left to right. */
  private static final class Formula {

    private final Iterator<String> tokens;
    private final List<Figure<?>> inputs;
    private String token = "";

    Formula(Figure<?> figure) {
      inputs = new ArrayList<>(figure.inputs());
      inputs.removeIf(input -> input.value() instanceof String);
      inputs.sort(Comparator.comparingInt(input -> -input.name().length()));
      String text = figure.formula();
      for (int i = 0; i < inputs.size(); i++) {
        text = text.replace(inputs.get(i).name(), "#" + i + "#");
      }
      tokens =
          Pattern.compile("#\\d+#|\\d+|max|min|[-+×÷−(),]")
              .matcher(text)
              .results()
              .map(MatchResult::group)
              .iterator();
      next();
    }

    private void next() {
      token = tokens.hasNext() ? tokens.next() : "";
    }

    double value() {
      double sum = product();
      while (token.equals("+") || token.equals("−")) {
        boolean plus = token.equals("+");
        next();
        sum += plus ? product() : -product();
      }
      return sum;
    }

    private double product() {
      double product = factor();
      while (token.equals("×") || token.equals("÷")) {
        boolean times = token.equals("×");
        next();
        double factor = factor();
        product = times ? product * factor : product / factor;
      }
      return product;
    }

    private double factor() {
      String first = token;
      next();
      if (first.startsWith("#")) {
        return number(inputs.get(Integer.parseInt(first.substring(1, first.length() - 1))));
      }
      if (first.equals("max") || first.equals("min")) {
        next();
        double one = value();
        next();
        double other = value();
        next();
        return first.equals("max") ? Math.max(one, other) : Math.min(one, other);
      }
      if (first.equals("(")) {
        double inner = value();
        next();
        return inner;
      }
      return Double.parseDouble(first);
    }
  }

  /** The flows that the trace follows go to the MUXes that the load counts them at. */
  @Test
  void muxesAreThoseOfTheTrace() {
    SoftwareDefinedNetwork net = Networks.small();
    NetworkLoad load =
        net.load(
            l -> l.traffic("203.0.113.10:443", t -> t.requests(Bandwidth.gigabits(1)).flows(1)));
    String mux =
        ((Bandwidth) load.why("mux1 rate").figure().value()).bitsPerSecond() > 0 ? "mux1" : "mux2";
    ClientCrowd crowd = new ClientCrowd(1, 49_152, 65_535, 1);
    String client = new IpAddress(crowd.address(0)) + ":" + crowd.port(0);
    assertTrue(
        net.flow(client, "203.0.113.10:443").data().rows().toString().contains(mux),
        net.flow(client, "203.0.113.10:443")::toString);
  }
}
