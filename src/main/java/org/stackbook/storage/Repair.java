package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.DriveTree;
import org.stackbook.storage.engine.MirrorRepair;
import org.stackbook.storage.engine.RepairLoad;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * How a pool gets back all its copies: who reads and writes how much, how long that takes, and how
 * much data has how few copies meanwhile.
 *
 * <pre>{@code
 * var repair = placed.fail("n3", "n6").repair(r -> r.speed("High"));
 * repair.why("whole after");
 * repair.repaired().fail("n1").slabsWith(0) // → 0
 * }</pre>
 *
 * <p>Source: Plan volumes in Storage Spaces Direct (immediate, in-place, parallel repair);
 * Understand and monitor storage resync (dirty regions); Adjustable storage repair speed.
 */
public final class Repair extends Result implements OfStamp {

  private final Placement before;
  private final Placement after;
  private final @Nullable String back;
  private final MirrorRepair repair;
  private final Figure<Ratio> part;
  private final RepairCourse course;
  private final Figure<Integer> copies;
  private final Figure<Bytes> copied;
  private final Figure<Timespan> duration;

  private Repair(
      Placement before,
      Placement after,
      @Nullable String back,
      MirrorRepair repair,
      RepairOptions options) {
    this.before = before;
    this.after = after;
    this.back = back;
    this.repair = repair;
    RepairLoad load = repair.load();
    this.part =
        back == null
            ? Figure.derived("dirty share", Ratio.of(1), "all of a lost copy is missing")
            : options.dirty(dataOf(before));
    this.course =
        new RepairCourse(before.drives(), load, perCopy(), part.value(), atTheBeginning(), options);
    int count = 0;
    for (int left = 1; left < load.copies(); left++) {
      count += load.copied(left);
    }
    this.copies = counted(back == null ? "rebuilt copies" : "copies brought up to date", count);
    this.copied =
        Figure.derived(
            back == null ? "rebuilt" : "copied",
            course.bytes(count),
            "{" + copies.name() + "} × {" + perCopy().name() + "}",
            copies,
            perCopy());
    this.duration = course.inAll(back == null ? "repaired after" : "up to date after");
  }

  static Repair rebuild(Placement broken, Consumer<RepairOptions> words) {
    RepairOptions options = new RepairOptions();
    words.accept(options);
    if (options.saidOfReturn().isPresent()) {
      throw Refusal.of(
              options.saidOfReturn().get(),
              "a copy is rebuilt as a whole; only a server or drive that comes back has regions to"
                  + " compare")
          .source(Facts.storage().fact("repair/tracking").citation())
          .wayOut("leave it out, or say back(\"n3\", r -> r.dirty(pct(5)))")
          .asException();
    }
    CapacityDrives drives = broken.drives();
    MirrorRepair done =
        new SlabSpread(drives, drives.tree(), broken.map().copies(), broken.volumes())
            .repair(broken.map(), broken.failedDrives(), room(broken), broken.seed());
    Placement after = broken.with(done.map());
    return new Repair(broken, after, null, done, options);
  }

  static Repair resync(Placement broken, String name, Consumer<RepairOptions> words) {
    if (!broken.failed().contains(name)) {
      throw Refusal.of("back(\"" + name + "\")", "it has not failed")
          .nearest(name, broken.failed())
          .wayOut(
              broken.failed().isEmpty()
                  ? "fail it first"
                  : "name one of " + String.join(", ", broken.failed()))
          .asException();
    }
    RepairOptions options = new RepairOptions();
    words.accept(options);
    Placement after = broken.without(name);
    BitSet returned = broken.failedDrives();
    returned.andNot(after.failedDrives());
    MirrorRepair done =
        MirrorRepair.resync(broken.map(), broken.failedDrives(), returned, broken.drives().count());
    return new Repair(broken, after, name, done, options);
  }

  /** How many more copies each drive that is up can take, its reserve included. */
  private static int[] room(Placement broken) {
    CapacityDrives drives = broken.drives();
    BitSet failed = broken.failedDrives();
    int[] room = drives.slabsOf().clone();
    int[] held = broken.map().copiesPerDrive(drives.count());
    Arrays.setAll(room, d -> failed.get(d) ? 0 : room[d] - held[d]);
    return room;
  }

  private static Figure<Bytes> dataOf(Placement placed) {
    Figure<Bytes> slab = placed.slab();
    return Figure.derived(
        "data",
        slab.value().times(placed.slabs()).as(ByteUnit.TB),
        "{slabs} × {slab}",
        placed.slabCount(),
        slab);
  }

