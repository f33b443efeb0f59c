package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.storage.engine.SlabMap;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * Which volume gets how many slabs, and on which servers, before any is placed. What does not fit
 * is refused here.
 */
final class SlabPlan {

  private final CapacityPlan capacity;
  private final PlacementOptions options;
  private final Figure<Bytes> slab;
  private final int copies;
  private final CapacityDrives drives;
  private final List<VolumeSlabs> volumes;
  private final SlabSpread spread;

  /**
   * Plans all volumes.
   *
   * @throws Refusal if a slab fits on no drive, or the volumes do not fit as they are to be placed
   */
  SlabPlan(CapacityPlan capacity, PlacementOptions options) {
    this.capacity = capacity;
    this.options = options;
    this.slab = options.slab();
    this.copies = options.resiliency().copies().value();
    requireThatSlabsFit();
    this.drives = new CapacityDrives(capacity.pool(), slab.value(), options.faultDomain());
    this.volumes = confined(slabsOfVolumes());
    this.spread = new SlabSpread(drives, drives.tree(), copies, volumes);
    requireRoomOnTheirServers();
  }

  CapacityDrives drives() {
    return drives;
  }

  List<VolumeSlabs> volumes() {
    return volumes;
  }

  SlabMap place() {
    return spread.place(options.seed());
  }

  /** How many slabs there are, and why. */
  Figure<Integer> count() {
    int slabs = volumes.stream().mapToInt(VolumeSlabs::slabs).sum();
    Fact rule = Facts.storage().fact("layout/slabSpread");
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
          .by(rule);
    }
    Figure<Bytes> planned =
        Pool.sum(
            "volumes", capacity.volumes().groups().stream().map(VolumePlan.Group::total).toList());
    return Figure.derived("slabs", slabs, "{volumes} ÷ {slab}, in whole slabs", planned, slab)
        .by(rule);
  }

  private void requireThatSlabsFit() {
    Bytes smallest =
        capacity.stamp().servers().stream()
            .flatMap(server -> server.capacityDrives().stream())
            .map(Drive::size)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    if (slab.value().compareTo(smallest) > 0) {
      throw Refusal.of(
              "slab(" + slab.value() + ")", "no slab fits on a capacity drive of " + smallest)
          .wayOut("say slab(mib(256)), or leave it out")
          .asException();
    }
  }

  private List<VolumeSlabs> slabsOfVolumes() {
    VolumePlan plan = capacity.volumes();
    long slabSize = slab.value().count();
    long most = drives.tree().optimum(copies);
    double scale = options.fill().map(fill -> scale(fill, most)).orElse(1.0);
    if (options.faultDomain() != FaultDomain.NODE && options.fill().isEmpty()) {
      requireRoomInFaultDomains(most);
    }
    List<VolumeSlabs> found = new ArrayList<>();
    long end = 0;
    double exact = 0;
    for (VolumePlan.Group group : plan.groups()) {
      for (String name : group.names()) {
        long first = end;
        // Rounding the running sum keeps the whole within a slab of what was asked for.
        exact += group.each().value().count() * scale / slabSize;
        end = Math.min(Math.round(exact), most);
        if (end > Integer.MAX_VALUE / copies) {
          throw Refusal.of("slab(" + slab.value() + ")", "that makes more than 2^31 copies")
              .wayOut("take a larger slab")
              .asException();
        }
        found.add(new VolumeSlabs(name, (int) first, (int) end));
      }
    }
    return List.copyOf(found);
  }

  /**
   * What every volume is multiplied with for the pool to be filled as far as that.
   *
   * @param most slabs that fit
   */
  private double scale(Ratio fill, long most) {
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
    return wanted * slab.value().count() / planned();
  }

  /** What the volumes hold in full, in bytes. */
  private long planned() {
    return capacity.volumes().groups().stream().mapToLong(g -> g.total().value().count()).sum();
  }

  /** The plan of the volumes knows copies in different servers: larger fault domains hold less. */
  private void requireRoomInFaultDomains(long most) {
    long slabSize = slab.value().count();
    if (planned() / slabSize > most + drives.count()) {
      throw Refusal.of(
              "faultDomain(" + options.faultDomain().name() + ")",
              "in copies of which no two are in one "
                  + options.faultDomain()
                  + " at most "
                  + Bytes.of(Math.multiplyExact(most, slabSize), ByteUnit.TB)
                  + " fit, and the volumes are "
                  + Bytes.of(planned(), ByteUnit.TB))
          .source(Facts.storage().fact("faultDomains/automatic").citation())
          .wayOut("say fill(…), describe smaller volumes, or spread the servers more evenly")
          .asException();
    }
  }

  private List<VolumeSlabs> confined(List<VolumeSlabs> all) {
    List<VolumeSlabs> confined = new ArrayList<>(all);
    options
        .delimits()
        .forEach(
            (name, servers) -> {
              String given = "delimit(\"" + name + "\", …)";
              int number = VolumeSlabs.find(name, all, given);
              List<String> allowed =
                  SlabSpread.servers(capacity.stamp(), given, servers, options.resiliency());
              confined.set(number, all.get(number).confinedTo(allowed));
            });
    return List.copyOf(confined);
  }

  private void requireRoomOnTheirServers() {
    if (!spread.fits()) {
      int number = spread.firstConfined();
      VolumeSlabs volume = volumes.get(number);
      throw Refusal.of(
              "delimit(\"" + volume.name() + "\", …)",
              "beside the other volumes at most "
                  + slab.value().times(spread.most(number)).as(ByteUnit.TB)
                  + " of it fit on these servers, and it has "
                  + slab.value().times(volume.slabs()).as(ByteUnit.TB))
          .source(Facts.storage().fact("reserve/delimited").citation())
          .wayOut("name more servers, or make volumes smaller")
          .asException();
    }
  }
}
