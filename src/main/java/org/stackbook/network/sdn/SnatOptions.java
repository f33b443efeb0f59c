package org.stackbook.network.sdn;

import java.util.List;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Timespan;

/** The connections that back ends open to the outside. Each may be said once. */
public final class SnatOptions {

  private static final int MOST_DESTINATIONS = 10_000;

  private final Once<Double> rate = new Once<>("rate");
  private final Once<Timespan> lifetime = new Once<>("lifetime");
  private final Once<Integer> destinations = new Once<>("destinations");
  private final Once<Timespan> duration = new Once<>("duration");
  private final Once<Timespan> wait = new Once<>("timeWait");
  private final Once<Long> seed = new Once<>("seed");

  SnatOptions() {}

  /**
   * How many connections all back ends together open.
   *
   * @param perSecond more than 0, one in a year at least
   * @throws Refusal if it is not, or was said already
   */
  public SnatOptions rate(double perSecond) {
    String given = "rate(" + perSecond + ")";
    if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
      throw Refusal.of(given, "a rate is more than 0").asException();
    }
    if (perSecond * Timespan.YEAR.seconds() < 1) {
      throw Refusal.of(given, "a rate is one connection in a year at least")
          .wayOut("say how many there are in a second")
          .asException();
    }
    rate.set(perSecond, String.valueOf(perSecond));
    return this;
  }

  /**
   * How long a connection lasts in the mean.
   *
   * @param mean more than 0, a year at most
   * @throws Refusal if it is not, or was said already
   */
  public SnatOptions lifetime(Timespan mean) {
    lifetime.set(SaidTime.positive("lifetime", mean), mean.toString());
    return this;
  }

  /**
   * How many destinations there are; each is an address and a port. One port serves all of them,
   * and of each one connection.
   *
   * @param count 1 to 10,000
   * @throws Refusal if it is out of range, or was said already
   */
  public SnatOptions destinations(int count) {
    if (count < 1 || count > MOST_DESTINATIONS) {
      throw Refusal.of("destinations(" + count + ")", "there are 1 to 10,000 destinations")
          .asException();
    }
    destinations.set(count, String.valueOf(count));
    return this;
  }

  /**
   * For how long it is looked at.
   *
   * @param time more than 0, a year at most
   * @throws Refusal if it is not, or was said already
   */
  public SnatOptions duration(Timespan time) {
    duration.set(SaidTime.positive("duration", time), time.toString());
    return this;
  }

  /**
   * How long a port is kept after its connection was closed; not at all if this is not said.
   *
   * @param time 0 to a year
   * @throws Refusal if it is more, or was said already
   */
  public SnatOptions timeWait(Timespan time) {
    wait.set(SaidTime.atMostAYear("timeWait", time), time.toString());
    return this;
  }

  /**
   * Makes the connections others; they are those of seed 1 if this is not said.
   *
   * @throws Refusal if it was said already
   */
  public SnatOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  Figure<Double> rate() {
    return said("connections per second", rate, "rate(…)", 100.0);
  }

  Figure<Timespan> lifetime() {
    return said("mean lifetime", lifetime, "lifetime(…)", new Timespan(30));
  }

  Figure<Integer> destinations() {
    return said("destinations", destinations, "destinations(…)", 1);
  }

  Figure<Timespan> duration() {
    return said("duration", duration, "duration(…)", new Timespan(60));
  }

  Figure<Timespan> timeWait() {
    return said("kept after closing", wait, "timeWait(…)", new Timespan(0));
  }

  Figure<Long> seed() {
    return said("seed", seed, "seed(…)", 1L);
  }

  /** All of them, in this order. */
  List<Figure<?>> figures() {
    return List.of(rate(), lifetime(), destinations(), duration(), timeWait(), seed());
  }

  private static <T> Figure<T> said(String name, Once<T> once, String word, T otherwise) {
    return once.get()
        .map(value -> Figure.given(name, value, word))
        .orElseGet(() -> Figure.assumed(name, otherwise, "not said; say " + word));
  }
}
