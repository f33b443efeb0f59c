package org.stackbook.storage;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * The volumes of a stamp: those that were described or, if none were, those that Azure Stack makes
 * by itself, in its order: three for the infrastructure, one VmTemp per server for temporary disks,
 * and what is left in one object store per server.
 *
 * <p>Source: Azure Stack Hub storage capacity planning; Azure Stack Hub storage infrastructure
 * overview.
 *
 * @param groups volumes of one kind each, in the order in which they are made
 * @param isDescribed whether the user named the volumes
 */
record VolumePlan(List<Group> groups, boolean isDescribed) {

  private static final String DISKS = "storage/virtualDisks";

  VolumePlan {
    groups = List.copyOf(groups);
  }

  /**
   * Volumes of one kind and size.
   *
   * @param kind {@code Infrastructure}, {@code VmTemp}, {@code ObjStore}, or the name of a
   *     described volume
   * @param names of the volumes
   * @param each size of each
   * @param total size of all
   */
  record Group(String kind, List<String> names, Figure<Bytes> each, Figure<Bytes> total) {}

  /** The volumes that are made before tenants get theirs. */
  List<Group> takenFirst() {
    return isDescribed ? List.of() : groups.subList(0, groups.size() - 1);
  }

  /** What tenants get: the object stores or, if the user named the volumes, all of them. */
  Figure<Bytes> usable() {
    return isDescribed
        ? Pool.sum("usable", groups.stream().map(Group::total).toList())
        : groups.get(groups.size() - 1).total().named("usable");
  }

  /** The volumes that the description names. */
  static VolumePlan described(Stamp stamp) {
    return new VolumePlan(
        stamp.volumes().stream()
            .map(
                v -> {
                  Figure<Bytes> size =
                      Figure.given(
                          "volume " + v.name(), v.size(), "volume(\"" + v.name() + "\", …)");
                  return new Group(v.name(), List.of(v.name()), size, size);
                })
            .toList(),
        true);
  }

  /**
   * The volumes that Azure Stack makes.
   *
   * @param data what the volumes can hold together
   */
  static VolumePlan byRule(Stamp stamp, Figure<Bytes> data) {
    Figure<Integer> servers = Pool.serverCount(stamp);
    Group infrastructure = infrastructure();
    Group temp = vmTemp(stamp, servers, data);
    return new VolumePlan(
        List.of(infrastructure, temp, objectStore(stamp, servers, data, infrastructure, temp)),
        false);
  }

  private static Group infrastructure() {
    FactBook book = Facts.capacity();
    String row = book.entryWith(DISKS, "name", "Infrastructure");
    Fact size = book.fact(row + "/size");
    Fact count = book.fact(row + "/count");
    Figure<Bytes> total = Figure.stated("infrastructure", size.bytes(), size);
    Figure<Integer> volumes = Figure.stated("volumes", count.integer(), count);
    Figure<Bytes> each =
        Figure.derived(
                "each infrastructure volume",
                total.value().dividedBy(volumes.value()),
                "{infrastructure} ÷ {volumes}",
                total,
                volumes)
            .assuming(
                book.fact("storage/infrastructureSizeNote").text() + "; equal sizes are taken");
    return new Group("Infrastructure", numbered("Infrastructure", volumes.value()), each, total);
  }

  private static Group vmTemp(Stamp stamp, Figure<Integer> servers, Figure<Bytes> data) {
    FactBook ours = Facts.ours();
    Server first = stamp.servers().get(0);
    Fact rule =
        Facts.capacity().fact(Facts.capacity().entryWith(DISKS, "name", "VmTemp") + "/rule");
    Fact shareFact = ours.fact("vmTemp/memoryShare");
    Fact multipleFact = ours.fact("vmTemp/memoryMultiple");
    Fact mostFact = ours.fact("vmTemp/largestShare");
    Figure<Bytes> memory = Figure.given("memory", first.memory(), "memory(…) of each server");
    if (!first.memory().unit().isBinary()) {
      // Memory is sold in powers of 1024 whatever its label says: 384 GB of it are 384 GiB.
      memory = memory.note("given: memory(…) of each server; taken as told, 1 GB is 10^9 bytes");
    }
    Figure<Double> share = Figure.stated("memory share", shareFact.number(), shareFact);
    Figure<Integer> multiple = Figure.stated("multiple", multipleFact.integer(), multipleFact);
    Figure<Ratio> most = Figure.stated("largest share", mostFact.ratio(), mostFact);
    Figure<Bytes> desired =
        Figure.derived(
                "desired per server",
                first.memory().times(multiple.value()).times(Ratio.of(share.value())),
                "{memory} × {memory share} × {multiple}",
                memory,
                share,
                multiple)
            .by(rule);
    Figure<Bytes> available =
        data.named("total available capacity").by(ours.fact("totalAvailableCapacity/value"));
    Bytes limit = data.value().times(most.value());
    Bytes wanted = desired.value().times(servers.value());
    boolean fits = wanted.compareTo(limit) <= 0;
    Figure<Bytes> each =
        fits
            ? Figure.derived(
                "each VmTemp volume",
                desired.value(),
                "{desired per server}, as × {servers} it is at most {largest share} of {total available capacity}",
                desired,
                servers,
                most,
                available)
            : Figure.derived(
                "each VmTemp volume",
                limit.dividedBy(servers.value()),
                "{total available capacity} × {largest share} ÷ {servers}, as {desired per server} each would be more",
                available,
                most,
                servers,
                desired);
    each = each.by(rule);
    Figure<Bytes> total =
        Figure.derived(
            "VmTemp",
            each.value().times(servers.value()).as(ByteUnit.TB),
            "{servers} × {each VmTemp volume}",
            servers,
            each);
    return new Group("VmTemp", numbered("VmTemp", servers.value()), each, total);
  }

  private static Group objectStore(
      Stamp stamp, Figure<Integer> servers, Figure<Bytes> data, Group infrastructure, Group temp) {
    Fact rule =
        Facts.capacity()
            .fact(Facts.capacity().entryWith(DISKS, "name", "ACS / ObjStore") + "/rule");
    Bytes rest = data.value().minus(infrastructure.total().value()).minus(temp.total().value());
    Figure<Bytes> equal =
        Figure.derived(
                "equal part",
                rest.dividedBy(servers.value()),
                "({data capacity} − {infrastructure} − {VmTemp}) ÷ {servers}",
                data,
                infrastructure.total(),
                temp.total(),
                servers)
            .by(rule);
    Figure<Bytes> largest = stamp.build().limits().volumeSize();
    Figure<Bytes> each =
        equal.value().compareTo(largest.value()) <= 0
            ? equal.named("each ObjStore volume")
            : Figure.derived(
                    "each ObjStore volume",
                    largest.value(),
                    "min({equal part}, {largest volume})",
                    equal,
                    largest)
                .by(Facts.ours().fact("objectStoreLimit/value"));
    Figure<Bytes> total =
        Figure.derived(
            "ObjStore",
            each.value().times(servers.value()),
            "{servers} × {each ObjStore volume}",
            servers,
            each);
    return new Group("ObjStore", numbered("ObjStore", servers.value()), each, total);
  }

  private static List<String> numbered(String kind, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(kind + "_" + i);
    }
    return names;
  }
}
