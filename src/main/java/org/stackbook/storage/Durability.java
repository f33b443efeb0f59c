package org.stackbook.storage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.DurabilityOptions.OutageFigures;
import org.stackbook.storage.engine.DriveCuts;
import org.stackbook.storage.engine.DriveSets;
import org.stackbook.storage.engine.Estimate;
import org.stackbook.storage.engine.Estimate.Method;
import org.stackbook.storage.engine.FailureModel;
import org.stackbook.storage.engine.LossRule;
import org.stackbook.storage.engine.LossSampler;
import org.stackbook.storage.engine.MirrorChain;
import org.stackbook.storage.engine.Outages;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Result;

/**
 * How likely it is that a placed stamp loses data within a year: solved as a Markov chain, which is
 * exact as long as drives do not wear and servers do not go, and estimated by drawing years.
 *
 * <pre>{@code
 * var durable = placed.durability(d -> d.drives(pct(2)).repair(hours(8)).seed(42));
 * durable.why("loss in a year");
 * placed.durability(d -> d.repair(hours(4))).compareTo(durable)
 * }</pre>
 *
 * <p>Drives fail independently of each other and the reserve never runs out: common causes, such as
 * a bad batch of drives, fire or a mistake of people, are not in it. Data is lost when one drive in
 * each of as many servers as there are copies has failed, none of them repaired yet, and the set of
 * these drives holds a slab. Which sets do is told by their share alone: exact for the first set
 * that fails, and close for more of them at once.
 */
public final class Durability extends Result implements OfStamp {

  /** The chart shows repair times up to so many times the one of the result, in quarters of it. */
  private static final int CHART_TIMES = 3;

  private static final int CHART_STEPS = 4;
  private static final int DIGITS = 3;

  private final Stamp stamp;
  private final long seed;
  private final boolean solved;
  private final MirrorChain chain;
  private final MirrorChain slabChain;
  private final Estimate estimate;
  private final List<Figure<?>> inputs;
  private final List<Figure<?>> outageInputs;
  private final Figure<Double> loss;
  private final Figure<Double> estimated;
  private final Figure<Double> ofChain;
  private final Figure<Double> ofSlab;
  private final Picture picture;

  Durability(Placement placed, DurabilityOptions options) {
    requireWhole(placed);
    this.stamp = placed.stamp();
    this.seed = options.seed();
    int copies = placed.map().copies();
    int[] drivesOfServer = drivesOfServer(placed.drives());
    Figure<Ratio> share = options.share().orElseGet(() -> counted(placed, drivesOfServer));
    Optional<Figure<Double>> latent =
        options.errorsPerTb().map(perTb -> unreadable(placed, drivesOfServer, perTb));
    Outages outages = options.outages().map(OutageFigures::outages).orElse(Outages.NONE);
    this.inputs = inputs(placed, options, share, latent);
    this.outageInputs =
        options
            .outages()
            .<List<Figure<?>>>map(o -> List.of(o.perYear(), o.length()))
            .orElse(List.of());

    double unreadable = latent.map(Figure::value).orElse(0.0);
    FailureModel model =
        new FailureModel(
            drivesOfServer,
            new LossRule(copies, share.value().value(), unreadable),
            options.lifetime(),
            options.repairHours(),
            outages);
    int[] alone = new int[copies];
    Arrays.fill(alone, 1);
    FailureModel ofOneSlab =
        new FailureModel(
            alone, new LossRule(copies, 1, 0), options.lifetime(), options.repairHours(), outages);

    this.solved = model.isMarkovian();
    this.chain = MirrorChain.of(model, Timespan.YEAR.hours());
    this.slabChain = MirrorChain.of(ofOneSlab, Timespan.YEAR.hours());
    this.estimate = new LossSampler(model, Timespan.YEAR.hours()).estimate(options.trials(), seed);
    this.ofChain = chainFigure(copies);
    this.ofSlab =
        figure(
            "loss of one slab",
            slabChain.probability(),
            "Markov chain of "
                + copies
                + " drives, one in each of "
                + copies
                + " servers: {"
                + options.lifetimeFigure().name()
                + "}, repair in {repair}");
    this.estimated = estimateFigure(options.trials());
    this.loss = (solved ? ofChain : estimated).named("loss in a year");
    this.picture = draw(model, ofOneSlab);
  }

  private static void requireWhole(Placement placed) {
    if (!placed.failed().isEmpty()) {
      throw Refusal.of(
              "durability(…) without " + String.join(", ", placed.failed()),
              "a year begins with all drives and servers up")
          .wayOut("ask the placement from before fail(…)")
          .asException();
    }
    if (placed.slabs() == 0) {
      throw Refusal.of("durability(…)", "no slab is placed, so none can be lost")
          .wayOut("fill more of the pool")
          .asException();
    }
  }

  private static int[] drivesOfServer(CapacityDrives drives) {
    int[] count = new int[drives.servers().size()];
    for (int server : drives.serverOf()) {
      count[server]++;
    }
    return Arrays.stream(count).filter(n -> n > 0).toArray();
  }

