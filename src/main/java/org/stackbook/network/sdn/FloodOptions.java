package org.stackbook.network.sdn;

import java.util.Locale;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Timespan;
import org.stackbook.word.Takes;

/** A SYN flood, and the clients meanwhile. Each may be said once. */
public final class FloodOptions {

  private static final int MOST_CORES = 256;
  private static final int MOST_CONNECTIONS = 1_000_000;

  private final SoftwareDefinedNetwork network;
  private final Once<Double> rate = new Once<>("rate");
  private final Once<Timespan> begins = new Once<>("begins");
  private final Once<Timespan> duration = new Once<>("duration");
  private final Once<Integer> connections = new Once<>("connections");
  private final Once<Timespan> lifetime = new Once<>("lifetime");
  private final Once<Timespan> every = new Once<>("every");
  private final Once<Integer> cores = new Once<>("cores");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<PoolChange> change = new Once<>("drain");

  FloodOptions(SoftwareDefinedNetwork network) {
    this.network = network;
  }

  /**
   * A back end that is drained.
   *
   * @param card number of its card
   * @param at when
   */
  record PoolChange(int card, Timespan at) {}

  /**
   * How many packets the flood sends to all MUXes together, a million if not said.
   *
   * @param perSecond more than 0
   * @throws Refusal if it is not, or was said already
   */
  public FloodOptions rate(double perSecond) {
    if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
      throw Refusal.of("rate(" + perSecond + ")", "a rate is more than 0").asException();
    }
    rate.set(perSecond, String.valueOf(perSecond));
    return this;
  }

  /**
   * When the flood begins; it goes on to the end. After 10 s if not said.
   *
   * @param time 0 to a year
   * @throws Refusal if it is more, or was said already
   */
  public FloodOptions begins(Timespan time) {
    begins.set(SaidTime.atMostAYear("begins", time), time.toString());
    return this;
  }

  /**
   * For how long connections begin; 3 min if not said.
   *
   * @param time more than 0, a year at most
   * @throws Refusal if it is not, or was said already
   */
  public FloodOptions duration(Timespan time) {
    duration.set(SaidTime.positive("duration", time), time.toString());
    return this;
  }

  /**
   * How many connections clients open to each VIP, at any time within the duration; 10,000 if not
   * said.
   *
   * @param count 1 to 1,000,000
   * @throws Refusal if it is out of range, or was said already
   */
  public FloodOptions connections(int count) {
    connections.set(
        inRange(count, MOST_CONNECTIONS, "connections(" + count + ")"), String.valueOf(count));
    return this;
  }

  /**
   * How long each lasts; 30 s if not said.
   *
   * @param time more than 0, a year at most
   * @throws Refusal if it is not, or was said already
   */
  public FloodOptions lifetime(Timespan time) {
    lifetime.set(SaidTime.positive("lifetime", time), time.toString());
    return this;
  }

  /**
   * The time from packet to packet of a connection; 1 s if not said.
   *
   * @param time more than 0, a year at most
   * @throws Refusal if it is not, or was said already
   */
  public FloodOptions every(Timespan time) {
    every.set(SaidTime.positive("every", time), time.toString());
    return this;
  }

  /**
   * How many cores of a MUX handle packets.
   *
   * @param count 1 to 256
   * @throws Refusal if it is out of range, or was said already
   */
  public FloodOptions cores(int count) {
    cores.set(inRange(count, MOST_CORES, "cores(" + count + ")"), String.valueOf(count));
    return this;
  }

  /**
   * A back end is drained meanwhile: what a MUX does not know is sent to others.
   *
   * @param card name of its card, such as {@code web1}
   * @param at when
   * @throws Refusal if there is no such card, or it was said already
   */
  public FloodOptions drain(@Takes(SdnNames.Cards.class) String card, Timespan at) {
    String given = "drain(\"" + card + "\", " + at + ")";
    change.setBy(new PoolChange(network.number(card, given), at), given);
    return this;
  }

  /**
   * Makes clients and flood others; they are those of seed 1 if this is not said.
   *
   * @throws Refusal if it was said already
   */
  public FloodOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  private static int inRange(int count, int most, String given) {
    if (count < 1 || count > most) {
      throw Refusal.of(given, String.format(Locale.ROOT, "it is 1 to %,d", most)).asException();
    }
    return count;
  }

  Figure<Double> rate() {
    return said("packets of the flood per second", rate, "rate(…)", 1e6);
  }

  Figure<Timespan> begins() {
    return said("flood begins", begins, "begins(…)", new Timespan(10));
  }

  Figure<Timespan> duration() {
    return said("duration", duration, "duration(…)", Timespan.minutes(3));
  }

  Figure<Integer> connections() {
    return said("connections to each VIP", connections, "connections(…)", 10_000);
  }

  Figure<Timespan> lifetime() {
    return said("lifetime", lifetime, "lifetime(…)", new Timespan(30));
  }

  Figure<Timespan> every() {
    return said("time between packets", every, "every(…)", new Timespan(1));
  }

  Figure<Long> seed() {
    return said("seed", seed, "seed(…)", 1L);
  }

  Figure<Integer> cores() {
    Fact planned = Facts.networking().fact("components/sdnSizing/slbMux/vCPU");
    return cores
        .get()
        .map(count -> Figure.given("cores of a MUX", count, "cores(…)"))
        .orElseGet(
            () ->
                Figure.stated("cores of a MUX", planned.integer(), planned)
                    .assuming("planned so for Windows Server; no page states it for Azure Stack"));
  }

  Optional<PoolChange> change() {
    return change.get();
  }

  private static <T> Figure<T> said(String name, Once<T> once, String word, T otherwise) {
    return once.get()
        .map(value -> Figure.given(name, value, word))
        .orElseGet(() -> Figure.assumed(name, otherwise, "not said; say " + word));
  }
}
