package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.DriveCuts;
import org.stackbook.storage.engine.DriveSets;
import org.stackbook.storage.engine.ServerCuts;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Which failures lose data: for every set of up to three drives and of up to three servers that
 * fail at once, on top of what has failed already. Nothing is sampled; each number counts all sets.
 *
 * <pre>{@code
 * placed.losses();
 * placed.fail("n3").losses().why("sets of two drives that lose data")
 * }</pre>
 *
 * <p>Copies are counted, not votes: a cluster may stop although copies survive.
 *
 * <p>Source: Fault tolerance and storage efficiency in Storage Spaces Direct.
 */
public final class LossAnalysis extends Result implements OfStamp {

  private static final List<String> NUMBERS = List.of("", "one", "two", "three");

  private final Placement placement;
  private final List<String> servers;
  private final ServerCuts serverCuts;
  private final List<Kind> kinds;

  /**
   * Sets of a kind.
   *
   * @param what such as {@code two servers}
   * @param sets how many there are
   * @param losing how many of them lose data
   * @param volumes how many volumes one of them hits
   * @param worst the set that leaves the most slabs lost, or else on their last copy
   */
  private record Kind(String what, long sets, long losing, int volumes, @Nullable ServerSet worst) {

    /** How many there are. */
    Figure<Long> all() {
      return Figure.derived("sets of " + what, sets, "count of all sets of what is up");
    }
  }

  /** Some servers and what is left without them. */
  private record ServerSet(int bits, long lost, long onLastCopy) {

    boolean isWorseThan(ServerSet other) {
      return lost == other.lost ? onLastCopy > other.onLastCopy : lost > other.lost;
    }
  }

  LossAnalysis(Placement placement) {
    this.placement = placement;
    CapacityDrives drives = placement.drives();
    int slabs = placement.map().slabs();
    this.servers = drives.servers().stream().map(server -> server.name()).toList();
    List<ServerCuts> cutsOfVolumes =
        placement.volumes().stream().map(volume -> cuts(placement, volume)).toList();
    this.serverCuts = ServerCuts.joined(cutsOfVolumes);
    DriveCuts driveCuts =
        DriveCuts.of(placement.map(), placement.failedDrives(), drives.count(), 0, slabs);
    int[] upPerServer = new int[servers.size()];
    for (int drive = 0; drive < drives.count(); drive++) {
      if (!placement.failedDrives().get(drive)) {
        upPerServer[drives.serverOf()[drive]]++;
      }
    }
    int up = Arrays.stream(upPerServer).sum();
    List<Kind> found = new ArrayList<>();
    for (int size = 1; size <= DriveCuts.LARGEST; size++) {
      String what = NUMBERS.get(size) + (size == 1 ? " drive" : " drives");
      int hit = volumesWithin(size);
      found.add(new Kind(what, choose(up, size), driveCuts.losing(size), hit, null));
      if (size > 1) {
        String where = " in " + (size == 2 ? "two" : "three") + " servers";
        long losing = driveCuts.losingAcross(size, drives.serverOf());
        found.add(
            new Kind(
                what + where,
                Math.round(DriveSets.inDifferentServers(upPerServer, size)),
                losing,
                hit,
                null));
      }
    }
    int[] whole = IntStream.range(0, servers.size()).filter(s -> upPerServer[s] > 0).toArray();
    for (int size = 1; size <= DriveCuts.LARGEST && size <= whole.length; size++) {
      found.add(kindOfServers(whole, size, cutsOfVolumes));
    }
    this.kinds = List.copyOf(found);
  }

  private static ServerCuts cuts(Placement placement, VolumeSlabs volume) {
    return ServerCuts.of(
        placement.map(),
        placement.failedDrives(),
        placement.drives().serverOf(),
        volume.first(),
        volume.end());
  }

  private Kind kindOfServers(int[] up, int size, List<ServerCuts> cutsOfVolumes) {
    List<ServerSet> sets = serverSets(up, 0, size, 0);
    ServerSet worst = sets.get(0);
    long losing = 0;
    for (ServerSet set : sets) {
      losing += set.lost > 0 ? 1 : 0;
      if (set.isWorseThan(worst)) {
        worst = set;
      }
    }
    String what = NUMBERS.get(size) + (size == 1 ? " server" : " servers");
    int failing = worst.bits;
    long hit = cutsOfVolumes.stream().filter(own -> own.slabsWith(0, failing) > 0).count();
    return new Kind(what, sets.size(), losing, Math.toIntExact(hit), worst);
  }

  private List<ServerSet> serverSets(int[] up, int from, int size, int bits) {
    if (size == 0) {
      return List.of(
          new ServerSet(bits, serverCuts.slabsWith(0, bits), serverCuts.slabsWith(1, bits)));
    }
    List<ServerSet> sets = new ArrayList<>();
    for (int i = from; i <= up.length - size; i++) {
      sets.addAll(serverSets(up, i + 1, size - 1, bits | 1 << up[i]));
    }
    return sets;
  }