  private Figure<Bytes> perCopy() {
    Figure<Bytes> slab = before.slab();
    return back == null
        ? slab
        : Figure.derived(
                "stale part of a copy",
                slab.value().times(part.value()),
                "{slab} × {dirty share}",
                slab,
                part)
            .by(Facts.storage().fact("repair/tracking"));
  }

  /** Of a copy that comes back, what nobody wrote to is good at once. */
  private double[] atTheBeginning() {
    int[] was = before.survivors();
    int[] is = after.survivors();
    double stale = part.value().value();
    double[] slabs = new double[was.length];
    Arrays.setAll(slabs, i -> stale * was[i] + (1 - stale) * (back == null ? was[i] : is[i]));
    return slabs;
  }

  private Figure<Integer> counted(String name, int count) {
    return Figure.derived(
            name,
            count,
            back == null
                ? "copies of the {slabs} placed by seed {seed} that found a drive in place of those on"
                    + " {failed}"
                : "copies of the {slabs} placed by seed {seed} that {failed} holds and of which there"
                    + " is another one",
            before.why("slabs").figure(),
            Figure.given("seed", String.valueOf(before.seed()), "seed(…)"),
            Figure.given(
                "failed",
                back == null ? String.join(", ", before.failed()) : back,
                back == null ? "fail(…)" : "back(…)"))
        .by(Facts.storage().fact("layout/slabSpread"));
  }

  /** The stamp whose pool is repaired. */
  @Override
  public Stamp stamp() {
    return before.stamp();
  }

  /** How it was before the repair. */
  Placement before() {
    return before;
  }

  RepairCourse course() {
    return course;
  }

  /** What is read, and as much written. */
  Figure<Bytes> copied() {
    return copied;
  }

  Figure<Timespan> duration() {
    return duration;
  }

  /**
   * The placement after the repair, for further what-ifs. What has failed is still gone, or back.
   */
  public Placement repaired() {
    return after;
  }

  /**
   * The placement while the repair goes on, for failures that come before its end.
   *
   * <pre>{@code
   * placed.fail("n3").repair().after(hours(2)).fail("n6").verdict()
   * }</pre>
   *
   * @param time since the beginning of the repair
   * @throws Refusal if a server or drive has come back: its copies are good in part until the end
   */
  public Placement after(Timespan time) {
    if (back != null) {
      throw Refusal.of(
              "after(" + time + ")", "the copies of " + back + " are good in part until the end")
          .wayOut("ask for repaired()")
          .asException();
    }
    return before.with(repair.until(before.map(), before.failedDrives(), course.doneAfter(time)));
  }

  /**
   * What is copied when: each pass with its beginning and end, how much it copies and what it waits
   * for.
   *
   * <pre>{@code
   * placed.fail("n3", "n6").repair().timeline()
   * }</pre>
   */
  public RepairTimeline timeline() {
    return new RepairTimeline(this);
  }

  /** What a number of slabs holds, parts of slabs included. */
  Bytes data(double slabs) {
    return Bytes.of(Math.round(slabs * before.slab().value().count()), ByteUnit.TB);
  }

  /** Copies that are missing from slabs that still have one. */
  private static int missing(Placement placement) {
    return missing(placement.survivors());
  }

  private static int missing(int[] bySurvivors) {
    int missing = 0;
    for (int left = 1; left < bySurvivors.length; left++) {
      missing += (bySurvivors.length - 1 - left) * bySurvivors[left];
    }
    return missing;
  }

  @Override
  public String title() {
    return back == null
        ? "Repair of "
            + stamp().name()
            + (before.failed().isEmpty() ? "" : " without " + String.join(", ", before.failed()))
        : "Return of " + back + " to " + stamp().name();
  }

  @Override
  public String verdict() {
    return back == null ? verdictOfRebuild() : verdictOfReturn();
  }

  private String verdictOfRebuild() {
    int left = missing(after);
    String lost = clause(course.end().slabs().get(0), "; %s are lost");
    if (missing(before) == 0) {
      return "Nothing to repair: no copy of a slab that is left is missing" + lost + ".";
    }
    if (left == 0) {
      return "Whole again after " + timeOf(duration) + lastCopy() + lost + ".";
    }
    String gap = before.inBytes(left) + " of copies find no place";
    String done =
        copies.value() == 0
            ? "Nothing can be rebuilt: " + gap
            : "Not whole after " + timeOf(duration) + ": " + gap;
    return done + ", " + because() + lastCopy() + lost + ".";
  }

