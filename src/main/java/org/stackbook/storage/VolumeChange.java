package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.fact.Source;
import org.stackbook.storage.engine.DriveTree;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.Bytes;

/** A volume that grows, comes or goes, while the slabs of the others stay where they are. */
final class VolumeChange {

  private final Placement placed;
  private final List<VolumeSlabs> volumes;

  VolumeChange(Placement placed) {
    this.placed = placed;
    this.volumes = placed.volumes();
  }

  Placement grow(String name, Bytes by) {
    String given = "grow(\"" + name + "\", " + by + ")";
    requireWhole(given);
    int number = VolumeSlabs.find(name, volumes, given);
    VolumeSlabs volume = volumes.get(number);
    int more = slabs(by, given);
    requireSize(given, sizeOf(volume).plus(placed.slab().value().times(more)));
    return inserted(given, name, number, volume.end(), more, by);
  }

  Placement add(String name, Bytes size) {
    String given = "add(\"" + name + "\", " + size + ")";
    requireWhole(given);
    if (name.isBlank() || volumes.stream().anyMatch(v -> v.name().equalsIgnoreCase(name))) {
      throw Refusal.of(given, name.isBlank() ? "a volume has a name" : "there is a " + name)
          .wayOut("another name, or grow(…)")
          .asException();
    }
    int more = slabs(size, given);
    requireSize(given, size);
    requireCount(given);
    return inserted(given, name, volumes.size(), placed.slabs(), more, size);
  }

  Placement delete(String name) {
    String given = "delete(\"" + name + "\")";
    requireWhole(given);
    int number = VolumeSlabs.find(name, volumes, given);
    if (volumes.size() == 1) {
      throw Refusal.of(given, "it is the last volume")
          .wayOut("add another one first")
          .asException();
    }
    VolumeSlabs volume = volumes.get(number);
    SlabMap map = placed.map();
    int gone = volume.slabs();
    List<VolumeSlabs> left = new ArrayList<>(volumes.subList(0, number));
    for (VolumeSlabs later : volumes.subList(number + 1, volumes.size())) {
      left.add(later.from(later.first() - gone));
    }
    Figure<Integer> before = placed.slabCount().named("slabs before");
    return changed(
        left,
        List.of(map.part(0, volume.first()), map.part(volume.end(), map.slabs())),
        Figure.derived(
            "slabs",
            placed.slabs() - gone,
            "{slabs before} − {deleted}",
            before,
            Figure.given("deleted", gone, given)));
  }

  /** Puts new slabs at the end of a volume. */
  private Placement inserted(String given, String name, int number, int at, int more, Bytes size) {
    SlabMap map = placed.map();
    CapacityDrives drives = placed.drives();
    DriveTree room = drives.tree().lessThan(map.copiesPerDrive(drives.count()));
    SlabSpread spread =
        new SlabSpread(
            drives,
            room,
            map.copies(),
            List.of(number < volumes.size() ? volumes.get(number) : new VolumeSlabs(name, 0, 0)));
    int most = spread.most(0);
    if (more > most) {
      throw Refusal.of(
              given,
              "beside what is there at most "
                  + placed.inBytes(most)
                  + " find room in "
                  + map.copies()
                  + " copies")
          .source(placed.pool().reserve().sources().stream().map(Source::title).toList().get(0))
          .wayOut("less, delete(…) a volume, or optimize() first if drives are filled unevenly")
          .asException();
    }
    List<VolumeSlabs> now = new ArrayList<>(volumes.subList(0, number));
    now.add(
        number < volumes.size()
            ? volumes.get(number).with(more)
            : new VolumeSlabs(name, at, at + more));
    for (int i = number + 1; i < volumes.size(); i++) {
      now.add(volumes.get(i).from(volumes.get(i).first() + more));
    }
    // A seed of its own: the same draws again would put new copies where the first ones went.
    SlabMap added = spread.of(more).place(placed.seed() + map.slabs());
    return changed(
        now,
        List.of(map.part(0, at), added, map.part(at, map.slabs())),
        Figure.derived(
            "slabs",
            placed.slabs() + more,
            "{slabs before} + {more} ÷ {slab}, in whole slabs",
            placed.slabCount().named("slabs before"),
            Figure.given("more", size, given),
            placed.slab()));
  }

  Placement delimit(String name, List<String> servers) {
    String given = "delimit(\"" + name + "\", …)";
    requireWhole(given);
    int number = VolumeSlabs.find(name, volumes, given);
    List<String> allowed = SlabSpread.servers(placed.stamp(), given, servers, placed.resiliency());
    List<VolumeSlabs> now = new ArrayList<>(volumes);
    now.set(number, volumes.get(number).confinedTo(allowed));
    return placed.changed(
        placed.capacity(), placed.drives(), List.copyOf(now), placed.map(), placed.slabCount());
  }

  private Placement changed(List<VolumeSlabs> now, List<SlabMap> maps, Figure<Integer> count) {
    return placed.changed(
        placed.capacity(), placed.drives(), List.copyOf(now), SlabMap.joined(maps), count);
  }

  private void requireWhole(String given) {
    requireNothingFailed(placed, given);
  }

  /** Refuses to change slabs of which copies are missing. */
  static void requireNothingFailed(Placement placed, String given) {
    if (!placed.failed().isEmpty()) {
      throw Refusal.of(
              given, String.join(", ", placed.failed()) + " failed, and repair comes first")
          .wayOut("ask the placement in which nothing has failed")
          .asException();
    }
  }

  private int slabs(Bytes size, String given) {
    long slab = placed.slab().value().count();
    long wanted = size.count() / slab + (size.count() % slab == 0 ? 0 : 1);
    if (!size.isPositive()) {
      throw Refusal.of(given, "a volume holds more than 0 bytes")
          .wayOut("say a size, such as tb(2)")
          .asException();
    }
    return (int) Math.min(wanted, Integer.MAX_VALUE);
  }

  private Bytes sizeOf(VolumeSlabs volume) {
    return placed.inBytes(volume.slabs());
  }

  private void requireSize(String given, Bytes size) {
    Figure<Bytes> most = placed.stamp().build().limits().volumeSize();
    // A slab is no part of what the user said: rounding up to one is not held against a volume.
    if (size.minus(placed.slab().value()).compareTo(most.value()) >= 0) {
      throw Refusal.of(
              given,
              "a volume of build "
                  + placed.stamp().build()
                  + " holds at most "
                  + most.value()
                  + ", this would be "
                  + size)
          .source(most.rules().get(0).citation())
          .wayOut("add(…) another volume")
          .asException();
    }
  }

  private void requireCount(String given) {
    Figure<Integer> most = placed.stamp().build().limits().volumes();
    if (volumes.size() >= most.value()) {
      throw Refusal.of(
              given,
              "a cluster of build "
                  + placed.stamp().build()
                  + " has at most "
                  + most.value()
                  + " volumes")
          .source(most.rules().get(0).citation())
          .wayOut("grow(…) a volume, or delete(…) one first")
          .asException();
    }
  }
}
