package org.stackbook.storage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
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
 * <p>Copies are counted, not votes: whether cluster and pool keep their quorum is not part of this
 * result.
 *
 * <p>Source: Delimit the allocation of volumes; Understand the cache (each slab is copied to drives
 * in different servers and spread evenly over every drive in every server).
 */
public final class Placement extends Result implements OfStamp {

  private final CapacityPlan capacity;
  private final Resiliency resiliency;
  private final Figure<Bytes> slab;
  private final long seed;
  private final CapacityDrives drives;
  private final List<VolumeSlabs> volumes;
  private final SlabMap map;
  private final Figure<Integer> slabs;
  private final Set<String> failed;
  private final BitSet failedDrives;
  private final int[] bySurvivors;

  private Placement(
      CapacityPlan capacity,
      Resiliency resiliency,
      Figure<Bytes> slab,
      long seed,
      CapacityDrives drives,
      List<VolumeSlabs> volumes,
      SlabMap map,
      Figure<Integer> slabs,
      Set<String> failed) {
    this.capacity = capacity;
    this.resiliency = resiliency;
    this.slab = slab;
    this.seed = seed;
    this.drives = drives;
    this.volumes = volumes;
    this.map = map;
    this.slabs = slabs;
    this.failed = failed;
    this.failedDrives = drives.named(failed);
    this.bySurvivors = map.survivors(failedDrives, 0, map.slabs());
  }

  static Placement place(CapacityPlan capacity, PlacementOptions options) {
    Pool pool = capacity.pool();
    Figure<Bytes> slab = options.slab();
    requireThatSlabsFit(pool.stamp(), slab.value());
    CapacityDrives drives = new CapacityDrives(pool, slab.value(), options.faultDomain());
    int copies = options.resiliency().copies().value();
    List<VolumeSlabs> volumes =
        confined(slabsOfVolumes(capacity.volumes(), options, drives, copies), pool, options);
    SlabSpread spread = new SlabSpread(drives, drives.tree(), copies, volumes);
    requireRoom(spread, volumes, slab.value());
    SlabMap map = spread.place(options.seed());
    return new Placement(
        capacity,
        options.resiliency(),
        slab,
        options.seed(),
        drives,
        volumes,
        map,
        counted(capacity, options, slab, drives, map.slabs()),
        Set.of());
  }

  private static List<VolumeSlabs> confined(
      List<VolumeSlabs> volumes, Pool pool, PlacementOptions options) {
    List<String> names = volumes.stream().map(VolumeSlabs::name).toList();
    List<VolumeSlabs> confined = new ArrayList<>(volumes);
    options
        .delimits()
        .forEach(
            (name, servers) -> {
              String given = "delimit(\"" + name + "\", …)";
              int number = names.indexOf(name);
              if (number < 0) {
                throw Refusal.of(given, "no such volume. Volumes are " + String.join(", ", names))
                    .nearest(name, names)
                    .wayOut("name one of them")
                    .asException();
              }
              confined.set(
                  number,
                  volumes
                      .get(number)
                      .confinedTo(
                          SlabSpread.servers(pool.stamp(), given, servers, options.resiliency())));
            });
    return List.copyOf(confined);
  }

