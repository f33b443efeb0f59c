package org.stackbook.storage;

import java.util.Locale;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.storage.engine.Lifetime;
import org.stackbook.storage.engine.Outages;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * What fails in a year, how often, and how fast it is made good. Each word may be said once. What
 * is not said is assumed, and starred.
 *
 * <pre>{@code
 * placed.durability(d -> d.drives(pct(2)).repair(hours(8)).seed(42));
 * placed.durability(d -> d.weibull(1.3, years(20)).age(years(4)).servers(2, hours(1)))
 * }</pre>
 */
public final class DurabilityOptions {

  private static final long DEFAULT_SEED = 1;
  private static final int DEFAULT_TRIALS = 20_000;
  private static final int FEWEST_TRIALS = 100;
  private static final double LEAST_SHAPE = 0.2;
  private static final double MOST_SHAPE = 20;

  /** A lifetime with the figure that it was made of; ages come from another word. */
  private record Life(double shape, double scale, Figure<?> figure) {}

  /** Outages with the figures that they were made of. */
  record OutageFigures(Figure<Double> perYear, Figure<String> length, Outages outages) {}

  private final Once<Life> drives = new Once<>("drives");
  private final Once<Timespan> age = new Once<>("age");
  private final Once<Timespan> repair = new Once<>("repair");
  private final Once<OutageFigures> servers = new Once<>("servers");
  private final Once<Figure<Double>> latent = new Once<>("latentErrors");
  private final Once<Ratio> holding = new Once<>("holding");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<Integer> trials = new Once<>("trials");

  DurabilityOptions() {}

  /**
   * How many of the capacity drives fail in a year, at all ages alike.
   *
   * @param annualFailureRate more than 0 and less than 100 %
   * @throws Refusal if the lifetime of drives was set already, or the rate is out of its range
   */
  public DurabilityOptions drives(Ratio annualFailureRate) {
    if (!(annualFailureRate.value() > 0 && annualFailureRate.value() < 1)) {
      throw Refusal.of(
              "drives(" + annualFailureRate + ")",
              "an annual failure rate is more than 0 % and less than 100 %")
          .wayOut("say drives(pct(2)), or leave it out")
          .asException();
    }
    drives.set(
        life(Figure.given("annual failure rate", annualFailureRate, "drives(…)")),
        annualFailureRate.toString());
    return this;
  }

  /**
   * How long a capacity drive lives on average, failing at all ages alike: the mean time between
   * failures of its data sheet.
   *
   * @param mean an hour or more
   * @throws Refusal if the lifetime of drives was set already, or is shorter
   */
  public DurabilityOptions drives(Timespan mean) {
    requireAnHour("drives", mean);
    String text = mean.toString();
    drives.set(new Life(1, mean.hours(), Figure.given("mean lifetime", text, "drives(…)")), text);
    return this;
  }

  /**
   * Drives that wear: their lifetimes are of a Weibull distribution. A repaired drive is a new one.
   *
   * @param shape 0.2 to 20; above 1 old drives fail more often, below 1 young ones do
   * @param scale the age at which 63 % of drives have failed, an hour or more
   * @throws Refusal if the lifetime of drives was set already, or a number is out of its range
   */
  public DurabilityOptions weibull(double shape, Timespan scale) {
    String text =
        String.format(Locale.ROOT, "Weibull, shape %s, scale %s", shape, scale.toString());
    if (!(shape >= LEAST_SHAPE && shape <= MOST_SHAPE)) {
      throw Refusal.of("weibull(" + shape + ", …)", "the shape is " + LEAST_SHAPE + " to 20")
          .wayOut("1 is no wear; say weibull(1.2, years(20)) for some")
          .asException();
    }
    requireAnHour("weibull", scale);
    drives.set(new Life(shape, scale.hours(), Figure.given("lifetime", text, "weibull(…)")), text);
    return this;
  }

  /**
   * How old all drives are at the start of the year; new if not said. It matters to {@link
   * #weibull} only.
   *
   * @param time 0 or more
   * @throws Refusal if it was set already
   */
  public DurabilityOptions age(Timespan time) {
    age.set(time, time.toString());
    return this;
  }

  /**
   * How long it takes on average, from the failure of a drive, until all of its copies are whole
   * again on others.
   *
   * @param mean a minute to a year
   * @throws Refusal if it was set already, or is out of its range
   */
  public DurabilityOptions repair(Timespan mean) {
    if (mean.compareTo(Timespan.minutes(1)) < 0 || mean.hours() > Timespan.YEAR.hours()) {
      throw Refusal.of("repair(" + mean.toString() + ")", "a repair takes a minute to a year")
          .wayOut("say repair(hours(8)), or leave it out")
          .asException();
    }
    repair.set(mean, mean.toString());
    return this;
  }

  /** Lets servers go and come back, as often and as long as the starred defaults say. */
  public DurabilityOptions servers() {
    Fact often = Facts.ours().fact("durability/serverOutages/perYear");
    Fact hours = Facts.ours().fact("durability/serverOutages/hours");
    Timespan length = Timespan.hours(hours.number());
    servers.set(
        outages(
            Figure.stated("outages per server and year", often.number(), often),
            Figure.stated("outage", length.toString(), hours),
            length),
        "");
    return this;
  }

