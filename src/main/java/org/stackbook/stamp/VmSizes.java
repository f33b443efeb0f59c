package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * The sizes of virtual machines that a build offers.
 *
 * <pre>{@code
 * vmSizes("1802").size("Standard_D2_v2").vcpus().value() // → 2
 * vmSizes("1802").sizes().size() < vmSizes().sizes().size() // → true
 * }</pre>
 *
 * <p>Source: VM sizes supported in Azure Stack Hub; GPU VMs on Azure Stack Hub.
 */
public final class VmSizes extends Result {

  private static final Map<String, VmSize> KNOWN = VmSizeRows.read();

  private final Build build;

  private VmSizes(Build build) {
    this.build = build;
  }

  /** The sizes that a build offers. */
  public static VmSizes of(Build build) {
    return new VmSizes(build);
  }

  /** The sizes of the latest build. */
  public static VmSizes latest() {
    return of(Build.all().get(Build.all().size() - 1));
  }

  /** The sizes of all builds, in the order of the pages. */
  static Collection<VmSize> known() {
    return KNOWN.values();
  }

  /**
   * The size of that name, whichever build it came with.
   *
   * @param name such as {@code Standard_D2_v2}
   * @throws Refusal if there is none, with the nearest named
   */
  public static VmSize named(@Takes(StampWords.VmSizeNames.class) String name) {
    return named(name, "vmSize(\"" + name + "\")");
  }

  private static VmSize named(String name, String given) {
    VmSize size = KNOWN.get(name);
    if (size == null) {
      throw latest().unknown(name, given);
    }
    return size;
  }

  private Refusal unknown(String name, String given) {
    List<String> offered = names(true);
    Optional<LaterSizes> later = LaterSizes.with(name);
    if (later.isPresent()) {
      return Refusal.of(given, later.get().told(name))
          .source(later.get().what().citation())
          .wayOut(wayOut(name))
          .asException();
    }
    Refusal.Builder refusal =
        Refusal.of(given, "no such VM size")
            .source(Facts.virtualMachines().fact("sizes/0/0").citation())
            .wayOut(wayOut(name));
    if (ending(name, names(false)).isPresent()) {
      return refusal.asException();
    }
    Optional<String> meant = ending(name, offered);
    return refusal.nearest(meant.orElse(name), meant.map(List::of).orElse(offered)).asException();
  }

  /** The name that is written in other letters, or without its beginning. */
  private static Optional<String> ending(String name, List<String> names) {
    return names.stream()
        .filter(known -> ("_" + lower(known)).endsWith("_" + lower(name)))
        .findFirst();
  }

  /** The names of those that the build offers, or of those that it does not. */
  private List<String> names(boolean offered) {
    return KNOWN.values().stream()
        .filter(size -> size.isOfferedIn(build) == offered)
        .map(VmSize::name)
        .toList();
  }

  /** Names that are like one, those that the build offers first. */
  private String wayOut(String name) {
    List<String> alike = sharing(name, names(true));
    List<String> later =
        ending(name, names(false))
            .map(List::of)
            .orElseGet(() -> sharing(name, names(false)))
            .stream()
            .map(
                known ->
                    known + " (since " + Objects.requireNonNull(KNOWN.get(known)).since() + ")")
            .toList();
    String all = build.equals(latest().build) ? "vmSizes()" : "vmSizes(\"" + build + "\")";
    return (alike.isEmpty() ? "" : "name one such as " + String.join(", ", alike) + "; ")
        + (later.isEmpty() ? "" : "later builds have " + String.join(", ", later) + "; ")
        + all
        + " shows all "
        + sizes().size();
  }