  /** Volumes of which some slab has so few copies left, but one. */
  private int volumesWithin(int copies) {
    int count = 0;
    for (VolumeSlabs volume : placement.volumes()) {
      int[] left = placement.survivors(volume);
      count +=
          IntStream.rangeClosed(1, Math.min(copies, left.length - 1)).anyMatch(c -> left[c] > 0)
              ? 1
              : 0;
    }
    return count;
  }

  private static long choose(long n, int k) {
    long sets = 1;
    for (int i = 0; i < k; i++) {
      sets = sets * (n - i) / (i + 1);
    }
    return Math.max(0, sets);
  }

  /** The placement whose slabs are lost. */
  Placement placement() {
    return placement;
  }

  /** The stamp whose slabs are placed. */
  @Override
  public Stamp stamp() {
    return placement.stamp();
  }

  /**
   * Whether data is lost when servers or drives fail together, on top of what has failed already.
   *
   * @param names servers ({@code n3}) and drives ({@code n5/disk7}) that are up
   * @throws org.stackbook.error.Refusal if there is no such server or drive, or it has failed
   *     already
   */
  public boolean loses(@Takes(PartsThatAreUp.class) String... names) {
    return placement.fail(names).slabsWith(0) > placement.slabsWith(0);
  }

  @Override
  public String title() {
    return "What loses data: " + placement.title();
  }

  @Override
  public String verdict() {
    Optional<Kind> first =
        kinds.stream().filter(kind -> kind.worst != null && kind.losing > 0).findFirst();
    Kind drives = kinds.stream().filter(kind -> kind.losing > 0).findFirst().orElse(kinds.get(0));
    String servers =
        first.isEmpty()
            ? "No three servers lose data"
            : first.get().what.startsWith("one")
                ? "One server loses data"
                : "Data is lost with " + first.get().what + " at the earliest";
    return drives.losing == 0
        ? servers + ", and no three drives do."
        : String.format(
            Locale.ROOT,
            "%s; %s of all %,d sets of %s hold all copies left of a slab.",
            servers,
            share(drives.losing, drives.sets),
            drives.sets,
            drives.what);
  }

  private static Ratio share(long part, long whole) {
    return Ratio.of(whole == 0 ? 0 : (double) part / whole);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What fails at once")
            .text("failing")
            .count("sets")
            .count("that lose data")
            .number("share", "%", 3)
            .count("volumes hit")
            .text("worst set")
            .number("lost then", "TB", 3)
            .number("on last copy then", "TB", 3);
    for (Kind kind : kinds) {
      ServerSet worst = kind.worst;
      table.row(
          kind.what,
          kind.sets,
          placement.cell(kind.losing),
          placement.cell(share(kind.losing, kind.sets)),
          placement.cell(kind.volumes),
          worst == null ? null : names(worst.bits),
          worst == null ? null : placement.cell(bytes(worst.lost)),
          worst == null ? null : placement.cell(bytes(worst.onLastCopy)));
    }
    return table
        .note("All sets are counted, none is sampled. " + placement.seedNote())
        .note(
            "Copies are counted here; health() tells what the votes of cluster and pool make of a failure.")
        .build();
  }

  private Object bytes(long slabs) {
    return placement.inBytes(Math.toIntExact(slabs));
  }

  private String names(int bits) {
    List<String> names =
        IntStream.range(0, servers.size())
            .filter(s -> (bits & 1 << s) != 0)
            .mapToObj(servers::get)
            .toList();
    return String.join(", ", names);
  }

  /** What every pair of servers leaves on its last copy. */
  @Override
  public Optional<Picture> picture() {
    List<List<Double>> values = new ArrayList<>();
    for (int a = 0; a < servers.size(); a++) {
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < servers.size(); b++) {
        long slabs = serverCuts.slabsWith(1, 1 << a | 1 << b);
        row.add(placement.inBytes(Math.toIntExact(slabs)).to(ByteUnit.TB));
      }
      values.add(row);
    }
    return Optional.of(
        new Picture.HeatMap(
            "Data on its last copy when two servers fail (TB)",
            "Grid of every pair of " + servers.size() + " servers. " + verdict(),
            "Server",
            "and server",
            servers,
            servers,
            values,
            Picture.Role.CRITICAL));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (Kind kind : kinds) {
      Figure<Long> all = kind.all();
      Figure<Long> losing =
          Figure.derived(
                  "sets of " + kind.what + " that lose data",
                  kind.losing,
                  "count of the {"
                      + all.name()
                      + "} that hold all copies left of one of the {slabs} placed by seed {seed}",
                  all,
                  placement.slabCount(),
                  Figure.given("seed", String.valueOf(placement.seed()), "seed(…)"))
              .by(Facts.storage().fact("layout/slabSpread"));
      figures.add(losing);
      figures.add(
          Figure.derived(
              "chance of loss with " + kind.what,
              share(kind.losing, kind.sets),
              "{" + losing.name() + "} ÷ {" + all.name() + "}, each set being as likely",
              losing,
              all));
    }
    return figures;
  }
}
