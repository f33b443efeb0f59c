package org.stackbook.storage;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.DelimitedPlacer;
import org.stackbook.storage.engine.DriveTree;
import org.stackbook.storage.engine.MirrorPlacer;
import org.stackbook.storage.engine.MirrorRebalancer;
import org.stackbook.storage.engine.MirrorRepair;
import org.stackbook.storage.engine.Rebalance;
import org.stackbook.storage.engine.SlabMap;

/**
 * Volumes that are to be spread over drives: all over all of them, or some confined to some
 * servers.
 */
final class SlabSpread {

  private final CapacityDrives drives;
  private final DriveTree tree;
  private final int copies;
  private final List<VolumeSlabs> volumes;

  /**
   * @param tree the drives, or what is left of them
   */
  SlabSpread(CapacityDrives drives, DriveTree tree, int copies, List<VolumeSlabs> volumes) {
    this.drives = drives;
    this.tree = tree;
    this.copies = copies;
    this.volumes = volumes;
  }

  /**
   * Servers that a volume can be confined to.
   *
   * @throws Refusal if one of them is none of the stamp, or they are too few for the copies
   */
  static List<String> servers(
      Stamp stamp, String given, List<String> names, Resiliency resiliency) {
    names.forEach(name -> stamp.server(name, given));
    List<String> servers = List.copyOf(new LinkedHashSet<>(names));
    Figure<Integer> copies = resiliency.copies();
    if (!servers.isEmpty() && servers.size() < copies.value()) {
      throw Refusal.of(
              given,
              copies.value() + " copies are on different servers, and these are " + servers.size())
          .source(Facts.storage().fact("layout/slabSpread").citation())
          .wayOut("name more servers, or none to allow all")
          .asException();
    }
    return servers;
  }

  /** The same spread of the one volume with that many slabs. */
  SlabSpread of(int slabs) {
    VolumeSlabs only = volumes.get(0);
    return new SlabSpread(
        drives, tree, copies, List.of(new VolumeSlabs(only.name(), 0, slabs, only.servers())));
  }

  private boolean isFree() {
    return volumes.stream().allMatch(volume -> volume.servers().isEmpty());
  }

  private int[] slabs() {
    return volumes.stream().mapToInt(VolumeSlabs::slabs).toArray();
  }

  private boolean[][] allowed() {
    boolean[][] allowed = new boolean[volumes.size()][drives.servers().size()];
    for (int i = 0; i < allowed.length; i++) {
      List<String> servers = volumes.get(i).servers();
      for (int server = 0; server < allowed[i].length; server++) {
        allowed[i][server] =
            servers.isEmpty() || servers.contains(drives.servers().get(server).name());
      }
    }
    return allowed;
  }

  /** The most slabs that a volume can have while the others keep theirs. */
  int most(int volume) {
    return DelimitedPlacer.mostSlabs(tree, copies, slabs(), allowed(), volume);
  }

  /** Whether all volumes fit. */
  boolean fits() {
    return isFree()
        ? Arrays.stream(slabs()).asLongStream().sum() <= tree.optimum(copies)
        : DelimitedPlacer.fit(tree, copies, slabs(), allowed());
  }

  /** The first volume that is confined. */
  int firstConfined() {
    for (int i = 0; i < volumes.size(); i++) {
      if (!volumes.get(i).servers().isEmpty()) {
        return i;
      }
    }
    return 0;
  }

  SlabMap place(long seed) {
    return isFree()
        ? MirrorPlacer.place(tree, copies, Arrays.stream(slabs()).sum(), seed)
        : DelimitedPlacer.place(tree, copies, slabs(), allowed(), seed);
  }

  /**
   * Rebuilds lost copies.
   *
   * @param room how many more copies each drive can take
   */
  MirrorRepair repair(SlabMap damaged, BitSet lost, int[] room, long seed) {
    return MirrorRepair.rebuild(damaged, tree, slabs(), allowed(), lost, room, seed);
  }

  /**
   * Evens out what is there.
   *
   * @param driveNow as for {@link MirrorRebalancer}
   */
  Rebalance rebalance(SlabMap before, int[] driveNow, long seed) {
    return isFree()
        ? MirrorRebalancer.rebalance(before, driveNow, tree, seed)
        : MirrorRebalancer.rebalance(before, driveNow, tree, slabs(), allowed(), seed);
  }
}