  /** Those that share the longest beginning with a name, the first few of them. */
  private static List<String> sharing(String name, List<String> names) {
    for (int length = name.length(); length > "Standard_".length(); length--) {
      String start = lower(name.substring(0, length));
      List<String> alike =
          names.stream().filter(known -> lower(known).startsWith(start)).limit(4).toList();
      if (!alike.isEmpty()) {
        return alike;
      }
    }
    return List.of();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The build. */
  public Build build() {
    return build;
  }

  /** The sizes that it offers, in the order of the pages. */
  public List<VmSize> sizes() {
    return KNOWN.values().stream().filter(size -> size.isOfferedIn(build)).toList();
  }

  /**
   * The size of that name.
   *
   * @param name such as {@code Standard_D2_v2}
   * @throws Refusal if there is none, with the nearest named, or it came with a later build
   */
  public VmSize size(@Takes(StampWords.VmSizeNames.class) String name) {
    return size(name, "size(\"" + name + "\")");
  }

  /**
   * The size of that name, for a word that takes one.
   *
   * @param name such as {@code Standard_D2_v2}
   * @param given the word as the user wrote it, such as {@code vm("Standard_D2_v2", 12)}
   * @throws Refusal if there is none, with the nearest named, or it came with a later build
   */
  public VmSize size(String name, String given) {
    VmSize size = KNOWN.get(name);
    if (size == null) {
      throw unknown(name, given);
    }
    if (size.isOfferedIn(build)) {
      return size;
    }
    throw Refusal.of(
            given, name + " is offered since build " + size.since() + "; this is build " + build)
        .source(Facts.virtualMachines().fact("sizes/0/0").citation())
        .wayOut(
            nearest(size)
                    .map(
                        near ->
                            "take "
                                + near.name()
                                + " ("
                                + Words.count(near.vcpus().value(), "vCPU")
                                + ", "
                                + near.memory().valueText()
                                + "), or ")
                    .orElse("")
                + "describe build "
                + size.since()
                + " or a later one")
        .asException();
  }

  /** What this build offers that is most like a size: by processors, then memory, then caps. */
  private Optional<VmSize> nearest(VmSize wanted) {
    return sizes().stream()
        .min(
            Comparator.<VmSize>comparingInt(
                    size -> Math.abs(size.vcpus().value() - wanted.vcpus().value()))
                .thenComparingLong(
                    size ->
                        Math.abs(size.memory().value().count() - wanted.memory().value().count()))
                .thenComparingDouble(
                    size ->
                        Math.abs(
                            size.allDataDisksIops().value().perSecond()
                                - wanted.allDataDisksIops().value().perSecond())));
  }

  @Override
  public String title() {
    return "VM sizes of build " + build;
  }

  @Override
  public String verdict() {
    Map<String, Long> series =
        sizes().stream().collect(Collectors.groupingBy(VmSize::series, Collectors.counting()));
    return sizes().size() + " sizes of " + series.size() + " series.";
  }

  static DataTable.Builder columns(String title) {
    return DataTable.of(title)
        .text("size")
        .text("series")
        .count("vCPUs")
        .number("memory", "GiB", 2)
        .number("temporary disk", "GiB", 0)
        .count("data disks")
        .number("per data disk", "IOPS", 0)
        .number("all data disks", "IOPS", 0)
        .number("OS disk", "IOPS", 0)
        .number("temporary disk", "IOPS", 0)
        .count("NICs")
        .text("GPUs")
        .text("premium storage")
        .text("highly available")
        .text("since");
  }

  static void row(DataTable.Builder table, VmSize size, Figure<Integer> nics) {
    table.row(
        size.name(),
        size.series(),
        size.vcpus(),
        size.memory(),
        size.tempDisk().orElse(null),
        size.dataDisks(),
        size.dataDiskIops(),
        size.allDataDisksIops(),
        size.osDiskIops().orElse(null),
        size.tempIops().orElse(null),
        nics,
        size.gpus().orElse(null),
        size.hasPremiumStorage() ? "yes" : "no",
        size.isHighlyAvailable() ? "yes" : "no",
        size.since().name());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = columns("VM sizes of build " + build);
    sizes().forEach(size -> row(table, size, build.limits().nics(size)));
    for (LaterSizes later : LaterSizes.all()) {
      if (later.since().text().compareTo(build.name()) <= 0) {
        table.note(
            "Not in the table, for no text that was found states their numbers: "
                + later.what().text()
                + " (since "
                + later.since().text()
                + ").");
      }
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (VmSize size : sizes()) {
      figures.add(size.memory().named("memory of " + size.name()));
      figures.add(size.allDataDisksIops().named("IOPS of " + size.name()));
    }
    return figures;
  }
}