  /**
   * Lets servers go and come back. Meanwhile their copies are stale: if the last current copy of a
   * slab fails, it is lost, as what was written to it is nowhere else. An outage by itself loses
   * nothing.
   *
   * @param perYear outages of one server in a year, 0 or more
   * @param length mean time until the copies of the server are current again, a second to a year
   * @throws Refusal if it was set already, or a number is out of its range
   */
  public DurabilityOptions servers(double perYear, Timespan length) {
    String text = perYear + ", " + length.toString();
    if (!(perYear >= 0 && Double.isFinite(perYear))
        || length.compareTo(new Timespan(1)) < 0
        || length.hours() > Timespan.YEAR.hours()) {
      throw Refusal.of(
              "servers(" + text + ")", "outages are 0 or more a year, of a second to a year each")
          .wayOut("say servers(2, hours(1)), or leave it out")
          .asException();
    }
    servers.set(
        outages(
            Figure.given("outages per server and year", perYear, "servers(…)"),
            Figure.given("outage", length.toString(), "servers(…)"),
            length),
        text);
    return this;
  }

  private static OutageFigures outages(
      Figure<Double> perYear, Figure<String> text, Timespan length) {
    Outages outages = new Outages(perYear.value() / Timespan.YEAR.hours(), length.hours());
    return new OutageFigures(perYear, text, outages);
  }

  /** Lets repair meet sectors that cannot be read, as often as the starred default says. */
  public DurabilityOptions latentErrors() {
    Fact perTb = Facts.ours().fact("durability/latentErrorsPerTB/value");
    latent.set(Figure.stated("latent errors per TB", perTb.number(), perTb), "");
    return this;
  }

  /**
   * Lets repair meet sectors that cannot be read: where it reads a last copy, that is a loss.
   *
   * @param perTb how many in a TB that is read, 0 or more
   * @throws Refusal if it was set already, or is negative
   */
  public DurabilityOptions latentErrors(double perTb) {
    if (!(perTb >= 0 && Double.isFinite(perTb))) {
      throw Refusal.of("latentErrors(" + perTb + ")", "errors per TB are 0 or more").asException();
    }
    latent.set(
        Figure.given("latent errors per TB", perTb, "latentErrors(…)"), String.valueOf(perTb));
    return this;
  }

  /**
   * The share of the sets of drives in different servers, as many as there are copies, that hold
   * slabs. Counted in the placement if not said.
   *
   * @param share 0 to 100 %
   * @throws Refusal if it was set already, or is out of its range
   */
  public DurabilityOptions holding(Ratio share) {
    if (!(share.value() > 0 && share.value() <= 1)) {
      throw Refusal.of("holding(" + share + ")", "a share is more than 0 % and at most 100 %")
          .wayOut("leave it out to have the sets counted")
          .asException();
    }
    holding.set(share, share.toString());
    return this;
  }

  /**
   * Decides all random choices; {@value #DEFAULT_SEED} if not said.
   *
   * @throws Refusal if it was set already
   */
  public DurabilityOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * How many years are drawn; {@value #DEFAULT_TRIALS} if not said.
   *
   * @param years {@value #FEWEST_TRIALS} or more
   * @throws Refusal if it was set already, or is less
   */
  public DurabilityOptions trials(int years) {
    if (years < FEWEST_TRIALS) {
      throw Refusal.of("trials(" + years + ")", "at least " + FEWEST_TRIALS + " years are drawn")
          .wayOut("say trials(" + DEFAULT_TRIALS + "), or leave it out")
          .asException();
    }
    trials.set(years, String.valueOf(years));
    return this;
  }

  private static void requireAnHour(String word, Timespan time) {
    if (time.compareTo(Timespan.hours(1)) < 0) {
      throw Refusal.of(word + "(" + time.toString() + ")", "drives live an hour or more")
          .wayOut("say years(…) or hours(…)")
          .asException();
    }
  }

  private static Life life(Figure<Ratio> annual) {
    // Of drives that fail at a rate λ, 1 − e^(−λ) are gone after a year.
    return new Life(1, Timespan.YEAR.hours() / -Math.log1p(-annual.value().value()), annual);
  }

  private Life life() {
    Fact rate = Facts.ours().fact("durability/annualFailureRatePct/value");
    return drives
        .get()
        .orElseGet(() -> life(Figure.stated("annual failure rate", rate.ratio(), rate)));
  }

  /** In hours. */
  Lifetime lifetime() {
    Life life = life();
    return new Lifetime(life.shape(), life.scale(), age.get().map(Timespan::hours).orElse(0.0));
  }

  /** What {@link #lifetime} was made of. */
  Figure<?> lifetimeFigure() {
    return life().figure();
  }

  Optional<Figure<String>> age() {
    return age.get().map(time -> Figure.given("age", time.toString(), "age(…)"));
  }

  /** In hours. */
  double repairHours() {
    return repair.get().map(Timespan::hours).orElseGet(() -> repairFact().number());
  }

  Figure<String> repair() {
    return repair
        .get()
        .map(time -> Figure.given("repair", time.toString(), "repair(…)"))
        .orElseGet(
            () -> Figure.stated("repair", Timespan.hours(repairHours()).toString(), repairFact()));
  }

  private static Fact repairFact() {
    return Facts.ours().fact("durability/repairHours/value");
  }

  Optional<OutageFigures> outages() {
    return servers.get();
  }

  Optional<Figure<Double>> errorsPerTb() {
    return latent.get();
  }

  Optional<Figure<Ratio>> share() {
    return holding.get().map(share -> Figure.given("sets with slabs", share, "holding(…)"));
  }

  long seed() {
    return seed.get().orElse(DEFAULT_SEED);
  }

  int trials() {
    return trials.get().orElse(DEFAULT_TRIALS);
  }
}
