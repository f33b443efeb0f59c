package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * What a build allows, each with its source. Where the pages state a limit for older versions of
 * the host's operating system only, the latest of these is used and the figure is marked as
 * assumed.
 *
 * <pre>{@code
 * Build.named("1802").limits().volumeSize().value() // → 32 TB
 * }</pre>
 */
public final class Limits {

  private static final Figure<Integer> DRIVES = readDrives();

  private final Figure<Integer> fewestServers;
  private final Figure<Integer> mostServers;
  private final Figure<Bytes> rawCapacity;
  private final Figure<Integer> volumes;
  private final Figure<Bytes> volumeSize;
  private final Figure<Integer> faultDomains;
  private final Optional<Figure<Integer>> vmsPerServer;
  private final Optional<Figure<Integer>> vms;
  private final Optional<Figure<Integer>> nicsOfVm;
  private final Figure<Bytes> blockBlob;

  Limits(String build, String hostOs) {
    this.fewestServers = nodes(build, "fewest servers", "min");
    this.mostServers = nodes(build, "most servers", "max");
    this.rawCapacity =
        byHostOs(hostOs, "most raw capacity", "pool/maxRawCapacity", "TB", Fact::bytes);
    this.volumes = byHostOs(hostOs, "most volumes", "pool/volumesPerCluster", "max", Fact::integer);
    this.volumeSize = byHostOs(hostOs, "largest volume", "pool/volumeSizeTB", "max", Fact::bytes);
    this.faultDomains = readFaultDomains(build);
    FactBook capacity = Facts.capacity();
    this.vmsPerServer = inBuilds(build, "most VMs per server", capacity.fact("vmLimits/perNode"));
    this.vms = inBuilds(build, "most VMs of a scale unit", capacity.fact("vmLimits/perSolution"));
    this.nicsOfVm = inBuilds(build, "most NICs of a VM", Facts.ours().fact("sdn/nicsOfVm/value"));
    this.blockBlob = readBlockBlob(build);
  }

  /** Three since the build that brought them; the number before is that of the old limitation. */
  private static Figure<Integer> readFaultDomains(String build) {
    FactBook capacity = Facts.capacity();
    FactBook limitations = Facts.limitations();
    Fact most =
        build.compareTo(capacity.fact("placement/faultDomainsSince").text()) < 0
            ? limitations.fact(
                limitations.entryWith("limitations", "id", "fault-domains") + "/triggers/0/value")
            : capacity.fact("placement/faultDomainsMax");
    return Figure.stated("most fault domains", most.integer(), most);
  }

  private static Optional<Figure<Integer>> inBuilds(String build, String name, Fact fact) {
    return fact.builds().includes(build)
        ? Optional.of(Figure.stated(name, fact.integer(), fact))
        : Optional.empty();
  }

  private static Figure<Bytes> readBlockBlob(String build) {
    FactBook ours = Facts.ours();
    String row = ours.entryFor("blockBlob/rows", build);
    Fact most = ours.fact(row + "/blocks");
    Fact size = ours.fact(row + "/blockMiB");
    Figure<Integer> blocks = Figure.stated("blocks", most.integer(), most);
    Figure<Bytes> block = Figure.stated("largest block", size.bytes(), size);
    return Figure.derived(
        "largest block blob",
        block.value().times(blocks.value()).as(ByteUnit.GIB),
        "{blocks} × {largest block}",
        blocks,
        block);
  }

  private static Figure<Integer> readDrives() {
    Fact fact = Facts.storage().fact("pool/maxDrives/value");
    return Figure.stated("most drives", fact.integer(), fact);
  }

  /** The fewest servers that a scale unit may have. */
  public Figure<Integer> fewestServers() {
    return fewestServers;
  }

  /** The most servers that a scale unit may have. */
  public Figure<Integer> mostServers() {
    return mostServers;
  }

  /** The most drives that a storage pool may have, cache drives included. */
  public static Figure<Integer> drives() {
    return DRIVES;
  }

  /** The most raw capacity that a storage pool may have, all capacity drives together. */
  public Figure<Bytes> rawCapacity() {
    return rawCapacity;
  }

  /** The most raw capacity that a storage pool has in any build. */
  static Figure<Bytes> largestPool() {
    return OfAnyBuild.RAW_CAPACITY;
  }

  /** The most servers that a scale unit has in any build. */
  static Figure<Integer> mostServersEver() {
    return OfAnyBuild.SERVERS;
  }