  private String because() {
    CapacityDrives drives = before.drives();
    int copies = before.map().copies();
    for (VolumeSlabs volume : before.volumes()) {
      int up = domainsUp(volume);
      if (up < copies && missing(after.survivors(volume)) > 0) {
        return copies
            + " copies need as many "
            + plural(drives.level())
            + " and "
            + up
            + (volume.servers().isEmpty()
                ? " can take them"
                : " of those that " + volume.name() + " is confined to can take them");
      }
    }
    return "the drives that are up have not enough room in the right " + plural(drives.level());
  }

  private static String plural(FaultDomain level) {
    return switch (level) {
      case NODE -> "servers";
      case CHASSIS -> "chassis";
      default -> level + "s";
    };
  }

  /** How many fault domains have a drive that is up and that a volume may use. */
  private int domainsUp(VolumeSlabs volume) {
    CapacityDrives drives = before.drives();
    DriveTree tree = drives.tree();
    BitSet up = new BitSet();
    for (int drive = 0; drive < drives.count(); drive++) {
      String server = drives.drive(drive).server();
      if (!before.failedDrives().get(drive)
          && (volume.servers().isEmpty() || volume.servers().contains(server))) {
        up.set(tree.domainOfDrive(drive));
      }
    }
    return up.cardinality();
  }

  private String verdictOfReturn() {
    if (copies.value() == 0) {
      return back + " has nothing to catch up with: it holds no copy of a slab that is left.";
    }
    String stale = clause(course.end().slabs().get(0), "; %s has no other copy to catch up with");
    return String.format(
        Locale.ROOT,
        "%s is up to date after %s: %s%s copied, not all %s%s%s.",
        back,
        timeOf(duration),
        copied.value(),
        star(copied),
        before.inBytes(copies.value()),
        lastCopy(),
        stale);
  }

  private String lastCopy() {
    double first = course.moments().get(0).slabs().get(1);
    double last = course.end().slabs().get(1);
    if (data(last).isPositive()) {
      return "; " + data(last) + " stay on the last copy";
    }
    return lastCopyUntil()
        .map(until -> "; " + data(first) + " on the last copy until " + timeOf(until))
        .orElse("; none on the last copy");
  }

  /** The first pass, if it is that of slabs with one copy. */
  private Optional<Figure<Timespan>> lastCopyUntil() {
    return course.load().copied(1) == 0
        ? Optional.empty()
        : Optional.of(course.passes().get(0).takes());
  }

  private String clause(double slabs, String text) {
    Bytes data = data(slabs);
    return data.isPositive() ? String.format(Locale.ROOT, text, data) : "";
  }

  private static String timeOf(Figure<Timespan> time) {
    return time.value() + star(time);
  }

  private static String star(Figure<?> figure) {
    return figure.confidence().starred() ? "*" : "";
  }

  @Override
  public DataTable data() {
    return new RepairView(this).perServer();
  }

  @Override
  public Optional<Picture> picture() {
    return copies.value() == 0 && missing(before) == 0
        ? Optional.empty()
        : Optional.of(new RepairView(this).exposure());
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    if (back == null && missing(after) == 0) {
      figures.add(duration.named("whole after"));
    } else {
      figures.add(duration);
    }
    lastCopyUntil().ifPresent(until -> figures.add(until.named("last copy until")));
    figures.addAll(course.timesOfPasses());
    figures.addAll(List.of(copied, copies));
    if (back == null) {
      figures.addAll(room());
    } else {
      figures.add(part);
    }
    figures.addAll(course.rates());
    figures.add(before.slab());
    return figures;
  }

  /** What could take copies, what is left of that, and what found no place. */
  private List<Figure<?>> room() {
    Figure<Bytes> slab = before.slab();
    long free = Arrays.stream(room(before)).asLongStream().sum();
    Figure<Long> slabs =
        Figure.given(
            "free slabs", free, "whole slabs on the drives that are up, less their copies");
    Figure<Bytes> room =
        Figure.derived(
                "free capacity",
                slab.value().times(free).as(ByteUnit.TB),
                "{free slabs} × {slab}",
                slabs,
                slab)
            .by(Facts.storage().fact("reserve/purpose"));
    Figure<Integer> unplaced =
        Figure.derived(
            "copies without a place",
            missing(after),
            "{missing copies} − {rebuilt copies}",
            Figure.given("missing copies", missing(before), "copies of slabs that survive"),
            copies);
    return List.of(
        room,
        Figure.derived(
            "free capacity left",
            room.value().minus(copied.value()),
            "{free capacity} − {rebuilt}",
            room,
            copied),
        unplaced);
  }
}