  private static void requireRoom(SlabSpread spread, List<VolumeSlabs> volumes, Bytes slab) {
    if (!spread.fits()) {
      VolumeSlabs volume = volumes.get(spread.firstConfined());
      throw Refusal.of(
              "delimit(\"" + volume.name() + "\", …)",
              "beside the other volumes at most "
                  + slab.times(spread.most(spread.firstConfined())).as(ByteUnit.TB)
                  + " of it fit on these servers, and it has "
                  + slab.times(volume.slabs()).as(ByteUnit.TB))
          .source(Facts.storage().fact("reserve/delimited").citation())
          .wayOut("name more servers, or make volumes smaller")
          .asException();
    }
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
    long most = drives.tree().optimum(copies);
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
    if (options.faultDomain() != FaultDomain.NODE && options.fill().isEmpty()) {
      requireRoom(plan, options, drives, most);
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

  /** The plan of the volumes knows copies in different servers: larger fault domains hold less. */
  private static void requireRoom(
      VolumePlan plan, PlacementOptions options, CapacityDrives drives, long most) {
    Bytes slab = options.slab().value();
    long planned = plan.groups().stream().mapToLong(g -> g.total().value().count()).sum();
    if (planned / slab.count() > most + drives.count()) {
      throw Refusal.of(
              "faultDomain(" + options.faultDomain().name() + ")",
              "in copies of which no two are in one "
                  + options.faultDomain()
                  + " at most "
                  + Bytes.of(Math.multiplyExact(most, slab.count()), ByteUnit.TB)
                  + " fit, and the volumes are "
                  + Bytes.of(planned, ByteUnit.TB))
          .source(Facts.storage().fact("faultDomains/automatic").citation())
          .wayOut("say fill(…), describe smaller volumes, or spread the servers more evenly")
          .asException();
    }
  }

  /**
   * The same slabs with servers or drives failed, on top of those failed already.
   *
   * @param names servers ({@code n3}) and drives ({@code n5/disk7})
   * @throws Refusal if there is no such server or drive, or it has failed already, with the nearest
   *     name
   */
  public Placement fail(@Takes(PartsThatAreUp.class) String... names) {
    Set<String> gone = new LinkedHashSet<>(failed);
    for (String name : names) {
      if (name.contains("/")) {
        capacity.pool().stamp().drive(name, "fail(\"" + name + "\")");
      } else {
        capacity.pool().stamp().server(name, "fail(\"" + name + "\")");
      }
      String server = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
      if (gone.contains(server) || !gone.add(name)) {
        throw Refusal.of(
                "fail(\"" + name + "\")",
                (gone.contains(name) ? name : server) + " has failed already")
            .wayOut("name a server or drive that is up")
            .asException();
      }
    }
    return new Placement(
        capacity,
        resiliency,
        slab,
        seed,
        drives,
        volumes,
        map,
        slabs,
        Collections.unmodifiableSet(gone));
  }

  /** The stamp whose slabs are placed. */
  @Override
  public Stamp stamp() {
    return capacity.stamp();
  }

  /** The servers and drives that have failed, in the order in which they did. */
  public Set<String> failed() {
    return failed;
  }

  CapacityPlan capacity() {
    return capacity;
  }

  Resiliency resiliency() {
    return resiliency;
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

  /** Slabs of a volume by the number of copies left. */
  int[] survivors(VolumeSlabs volume) {
    return map.survivors(failedDrives, volume.first(), volume.end());
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
    return failed.isEmpty() ? what : what + " without " + String.join(", ", failed);
  }

  @Override
  public String verdict() {
    if (failed.isEmpty()) {
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
    return left[1] == 0
        ? lost + ", and none is down to its last copy."
        : lost
            + String.format(
                Locale.ROOT,
                "; %,d (%s, %s of data) are down to their last copy.",
                left[1],
                exposed,
                inBytes(left[1]));
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
    return failed.isEmpty() ? view.perServer() : view.perVolume();
  }

  @Override
  public Optional<Picture> picture() {
    PlacementView view = new PlacementView(this);
    return Optional.of(failed.isEmpty() ? view.serverPicture() : view.survivorPicture());
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
    figures.addAll(List.of(capacity.pool().raw(), capacity.pool().reserve(), slab));
    return figures;
  }

  private Figure<Integer> counted(int copies, int count) {
    String name = copies == 0 ? "lost slabs" : "slabs with " + PlacementView.copiesLeft(copies);
    Figure<String> from = Figure.given("seed", String.valueOf(seed), "seed(…)");
    Fact spread = Facts.storage().fact("layout/slabSpread");
    if (failed.isEmpty()) {
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
            Figure.given("failed", String.join(", ", failed), "fail(…)"))
        .by(spread);
  }

  /** The same failures over slabs that were placed, moved or taken away since. */
  Placement changed(
      CapacityPlan plan,
      CapacityDrives pooled,
      List<VolumeSlabs> volumesNow,
      SlabMap mapNow,
      Figure<Integer> count) {
    return new Placement(plan, resiliency, slab, seed, pooled, volumesNow, mapNow, count, failed);
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
