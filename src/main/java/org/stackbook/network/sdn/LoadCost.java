package org.stackbook.network.sdn;

import java.util.List;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.unit.Bandwidth;

/** What the IPv4 packets of a flow take of a place: bits, or time of a core. */
enum LoadCost {
  /** Their own bits. */
  BITS {
    @Override
    Price of(LoadTraffic.Way way) {
      return new Price("", List.of(), 1);
    }
  },
  /** Bits of a link that carries them as they are. */
  PLAIN {
    @Override
    Price of(LoadTraffic.Way way) {
      return onLink(way, Encapsulation.NONE);
    }
  },
  /** Bits of a link that carries them in VXLAN. */
  IN_VXLAN {
    @Override
    Price of(LoadTraffic.Way way) {
      return onLink(way, Encapsulation.VXLAN);
    }
  },
  /** Bits that VXLAN adds. */
  ADDED {
    @Override
    Price of(LoadTraffic.Way way) {
      Figure<Integer> packet = way.packet();
      Figure<Integer> with = Encapsulation.VXLAN.onLink(packet);
      Figure<Integer> without = Encapsulation.NONE.onLink(packet);
      return new Price(
          " × ({" + with.name() + "} − {" + without.name() + "}) ÷ {" + packet.name() + "}",
          List.of(with, without, packet),
          (double) (with.value() - without.value()) / packet.value());
    }
  },
  /** Packets in a second. */
  PACKETS {
    @Override
    Price of(LoadTraffic.Way way) {
      return new Price(
          " ÷ 8 ÷ {" + way.packet().name() + "}",
          List.of(way.packet()),
          1 / (8.0 * way.packet().value()));
    }
  },
  /** Cores of a MUX. */
  CORES {
    @Override
    Price of(LoadTraffic.Way way) {
      Figure<Bandwidth> rate = rateOfCore();
      Figure<Integer> packets = packetsOfCore();
      Figure<Bandwidth> core =
          Figure.derived(
              "a core with " + way.packet().name(),
              new Bandwidth(
                  Math.min(
                      rate.value().bitsPerSecond(), packets.value() * 8.0 * way.packet().value())),
              "min({"
                  + rate.name()
                  + "}, {"
                  + packets.name()
                  + "} × 8 × {"
                  + way.packet().name()
                  + "})",
              rate,
              packets,
              way.packet(),
              LoadSharing.ours("work of a MUX", "muxWork"));
      return new Price(" ÷ {" + core.name() + "}", List.of(core), 1 / core.value().bitsPerSecond());
    }
  };

  private static final double MEGA = 1e6;
  private static final int KILO = 1000;

  /**
   * What the packets of a flow cost.
   *
   * @param formula what its rate is multiplied with and divided by
   * @param inputs that the formula names
   * @param perBit its value
   */
  record Price(String formula, List<Figure<?>> inputs, double perBit) {}

  /** What packets of a way cost. */
  abstract Price of(LoadTraffic.Way way);

  private static Price onLink(LoadTraffic.Way way, Encapsulation how) {
    Figure<Integer> taken = how.onLink(way.packet());
    return new Price(
        " × {" + taken.name() + "} ÷ {" + way.packet().name() + "}",
        List.of(taken, way.packet()),
        (double) taken.value() / way.packet().value());
  }

  /** What a core of a MUX carries in long packets. */
  static Figure<Bandwidth> rateOfCore() {
    Fact fact = Facts.networking().fact("ananta/measured/singleCoreMbps");
    return Figure.stated("rate of a core", new Bandwidth(fact.number() * MEGA), fact);
  }

  /** How many short packets a core of a MUX carries in a second. */
  static Figure<Integer> packetsOfCore() {
    Fact fact = Facts.networking().fact("ananta/measured/singleCoreKpps");
    return Figure.stated("packets of a core in a second", fact.integer() * KILO, fact);
  }
}
