package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.engine.MirrorOptimum;
import org.stackbook.unit.Bytes;

/**
 * The one storage pool of a stamp: what its capacity drives have, what is kept back, what no mirror
 * can reach, and what volumes can hold.
 *
 * <p>Source: Azure Stack Hub storage capacity planning; Plan volumes and Drive symmetry
 * considerations in Storage Spaces Direct.
 */
final class Pool {

  private final Stamp stamp;
  private final ReserveRule rule;
  private final List<Server> keepers;
  private final Figure<Integer> copies;
  private final Figure<Bytes> raw;
  private final Figure<Bytes> reserve;
  private final Figure<Bytes> stranded;
  private final Figure<Bytes> data;

  Pool(Stamp stamp, ReserveRule rule, Resiliency resiliency) {
    this.stamp = stamp;
    this.rule = rule;
    this.keepers = serversThatKeep();
    this.copies = resiliency.copies();
    this.raw = stamp.rawCapacity();
    this.reserve = keptBack();
    this.stranded = outOfReach();
    this.data =
        Figure.derived(
            "data capacity",
            raw.value().minus(reserve.value()).minus(stranded.value()).dividedBy(copies.value()),
            "({raw} − {reserve} − {stranded}) ÷ {copies}",
            raw,
            reserve,
            stranded,
            copies);
  }

  Stamp stamp() {
    return stamp;
  }

  ReserveRule rule() {
    return rule;
  }

  Figure<Integer> copies() {
    return copies;
  }

  /** All capacity drives together. */
  Figure<Bytes> raw() {
    return raw;
  }

  /** What stays unallocated for repair. */
  Figure<Bytes> reserve() {
    return reserve;
  }

  /** What is left over in larger servers because every copy needs another server. */
  Figure<Bytes> stranded() {
    return stranded;
  }

  /** What volumes can hold, before copies. */
  Figure<Bytes> data() {
    return data;
  }

  static Figure<Integer> serverCount(Stamp stamp) {
    return Figure.given("servers", stamp.servers().size(), "servers(…)");
  }

  /** The sum of figures, named by its parts. */
  static Figure<Bytes> sum(String name, List<Figure<Bytes>> parts) {
    Bytes total = parts.stream().map(Figure::value).reduce(Bytes.ZERO, Bytes::plus);
    String formula = String.join(" + ", parts.stream().map(p -> "{" + p.name() + "}").toList());
    return Figure.derived(name, total, formula, parts.toArray(Figure<?>[]::new));
  }

  /**
   * As many drives as the rule says, the largest first: a smaller reserve could not take what a
   * larger drive held.
   */
  private Figure<Bytes> keptBack() {
    Figure<Integer> drives = rule.drives(stamp.servers().size());
    if (sizes().count() == 1) {
      Bytes size = largestDrive(stamp.servers().get(0));
      return Figure.derived(
          "reserve",
          size.times(drives.value()),
          "{reserve drives} × {capacity drive}",
          drives,
          Figure.given("capacity drive", size, "size of every capacity drive"));
    }
    List<Figure<?>> inputs = new ArrayList<>(List.of(drives));
    List<String> terms = new ArrayList<>();
    Bytes total = Bytes.ZERO;
    for (Server server : keepers) {
      Figure<Bytes> largest =
          Figure.given("largest of " + server.name(), largestDrive(server), "capacity(…)");
      inputs.add(largest);
      terms.add("{" + largest.name() + "}");
      total = total.plus(largest.value());
    }
    Figure<Bytes> reserve =
        Figure.derived(
            "reserve",
            total,
            String.join(" + ", terms) + ", {reserve drives} in all",
            inputs.toArray(Figure<?>[]::new));
    return isChosen() ? reserve.by(Facts.ours().fact("reserve/whichDrives/value")) : reserve;
  }

  /** Whether the rule leaves open which drives are kept, and it makes a difference. */
  private boolean isChosen() {
    boolean amongServers =
        keepers.size() < stamp.servers().size()
            && stamp.servers().stream().map(Pool::largestDrive).distinct().count() > 1;
    return amongServers || stamp.servers().stream().anyMatch(s -> sizes(s).count() > 1);
  }

  private Stream<Bytes> sizes() {
    return stamp.servers().stream().flatMap(Pool::sizes).distinct();
  }

  private static Stream<Bytes> sizes(Server server) {
    return server.capacityDrives().stream().map(Drive::size).distinct();
  }

  /** The servers that keep a drive back: those with the largest drives, if not all do. */
  private List<Server> serversThatKeep() {
    return stamp.servers().stream()
        .sorted(Comparator.comparing(Pool::largestDrive).reversed())
        .limit(rule.drives(stamp.servers().size()).value())
        .toList();
  }

  private static Bytes largestDrive(Server server) {
    return server.capacityDrives().stream()
        .map(Drive::size)
        .max(Comparator.naturalOrder())
        .orElse(Bytes.ZERO);
  }

  /** What a server keeps back: its largest drive, or nothing if others keep enough. */
  Bytes reserveOf(Server server) {
    return keepers.contains(server) ? largestDrive(server) : Bytes.ZERO;
  }

  private Figure<Bytes> outOfReach() {
    long[] capacities =
        stamp.servers().stream()
            .mapToLong(s -> s.rawCapacity().minus(reserveOf(s)).count())
            .toArray();
    long most = MirrorOptimum.of(capacities, copies.value());
    long left = Arrays.stream(capacities).sum() - most * copies.value();
    Figure<Bytes> level =
        Figure.derived(
            "L",
            Bytes.of(most, raw.value().unit()),
            "the largest L for which the servers less reserve, each counted up to L, hold {copies} × L",
            copies);
    return Figure.derived(
            "stranded",
            // Fewer bytes than copies are a remainder of the division, not capacity out of reach.
            Bytes.of(left < copies.value() ? 0 : left, raw.value().unit()),
            "{raw} − {reserve} − {copies} × {L}",
            raw,
            reserve,
            copies,
            level)
        .by(Facts.storage().fact("symmetry/guaranteedUsable"));
  }
}
