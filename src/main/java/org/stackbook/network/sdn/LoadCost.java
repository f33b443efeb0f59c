package org.stackbook.network.sdn;

import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.unit.Bandwidth;

/** What a bit of the IPv4 packets of a flow takes of a place: as many bits, or time of a core. */
enum LoadCost {
  /** Bits of a link that carries the packets as they are. */
  PLAIN {
    @Override
    Figure<Double> perBit(LoadTraffic.Way way) {
      return onLink(way, Encapsulation.NONE);
    }
  },
  /** Bits of a link that carries them in VXLAN. */
  IN_VXLAN {
    @Override
    Figure<Double> perBit(LoadTraffic.Way way) {
      return onLink(way, Encapsulation.VXLAN);
    }
  },
  /** Bits that VXLAN adds. */
  ADDED {
    @Override
    Figure<Double> perBit(LoadTraffic.Way way) {
      Figure<Double> with = onLink(way, Encapsulation.VXLAN);
      Figure<Double> without = onLink(way, Encapsulation.NONE);
      return Figure.derived(
          way.name() + ": what VXLAN adds to a bit",
          with.value() - without.value(),
          "{" + with.name() + "} − {" + without.name() + "}",
          with,
          without);
    }
  },
  /** Packets. */
  PACKETS {
    @Override
    Figure<Double> perBit(LoadTraffic.Way way) {
      return Figure.derived(
          way.name() + ": packets of a bit",
          1 / (8.0 * way.packet().value()),
          "1 ÷ (8 × {" + way.packet().name() + "})",
          way.packet());
    }
  },
  /** Seconds of a core of a MUX. */
  CORES {
    @Override
    Figure<Double> perBit(LoadTraffic.Way way) {
      Figure<Bandwidth> rate = rateOfCore();
      Figure<Double> packets = packetsOfCore();
      Fact ours = Facts.ours().fact("sdn/muxWork/value");
      Figure<String> work = Figure.stated("work of a MUX", ours.text(), ours);
      return Figure.derived(
          way.name() + ": seconds of a core for a bit",
          1
              / Math.min(
                  rate.value().bitsPerSecond(), packets.value() * 8.0 * way.packet().value()),
          "1 bit ÷ min({"
              + rate.name()
              + "}, {"
              + packets.name()
              + "} × 8 × {"
              + way.packet().name()
              + "})",
          rate,
          packets,
          way.packet(),
          work);
    }
  };

  private static final double MEGA = 1e6;
  private static final double KILO = 1e3;

  /** What a bit takes. */
  abstract Figure<Double> perBit(LoadTraffic.Way way);

  private static Figure<Double> onLink(LoadTraffic.Way way, Encapsulation how) {
    Figure<Integer> taken = how.onLink(way.packet());
    return Figure.derived(
        way.name() + ": bits of a link for a bit" + (how == Encapsulation.NONE ? "" : ", in VXLAN"),
        (double) taken.value() / way.packet().value(),
        "{" + taken.name() + "} ÷ {" + way.packet().name() + "}",
        taken,
        way.packet());
  }

  /** What a core of a MUX carries in long packets. */
  static Figure<Bandwidth> rateOfCore() {
    Fact fact = Facts.networking().fact("ananta/measured/singleCoreMbps");
    return Figure.stated("rate of a core", new Bandwidth(fact.number() * MEGA), fact);
  }

  /** How many short packets a core of a MUX carries in a second. */
  static Figure<Double> packetsOfCore() {
    Fact fact = Facts.networking().fact("ananta/measured/singleCoreKpps");
    return Figure.stated("packets of a core in a second", fact.number() * KILO, fact);
  }
}