  /** The widest limits of all builds, found when first asked for: every size is held to them. */
  private static final class OfAnyBuild {
    static final Figure<Bytes> RAW_CAPACITY = widest(Limits::rawCapacity);
    static final Figure<Integer> SERVERS = widest(Limits::mostServers);

    private static <T extends Comparable<T>> Figure<T> widest(Function<Limits, Figure<T>> limit) {
      return Build.all().stream()
          .map(build -> limit.apply(build.limits()))
          .max(Comparator.comparing(Figure::value))
          .orElseThrow();
    }
  }

  /** More cores than any server has: tells a slip of the hand. */
  static Fact mostCores() {
    return Facts.ours().fact("plausible/mostCoresPerServer");
  }

  /** The most volumes that a cluster may have. */
  public Figure<Integer> volumes() {
    return volumes;
  }

  /** The most that a volume may hold. */
  public Figure<Bytes> volumeSize() {
    return volumeSize;
  }

  /** The most fault domains of an availability set; a fault domain is a server. */
  public Figure<Integer> faultDomains() {
    return faultDomains;
  }

  /** The most VMs of tenants for each server, where there is such a limit. */
  public Optional<Figure<Integer>> vmsPerServer() {
    return vmsPerServer;
  }

  /** The most VMs of tenants in a scale unit of any size, where there is such a limit. */
  public Optional<Figure<Integer>> vms() {
    return vms;
  }

  /**
   * The most NICs of a VM: what its size allows, unless the build allows fewer to all sizes.
   *
   * <pre>{@code
   * var size = VmSizes.of(Build.named("1904")).size("Standard_D5_v2");
   * Build.named("1903").limits().nics(size).value() // → 4
   * Build.named("1904").limits().nics(size).value() // → 8
   * }</pre>
   *
   * @param size of the VM
   */
  public Figure<Integer> nics(VmSize size) {
    return nicsOfVm
        .map(
            most ->
                Figure.derived(
                    "NICs",
                    Math.min(size.nics().value(), most.value()),
                    "the lesser of {NICs of the size} and {most NICs of a VM}",
                    size.nics().named("NICs of the size"),
                    most))
        .orElse(size.nics());
  }

  /** The largest block blob. */
  public Figure<Bytes> blockBlob() {
    return blockBlob;
  }

  /** The largest data disk of a VM. */
  public static Figure<Bytes> dataDisk() {
    Fact fact = Facts.virtualMachines().fact("managedDisks/sizesGiB/M30");
    return Figure.stated("largest data disk", fact.bytes(), fact);
  }

  /** The largest page blob: what a disk is stored as. */
  public static Figure<Bytes> pageBlob() {
    Fact fact = Facts.virtualMachines().fact("blobs/pageBlobMaxTB");
    return Figure.stated("largest page blob", fact.bytes(), fact);
  }

  /** All of them. */
  public List<Figure<?>> figures() {
    List<Figure<?>> all = new ArrayList<>();
    all.addAll(
        List.of(fewestServers(), mostServers(), drives(), rawCapacity(), volumes(), volumeSize()));
    all.addAll(List.of(faultDomains(), blockBlob(), dataDisk(), pageBlob()));
    vmsPerServer().ifPresent(all::add);
    vms().ifPresent(all::add);
    nicsOfVm.ifPresent(all::add);
    return all;
  }

  private static Figure<Integer> nodes(String build, String name, String key) {
    FactBook book = Facts.capacity();
    Fact fact = book.fact(book.entryFor("scaleUnit/nodes", build) + "/" + key);
    return Figure.stated(name, fact.integer(), fact);
  }

  /** The row of the host's operating system, or of the latest one before it that has a row. */
  private static <T> Figure<T> byHostOs(
      String wanted, String name, String table, String key, Function<Fact, T> valueOf) {
    FactBook storage = Facts.storage();
    List<String> systems =
        Facts.ours().entries("hostOs").stream()
            .map(row -> Facts.ours().fact(row + "/os").text())
            .toList();
    for (int i = systems.indexOf(wanted); i >= 0; i--) {
      String os = systems.get(i);
      for (String row : storage.entries(table)) {
        if (storage.fact(row + "/os").text().equals(os)) {
          Fact fact = storage.fact(row + "/" + key);
          Figure<T> stated = Figure.stated(name, valueOf.apply(fact), fact);
          return os.equals(wanted)
              ? stated
              : stated.assuming(
                  "no limit is stated for " + wanted + "; the one for " + os + " is taken");
        }
      }
    }
    throw new IllegalStateException("no row of " + table + " for " + wanted);
  }
}
