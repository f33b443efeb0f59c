package org.stackbook.storage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
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
    SlabPlan plan = new SlabPlan(capacity, options);
    return new Placement(
        capacity,
        options.resiliency(),
        options.slab(),
        options.columns(),
        options.seed(),
        plan.drives(),
        plan.volumes(),
        plan.place(),
        plan.count(),
        Failures.NONE);
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
    return with(failures.then(stamp(), names));
  }

  private Placement with(Failures other) {
    return new Placement(
        capacity, resiliency, slab, columns, seed, drives, volumes, map, slabs, other);
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

  CapacityPlan capacity() {
    return capacity;
  }

  /** How many slabs there are, and why. */
  Figure<Integer> slabCount() {
    return slabs;
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
          "%,d slabs of %s in %d copies fill %s of the pool; %s, no %s has two copies of a slab.",
          map.slabs(),
          slab.value() + (slab.confidence().starred() ? "*" : ""),
          map.copies(),
          fill().value(),
          evenness(),
          drives.level() == FaultDomain.NODE ? "server" : drives.level());
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

  /** A number of a table that follows from the slabs: starred as long as their size is assumed. */
  Cell cell(Object number) {
    return new Cell(number, slab.confidence().starred());
  }

  /** What a table says about the seed. */
  String seedNote() {
    return "Seed " + seed + ".";
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
  public DataLocation locate(@Takes(VolumeNames.class) String volume, Bytes offset, Bytes length) {
    return DataLocation.of(this, volume, offset, length);
  }

  Figure<Integer> columns() {
    return columns;
  }

  /** The drives that are gone. */
  BitSet failedDrives() {
    return (BitSet) failedDrives.clone();
  }

  /** The same slabs on other drives. */
  Placement with(SlabMap otherMap) {
    return new Placement(
        capacity, resiliency, slab, columns, seed, drives, volumes, otherMap, slabs, failures);
  }

  /** The same placement with a server or drive back that had failed. */
  Placement without(String failure) {
    return with(failures.without(failure));
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
   *     r.dirty(pct(5))} or {@code r -> r.away(hours(2)).writes(mb(500))}
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

  /** The same failures over slabs that were placed, moved or taken away since. */
  Placement changed(
      CapacityPlan plan,
      CapacityDrives pooled,
      List<VolumeSlabs> volumesNow,
      SlabMap mapNow,
      Figure<Integer> count) {
    return new Placement(
        plan, resiliency, slab, columns, seed, pooled, volumesNow, mapNow, count, failures);
  }

  /**
   * A volume grows. Slabs that are there stay where they are; new ones go where most room is, in
   * proportion.
   *
   * <pre>{@code
   * placed.grow("ObjStore_1", tb(2)).optimize()
   * }</pre>
   *
   * @param volume the name of one of the volumes
   * @param by how much more it holds, before copies; rounded up to whole slabs
   * @throws Refusal if there is no such volume, it gets larger than the build allows, there is not
   *     enough room beside what is there, or something has failed
   */
  public Placement grow(@Takes(VolumeNames.class) String volume, Bytes by) {
    return new VolumeChange(this).grow(volume, by);
  }

  /**
   * A volume more, placed beside what is there.
   *
   * @param volume a name that no volume has
   * @param size what it holds, before copies; rounded up to whole slabs
   * @throws Refusal if there is such a volume, it is larger than the build allows, there is not
   *     enough room beside what is there, or something has failed
   */
  public Placement add(String volume, Bytes size) {
    return new VolumeChange(this).add(volume, size);
  }

  /**
   * A volume less. The others stay where they are.
   *
   * @param volume the name of one of the volumes
   * @throws Refusal if there is no such volume, it is the last one, or something has failed
   */
  public Placement delete(@Takes(VolumeNames.class) String volume) {
    return new VolumeChange(this).delete(volume);
  }

  /**
   * Confines a volume to other servers than before. Nothing moves until {@link #optimize} is asked.
   *
   * <p>Source: Delimit the allocation of volumes.
   *
   * <pre>{@code
   * placed.delimit("ObjStore_1", "n1", "n2", "n3", "n4").optimize().verdict()
   * }</pre>
   *
   * @param volume the name of one of the volumes
   * @param servers as many as there are copies, or more; none to allow all again
   * @throws Refusal if there is no such volume or server, they are too few for the copies, or
   *     something has failed
   */
  public Placement delimit(
      @Takes(VolumeNames.class) String volume, @Takes(StampWords.Servers.class) String... servers) {
    return new VolumeChange(this).delimit(volume, List.of(servers));
  }

  /**
   * Moves copies until every drive is filled alike again, in proportion to its size.
   *
   * @throws Refusal if something has failed
   */
  public Rebalancing optimize() {
    return Rebalancing.of(this, stamp());
  }

  /**
   * Moves copies until the drives of another description of the stamp are filled alike. Drives of
   * the same id and size are the same drives; what was on others is made anew.
   *
   * @param changed the stamp with servers or drives more or less
   * @throws Refusal if the slabs do not fit, or something has failed
   */
  public Rebalancing on(Stamp changed) {
    return Rebalancing.of(this, changed);
  }

  /**
   * Adds servers to the stamp and moves copies until their drives are filled like the others.
   *
   * <pre>{@code
   * placed.addServers(2, n -> n.memory(gb(384)).cores(40).boot(SSD, gb(480))
   *     .cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))).why("moved")
   * }</pre>
   *
   * @param count 1 or more
   * @param spec describes one of them
   * @throws Refusal if the description breaks a rule, or something has failed
   */
  public Rebalancing addServers(int count, Consumer<ServerBuilder> spec) {
    return on(stamp().addServers(count, spec));
  }

  /**
   * Takes servers away for good and makes their copies anew on the others.
   *
   * <pre>{@code
   * placed.removeServers("n8").why("ratio")
   * }</pre>
   *
   * @param servers such as {@code n3}
   * @throws Refusal if there is no such server, too few are left, the slabs do not fit, or
   *     something has failed
   */
  public Rebalancing removeServers(@Takes(StampWords.Servers.class) String... servers) {
    return on(stamp().removeServers(servers));
  }
}
