package org.stackbook.storage;

import java.util.Arrays;
import java.util.List;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
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
  private final Reserve kept;
  private final Figure<Integer> copies;
  private final Figure<Bytes> raw;
  private final Figure<Bytes> reserve;
  private final Figure<Bytes> stranded;
  private final Figure<Bytes> data;

  Pool(Stamp stamp, ReserveRule rule, Resiliency resiliency) {
    this.stamp = stamp;
    this.rule = rule;
    this.kept = new Reserve(stamp, rule);
    this.copies = resiliency.copies();
    this.raw = stamp.rawCapacity();
    this.reserve = kept.figure();
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

  /** What a server keeps back: its largest drive, or nothing if others keep enough. */
  Bytes reserveOf(Server server) {
    return kept.of(server);
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
    Figure<Bytes> stranded =
        Figure.derived(
                "stranded",
                // Fewer bytes than copies are a remainder of the division, not capacity out of
                // reach.
                Bytes.of(left < copies.value() ? 0 : left, raw.value().unit()),
                "{raw} − {reserve} − {copies} × {L}",
                raw,
                reserve,
                copies,
                level)
            .by(Facts.storage().fact("symmetry/guaranteedUsable"));
    return hasMixedCapacity(stamp)
        ? stranded.by(Facts.ours().fact("mixedCapacity/value"))
        : stranded;
  }

  /** Whether there are capacity drives of two types. */
  static boolean hasMixedCapacity(Stamp stamp) {
    return stamp.servers().get(0).tiers().capacity().size() > 1;
  }
}
