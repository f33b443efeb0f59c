package org.stackbook.storage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.MirrorOptimum;
import org.stackbook.storage.engine.MirrorPlacer;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Which drives hold the copies of which slabs, and what is left of them when servers and drives
 * fail. A placement does not change: {@link #fail} gives a new one that shares the slabs.
 *
 * <pre>{@code
 * var placed = oslo.storage().place(p -> p.fill(pct(72)).seed(42));
 * placed.fail("n3").fail("n5/disk7").compareTo(placed)
 * }</pre>
 *
 * <p>Copies are counted here; {@link #health} tells what cluster and pool make of it by their
 * votes, and in which state the volumes are.
 *
 * <p>Source: Delimit the allocation of volumes; Understand the cache (each slab is copied to drives
 * in different servers and spread evenly over every drive in every server).
 */
public final class Placement extends Result implements OfStamp {

  private final CapacityPlan capacity;
  private final Resiliency resiliency;
  private final Figure<Bytes> slab;
  private final Figure<Integer> columns;
  private final long seed;
  private final CapacityDrives drives;
  private final List<VolumeSlabs> volumes;
  private final SlabMap map;
  private final Figure<Integer> slabs;
  private final Failures failures;
  private final BitSet failedDrives;
  private final int[] bySurvivors;

  private Placement(
      CapacityPlan capacity,
      Resiliency resiliency,
      Figure<Bytes> slab,
      Figure<Integer> columns,
      long seed,
      CapacityDrives drives,
      List<VolumeSlabs> volumes,
      SlabMap map,
      Figure<Integer> slabs,
      Failures failures) {
    this.capacity = capacity;
    this.resiliency = resiliency;
    this.slab = slab;
    this.columns = columns;
    this.seed = seed;
    this.drives = drives;
    this.volumes = volumes;
    this.map = map;
    this.slabs = slabs;
    this.failures = failures;
    this.failedDrives = drives.named(failures.names());
    this.bySurvivors = map.survivors(failedDrives, 0, map.slabs());
  }

  static Placement place(CapacityPlan capacity, PlacementOptions options) {
    Pool pool = capacity.pool();
    Figure<Bytes> slab = options.slab();
    requireThatSlabsFit(pool.stamp(), slab.value());
    CapacityDrives drives = new CapacityDrives(pool, slab.value());
    int copies = options.resiliency().copies().value();
    List<VolumeSlabs> volumes = slabsOfVolumes(capacity.volumes(), options, drives, copies);
    int slabs = volumes.get(volumes.size() - 1).end();
    SlabMap map =
        MirrorPlacer.place(
            drives.serverOf(),
            drives.slabsOf(),
            drives.slabsOfServer(),
            copies,
            slabs,
            options.seed());
    return new Placement(
        capacity,
        options.resiliency(),
        slab,
        options.columns(),
        options.seed(),
        drives,
        volumes,
        map,
        counted(capacity, options, slab, drives, map.slabs()),
        Failures.NONE);
  }

  private static void requireThatSlabsFit(Stamp stamp, Bytes slab) {
    Bytes smallest =
        stamp.servers().stream()
            .flatMap(server -> server.capacityDrives().stream())
            .map(Drive::size)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    if (slab.compareTo(smallest) > 0) {
      throw Refusal.of("slab(" + slab + ")", "no slab fits on a capacity drive of " + smallest)
          .wayOut("say slab(mib(256)), or leave it out")
          .asException();
    }
  }

  private static Figure<Integer> counted(
      CapacityPlan capacity,
      PlacementOptions options,
      Figure<Bytes> slab,
      CapacityDrives drives,
      int slabs) {
    Fact spread = Facts.storage().fact("layout/slabSpread");
    if (options.fill().isPresent()) {
      Figure<Bytes> raw = capacity.pool().raw();
      return Figure.derived(
              "slabs",
              slabs,
              "{wanted fill} × {room} ÷ {copies}, in whole slabs and without the reserve",
              Figure.given("wanted fill", options.fill().get(), "fill(…)"),
              Figure.derived(
                  "room",
                  drives.slabs(),
                  "{raw} ÷ {slab}, in whole slabs on each capacity drive",
                  raw,
                  slab),
              options.resiliency().copies())
          .by(spread);
    }
    Figure<Bytes> volumes =
        Pool.sum(
            "volumes", capacity.volumes().groups().stream().map(VolumePlan.Group::total).toList());
    return Figure.derived("slabs", slabs, "{volumes} ÷ {slab}, in whole slabs", volumes, slab)
        .by(spread);
  }

  private static List<VolumeSlabs> slabsOfVolumes(
      VolumePlan plan, PlacementOptions options, CapacityDrives drives, int copies) {
    long slabSize = options.slab().value().count();
    long most = MirrorOptimum.of(drives.slabsOfServer(), copies);
    double scale = 1;
    if (options.fill().isPresent()) {
      Ratio fill = options.fill().get();
      long raw = drives.slabs();
      // A share that the reserve leaves in bytes may miss a slab on some drives.
      double slack = (double) drives.count() / copies;
      double wanted = Math.floor(raw * fill.value() / copies);
      if (wanted > most && wanted <= most + slack) {
        wanted = most;
      }
      if (wanted > most) {
        throw Refusal.of(
                "fill(" + fill + ")",
                "the reserve and copies on different servers leave at most "
                    + Ratio.of((double) most * copies / raw))
            .source(Facts.storage().fact("reserve/azureStack/rule").citation())
            .wayOut("fill less, or leave fill out to allocate all volumes in full")
            .asException();
      }
      long planned = plan.groups().stream().mapToLong(g -> g.total().value().count()).sum();
      scale = wanted * slabSize / planned;
    }
    List<VolumeSlabs> volumes = new ArrayList<>();
    long end = 0;
    double exact = 0;
    for (VolumePlan.Group group : plan.groups()) {
      for (String name : group.names()) {
        long first = end;
        // Rounding the running sum keeps the whole within a slab of what was asked for.
        exact += group.each().value().count() * scale / slabSize;
        end = Math.min(Math.round(exact), most);
        if (end > Integer.MAX_VALUE / copies) {
          throw Refusal.of(
                  "slab(" + options.slab().value() + ")", "that makes more than 2^31 copies")
              .wayOut("take a larger slab")
              .asException();
        }
        volumes.add(new VolumeSlabs(name, (int) first, (int) end));
      }
    }
    return List.copyOf(volumes);
  }

  /**
   * The same slabs with servers or drives failed, after those that failed already. Those of one
   * call fail at once, which a cluster survives less well than one after the other.
   *
   * <pre>{@code
   * placed.fail("n1", "n2").health();
   * placed.fail("n1").fail("n2").health()
   * }</pre>
   *
   * @param names servers ({@code n3}) and drives ({@code n5/disk7})
   * @throws Refusal if there is no such server or drive, or it has failed already, with the nearest
   *     name
   */
  public Placement fail(@Takes(PartsThatAreUp.class) String... names) {
    return new Placement(
        capacity,
        resiliency,
        slab,
        columns,
        seed,
        drives,
        volumes,
        map,
        slabs,
        failures.then(stamp(), names));
  }

  /**
   * How likely it is that data is lost within a year, with the starred defaults.
   *
   * @throws Refusal if something has failed already, or no slab is placed
   */
  public Durability durability() {
    return durability(options -> {});
  }

  /**
   * How likely it is that data is lost within a year.
   *
   * <pre>{@code
   * placed.durability(d -> d.drives(pct(1.5)).repair(hours(6)).seed(42)).why("loss in a year")
   * }</pre>
   *
   * @param options what fails, how often and for how long
   * @throws Refusal if something has failed already, or no slab is placed, or a word is said twice
   */
  public Durability durability(Consumer<DurabilityOptions> options) {
    DurabilityOptions chosen = new DurabilityOptions();
    options.accept(chosen);
    return new Durability(this, chosen);
  }

  /** The stamp whose slabs are placed. */
  @Override
  public Stamp stamp() {
    return capacity.stamp();
  }

  /** The servers and drives that have failed, in the order in which they did. */
  public Set<String> failed() {
    return failures.names();
  }

  Failures failures() {
    return failures;
  }

  CapacityDrives drives() {
    return drives;
  }

  Pool pool() {
    return capacity.pool();
  }

  List<VolumeSlabs> volumes() {
    return volumes;
  }

  SlabMap map() {
    return map;
  }

  Figure<Bytes> slab() {
    return slab;
  }

  Resiliency resiliency() {
    return resiliency;
  }

  /** Slabs of a volume by the number of copies left. */
  int[] survivors(VolumeSlabs volume) {
    return map.survivors(failedDrives, volume.first(), volume.end());
  }

  /** Slabs of a volume of which every copy lies on a drive that failed by itself. */
  int lostForGood(VolumeSlabs volume) {
    return map.survivors(drives.named(failures.drives()), volume.first(), volume.end())[0];
  }

  /** Decides all random choices of the placement. */
  public long seed() {
    return seed;
  }

  /** How many slabs are placed, copies not counted. */
  public int slabs() {
    return map.slabs();
  }

  /**
   * How many slabs have a number of copies left.
   *
   * @param copies 0 to the copies of the mirror
   */
  public int slabsWith(int copies) {
    return bySurvivors[copies];
  }

  /** All slabs by the number of copies left. */
  int[] survivors() {
    return bySurvivors.clone();
  }

  @Override
  public String title() {
    String what = "Placement of " + capacity.pool().stamp().name();
    return failures.isEmpty() ? what : what + " without " + String.join(", ", failed());
  }

  @Override
  public String verdict() {
    if (failures.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%,d slabs of %s in %d copies fill %s of the pool; %s, no server has two copies of a slab.",
          map.slabs(),
          slab.value() + (slab.confidence().starred() ? "*" : ""),
          map.copies(),
          fill().value(),
          evenness());
    }
    int[] left = survivors();
    Ratio exposed = map.slabs() == 0 ? Ratio.of(0) : Ratio.of((double) left[1] / map.slabs());
    String lost =
        left[0] == 0
            ? "No slab is lost"
            : String.format(Locale.ROOT, "%,d slabs are lost (%s)", left[0], inBytes(left[0]));
    String copies =
        left[1] == 0
            ? lost + ", and none is down to its last copy."
            : lost
                + String.format(
                    Locale.ROOT,
                    "; %,d (%s, %s of data) are down to their last copy.",
                    left[1],
                    exposed,
                    inBytes(left[1]));
    return health().quorumSentence().map(sentence -> copies + " " + sentence).orElse(copies);
  }

  /** Drives differ where servers do: a server never takes more than one copy of each slab. */
  private String evenness() {
    int[] held = map.copiesPerDrive(drives.count());
    double least = 1;
    double most = 0;
    double slack = 0;
    for (int i = 0; i < held.length; i++) {
      int room = drives.slabsOf()[i];
      least = Math.min(least, (double) held[i] / room);
      most = Math.max(most, (double) held[i] / room);
      slack = Math.max(slack, 2.0 / room);
    }
    return most - least <= slack
        ? "every drive is filled alike"
        : "drives are filled to between " + Ratio.of(least) + " and " + Ratio.of(most);
  }

  /** What that many slabs hold. */
  Bytes inBytes(int slabs) {
    return slab.value().times(slabs).as(ByteUnit.TB);
  }

  private Figure<Ratio> fill() {
    Figure<Bytes> allocated = allocated();
    Figure<Bytes> raw = capacity.pool().raw();
    return Figure.derived(
        "fill", allocated.value().shareOf(raw.value()), "{allocated} ÷ {raw}", allocated, raw);
  }

  private Figure<Bytes> allocated() {
    Figure<Integer> copies = resiliency.copies();
    return Figure.derived(
        "allocated",
        slab.value().times((long) slabs.value() * copies.value()).as(ByteUnit.TB),
        "{slabs} × {copies} × {slab}",
        slabs,
        copies,
        slab);
  }

  @Override
  public DataTable data() {
    PlacementView view = new PlacementView(this);
    return failures.isEmpty() ? view.perServer() : view.perVolume();
  }

  @Override
  public Optional<Picture> picture() {
    PlacementView view = new PlacementView(this);
    return Optional.of(failures.isEmpty() ? view.serverPicture() : view.survivorPicture());
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(fill(), slabs, allocated()));
    int[] left = survivors();
    for (int copies = map.copies(); copies >= 0; copies--) {
      figures.add(counted(copies, left[copies]));
    }
    Figure<Integer> lastCopy = counted(1, left[1]);
    figures.add(
        Figure.derived(
            "exposed", inBytes(left[1]), "{" + lastCopy.name() + "} × {slab}", lastCopy, slab));
    if (!failures.isEmpty()) {
      figures.addAll(health().quorumFigures());
    }
    figures.addAll(List.of(capacity.pool().raw(), capacity.pool().reserve(), slab));
    return figures;
  }

  private Figure<Integer> counted(int copies, int count) {
    String name = copies == 0 ? "lost slabs" : "slabs with " + PlacementView.copiesLeft(copies);
    Figure<String> from = Figure.given("seed", String.valueOf(seed), "seed(…)");
    Fact spread = Facts.storage().fact("layout/slabSpread");
    if (failures.isEmpty()) {
      return Figure.derived(
              name, count, "{slabs} placed by seed {seed}, nothing failed", slabs, from)
          .by(spread);
    }
    return Figure.derived(
            name,
            count,
            "count over the {slabs} placed by seed {seed} of copies on other drives than those of {failed}",
            slabs,
            from,
            Figure.given("failed", String.join(", ", failed()), "fail(…)"))
        .by(spread);
  }

  /**
   * Which further failures lose data: every set of up to three drives and of up to three servers.
   */
  public LossAnalysis losses() {
    return new LossAnalysis(this);
  }

  /** What every capacity drive holds. */
  public DriveMap driveMap() {
    return new DriveMap(this);
  }

  /**
   * Where some bytes of a volume are.
   *
   * @param volume its name
   * @param offset the first byte, from 0
   * @param length how many bytes, 1 or more
   * @throws Refusal if there is no such volume, or it has no such bytes
   */
  public DataLocation locate(
      @Takes(PlacedVolumes.class) String volume, Bytes offset, Bytes length) {
    return DataLocation.of(this, volume, offset, length);
  }

  /** How many slabs are placed, with the reason. */
  Figure<Integer> slabCount() {
    return slabs;
  }

  Figure<Integer> columns() {
    return columns;
  }

  /** The drives that are gone. */
  BitSet failedDrives() {
    return (BitSet) failedDrives.clone();
  }

  /** The same slabs on other drives. */
  Placement on(SlabMap otherMap) {
    return new Placement(
        capacity, resiliency, slab, columns, seed, drives, volumes, otherMap, slabs, failures);
  }

  /** The same placement with a server or drive back that had failed. */
  Placement without(String failure) {
    return new Placement(
        capacity,
        resiliency,
        slab,
        columns,
        seed,
        drives,
        volumes,
        map,
        slabs,
        failures.without(failure));
  }

  /**
   * Rebuilds the lost copies on drives that are up, in free capacity and the reserve, at the
   * default repair speed.
   *
   * <pre>{@code
   * placed.fail("n3").repair()
   * }</pre>
   */
  public Repair repair() {
    return repair(options -> {});
  }

  /**
   * Rebuilds the lost copies on drives that are up, in free capacity and the reserve.
   *
   * @param options how fast, such as {@code r -> r.speed("High").network(gbps(25))}
   * @throws Refusal if a word is said twice, or does not apply
   */
  public Repair repair(Consumer<RepairOptions> options) {
    return Repair.rebuild(this, options);
  }

  /**
   * A server or drive comes back in time, before its copies are rebuilt elsewhere: only what was
   * written meanwhile is copied.
   *
   * <pre>{@code
   * placed.fail("n3").back("n3")
   * }</pre>
   *
   * <p>Source: Understand and monitor storage resync.
   *
   * @param name of a server or drive that has failed
   * @throws Refusal if it has not failed
   */
  public Repair back(@Takes(PartsThatAreDown.class) String name) {
    return back(name, options -> {});
  }

  /**
   * A server or drive comes back in time, before its copies are rebuilt elsewhere: only what was
   * written meanwhile is copied.
   *
   * <p>Source: Understand and monitor storage resync.
   *
   * @param name of a server or drive that has failed
   * @param options how much was written and how fast it is copied, such as {@code r ->
   *     r.dirty(pct(5))}
   * @throws Refusal if it has not failed, or a word is said twice
   */
  public Repair back(@Takes(PartsThatAreDown.class) String name, Consumer<RepairOptions> options) {
    return Repair.resync(this, name, options);
  }

  /**
   * What cluster and pool make of the failures by their votes, and in which state the volumes are:
   * with a witness, and with writes since the failure.
   */
  public StorageHealth health() {
    return health(options -> {});
  }

  /**
   * What cluster and pool make of the failures by their votes, and in which state the volumes are.
   *
   * <pre>{@code
   * placed.fail("n3").health(h -> h.witness(false).writes(false))
   * }</pre>
   *
   * @param options what is known beside the failures
   * @throws Refusal if a word is said twice
   */
  public StorageHealth health(Consumer<HealthOptions> options) {
    return StorageHealth.of(this, options);
  }
}