  /** Which share of the sets of drives holds slabs, counted over all slabs. */
  private static Figure<Ratio> counted(Placement placed, int[] drivesOfServer) {
    int copies = placed.map().copies();
    long holding =
        DriveCuts.of(placed.map(), new BitSet(), placed.drives().count(), 0, placed.map().slabs())
            .holding(copies);
    double all = DriveSets.inDifferentServers(drivesOfServer, copies);
    return Figure.derived(
        "sets with slabs",
        Ratio.of((double) holding / all),
        "{holding sets} ÷ {drive sets}",
        Figure.derived(
            "holding sets",
            holding,
            "different sets of drives that the {slabs} are on",
            placed.slabCount()),
        Figure.derived(
            "drive sets",
            Math.round(all),
            "ways to choose {copies} drives in different servers, of {drives}",
            placed.resiliency().copies(),
            driveCount(placed)));
  }

  private static Figure<Integer> driveCount(Placement placed) {
    return Figure.given("drives", placed.drives().count(), "capacity(…) of all servers");
  }

  /**
   * The chance that what all but one copy of some slabs were on cannot be read from the last one.
   */
  private static Figure<Double> unreadable(
      Placement placed, int[] drivesOfServer, Figure<Double> perTb) {
    int copies = placed.map().copies();
    double sets = DriveSets.inDifferentServers(drivesOfServer, copies - 1);
    Bytes data = placed.inBytes(placed.slabs());
    Bytes shared = Bytes.of(Math.round((double) data.count() * copies / sets), ByteUnit.TB);
    Figure<Bytes> each =
        Figure.derived(
            "on the last copy",
            shared,
            "{slabs} × {slab} × {copies} ÷ "
                + String.format(Locale.ROOT, "%,.0f", sets)
                + " ways to choose "
                + (copies - 1)
                + " of {drives} in different servers",
            placed.slabCount(),
            placed.slab(),
            placed.resiliency().copies(),
            driveCount(placed));
    return figure(
        "unreadable last copy",
        -Math.expm1(-perTb.value() * shared.to(ByteUnit.TB)),
        "1 − e^(−{latent errors per TB} × {on the last copy})",
        perTb,
        each);
  }

  private static List<Figure<?>> inputs(
      Placement placed,
      DurabilityOptions options,
      Figure<Ratio> share,
      Optional<Figure<Double>> latent) {
    List<Figure<?>> all = new ArrayList<>();
    all.add(driveCount(placed));
    all.add(options.lifetimeFigure());
    all.add(options.repair());
    all.add(placed.resiliency().copies());
    all.add(share);
    latent.ifPresent(all::add);
    options.age().ifPresent(all::add);
    return List.copyOf(all);
  }

  /** The names of figures put in, as a clause of a formula. */
  private static String clause(List<Figure<?>> figures) {
    return String.join(", ", figures.stream().map(f -> "{" + f.name() + "}").toList());
  }

  private Figure<Double> figure(String name, double value, String formula) {
    return figure(name, value, formula, inputs.toArray(Figure<?>[]::new));
  }

  private static Figure<Double> figure(
      String name, double value, String formula, Figure<?>... inputs) {
    return Figure.derived(name, rounded(value), formula, inputs);
  }

  private Figure<Double> chainFigure(int copies) {
    Figure<Double> figure =
        figure(
            "Markov chain",
            chain.probability(),
            "Markov chain of failed drives in each server, solved for a year: " + clause(inputs));
    return figure.note(
        solved
            ? "as many as "
                + copies
                + " failed drives in as many servers lose data with the share of sets that hold slabs"
            : "leaves out outages, and takes drives that wear to fail evenly over the year");
  }

  private Figure<Double> estimateFigure(int trials) {
    List<Figure<?>> all = new ArrayList<>(inputs);
    all.addAll(outageInputs);
    String formula = methodName() + " over {years} years drawn by seed {seed}: " + clause(all);
    all.add(Figure.given("years", trials, "trials(…)"));
    all.add(Figure.given("seed", String.valueOf(seed), "seed(…)"));
    return figure("Monte Carlo", estimate.probability(), formula, all.toArray(Figure<?>[]::new))
        .note(interval());
  }

  private Picture draw(FailureModel model, FailureModel ofOneSlab) {
    List<Double> hours = new ArrayList<>();
    List<Double> nines = new ArrayList<>();
    List<Double> slabNines = new ArrayList<>();
    for (int i = 1; i <= CHART_TIMES * CHART_STEPS; i++) {
      double time = model.repairTime() * i / CHART_STEPS;
      hours.add(time);
      nines.add(nines(MirrorChain.of(model.repairedIn(time), Timespan.YEAR.hours()).probability()));
      slabNines.add(
          nines(MirrorChain.of(ofOneSlab.repairedIn(time), Timespan.YEAR.hours()).probability()));
    }
    return new Picture.Lines(
        "Nines of a year without loss, by repair time (Markov chain)",
        "Two lines, falling over repair times of "
            + number(hours.get(0))
            + " to "
            + number(hours.get(hours.size() - 1))
            + " hours: nines that no data, and that one slab, is not lost. "
            + verdict(),
        "Repair time (h)",
        "Nines",
        List.of(
            new Line("no data lost", hours, nines, Role.PLAIN),
            new Line("one slab not lost", hours, slabNines, Role.PLAIN)));
  }

  /** The stamp whose durability this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Decides all random choices of the estimate. */
  public long seed() {
    return seed;
  }

  /**
   * The probability that data is lost within a year: of the Markov chain where it is exact, else
   * the estimate.
   */
  public double lossInAYear() {
    return solved ? chain.probability() : estimate.probability();
  }

  @Override
  public String title() {
    return "Durability of " + stamp.name();
  }

  @Override
  public String verdict() {
    String star = loss.confidence().starred() ? "*" : "";
    String found =
        methodName()
            + " over "
            + String.format(Locale.ROOT, "%,d", estimate.trials())
            + " years finds "
            + number(estimate.probability())
            + star
            + ", "
            + interval()
            + ".";
    return solved
        ? "Data is lost in a year with a probability of "
            + number(chain.probability())
            + star
            + ", exact by the Markov chain ("
            + number(nines(chain.probability()))
            + " nines); "
            + found
        : "Data is lost in a year with a probability of "
            + number(estimate.probability())
            + star
            + " ("
            + number(nines(estimate.probability()))
            + " nines): "
            + found;
  }

  private String methodName() {
    return estimate.method() == Method.NAIVE
        ? "naive Monte Carlo"
        : "Monte Carlo with failure biasing";
  }

  private String interval() {
    return "95 % between " + number(estimate.low()) + " and " + number(estimate.high());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Loss of data within a year")
            .text("method")
            .text("probability")
            .text("95 % from")
            .text("95 % to")
            .number("nines", "", 2)
            .number("mean time to loss", "years", 1);
    exact(table, "Markov chain, all drives", chain, ofChain);
    table.row(
        methodName(),
        new Cell(number(estimate.probability()), estimated.confidence().starred()),
        number(estimate.low()),
        number(estimate.high()),
        ninesOrNothing(estimate.probability()),
        null);
    exact(table, "Markov chain, one slab", slabChain, ofSlab);
    notes().forEach(table::note);
    return table.build();
  }

  private static void exact(
      DataTable.Builder table, String name, MirrorChain chain, Figure<Double> figure) {
    boolean starred = figure.confidence().starred();
    table.row(
        name,
        new Cell(number(chain.probability()), starred),
        null,
        null,
        new Cell(ninesOrNothing(chain.probability()), starred),
        new Cell(chain.meanTime() / Timespan.YEAR.hours(), starred));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "Seed %d, %,d years, relative error %s, effective sample size %,.0f.",
            seed,
            estimate.trials(),
            Ratio.of(Math.min(estimate.relativeError(), 1)),
            estimate.effective()));
    notes.add(
        estimate.method() == Method.NAIVE
            ? "Naive, as losses are common enough to count; the interval is Wilson's."
            : "Failure biasing, as losses are too rare to count: wherever something fails, half of"
                + " the next steps are made failures and weighted for it; the interval is the"
                + " normal one of the weighted mean.");
    if (!solved) {
      notes.add(
          "The Markov chain leaves out outages and takes drives to fail evenly over the year; it"
              + " is here to compare with.");
    }
    if (chain.tolerance() > 1e-3) {
      notes.add(
          "The chain counts very many failed drives at once as a loss: it may be too high by "
              + Ratio.of(chain.tolerance())
              + " of itself.");
    }
    notes.add(
        "Drives fail independently, without common causes. Which sets of drives hold slabs is told by"
            + " their share alone.");
    return notes;
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(picture);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> all = new ArrayList<>();
    all.add(loss);
    all.add(figure("nines", nines(lossInAYear()), "−log10({loss in a year})", loss));
    all.add(ofChain);
    all.add(
        figure(
            "mean time to loss",
            chain.meanTime() / Timespan.YEAR.hours(),
            "mean years to absorption of the same chain, in which a year is lost with {Markov chain}",
            ofChain));
    all.add(estimated);
    all.add(
        figure(
            "interval from",
            estimate.low(),
            "lower end of the 95 % interval of {Monte Carlo}",
            estimated));
    all.add(
        figure(
            "interval to",
            estimate.high(),
            "upper end of the 95 % interval of {Monte Carlo}",
            estimated));
    all.add(ofSlab);
    all.addAll(inputs);
    all.addAll(outageInputs);
    return all;
  }

  private static double nines(double probability) {
    return Math.abs(-Math.log10(Math.min(1, Math.max(probability, Double.MIN_NORMAL))));
  }

  private static @Nullable Double ninesOrNothing(double probability) {
    return probability > 0 ? nines(probability) : null;
  }

  private static String number(double value) {
    return String.valueOf(rounded(value));
  }

  /** To three digits: more would not be believed. */
  private static double rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue()
        : value;
  }
}
