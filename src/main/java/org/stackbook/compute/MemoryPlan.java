package org.stackbook.compute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Where the memory of a stamp goes: infrastructure, the reserve for a failed server, VMs of
 * tenants, and what is left for more of them. All in GiB, which the pages write GB.
 *
 * <pre>{@code
 * oslo.compute().memory(m -> m.vm("Standard_D2_v2", 12)).why("resiliency reserve");
 * oslo.compute().memory(m -> m.vm("Standard_D5_v2", 3)).grow("Standard_D14_v2").why("growth")
 * }</pre>
 *
 * <p>Source: Azure Stack (Hub) compute capacity.
 */
public final class MemoryPlan extends Result implements OfStamp {

  private final HostMemory host;
  private final TenantVms vms;
  private final @Nullable MemoryPlan before;
  private final Optional<VmQuestion> placed;
  private final Figure<Bytes> largest;
  private final Figure<Bytes> tenants;
  private final Figure<Bytes> reserve;
  private final Figure<Bytes> available;

  /**
   * @param before the plan before a VM was resized, if one was
   * @param placed the VMs as they are placed, if they are: their sets, servers and seed
   */
  MemoryPlan(
      HostMemory host, TenantVms vms, @Nullable MemoryPlan before, Optional<VmQuestion> placed) {
    this.host = host;
    this.vms = vms;
    this.before = before;
    this.placed = placed;
    this.largest = vms.largest(host);
    this.tenants = vms.memory("VMs of tenants");
    this.reserve = host.reserve(largest, vms.highlyAvailable());
    this.available =
        Figure.derived(
            "available",
            host.total()
                .value()
                .minus(reserve.value())
                .minus(tenants.value())
                .minus(host.infrastructure().value()),
            "{host memory} − {resiliency reserve} − {VMs of tenants} − {infrastructure}",
            host.total(),
            reserve,
            tenants,
            host.infrastructure());
  }

  /** The stamp whose memory it is. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /** What is left for more VMs; negative if there are too many. */
  public Figure<Bytes> available() {
    return available;
  }

  /** What is kept free so that the VMs of a failed server find memory. */
  public Figure<Bytes> reserve() {
    return reserve;
  }

  /**
   * The memory after the largest VM is resized.
   *
   * @param to its new size, such as {@code Standard_D14_v2}
   * @throws Refusal if there is no such size, or no VM was described
   */
  public MemoryPlan grow(@Takes(StampWords.VmSizeNames.class) String to) {
    VmSize from =
        vms.vms().keySet().stream()
            .max(Comparator.comparing(size -> size.memory().value()))
            .orElseThrow(
                () ->
                    Refusal.of("grow(\"" + to + "\")", "there is no VM to grow")
                        .wayOut("say memory(m -> m.vm(\"Standard_D2_v2\", 12)) first")
                        .asException());
    return grown(from, to, "grow(\"" + to + "\")");
  }

  /**
   * The memory after one VM of a size is resized.
   *
   * @param from its size
   * @param to its new size
   * @throws Refusal if there is no such size, or no VM of the first
   */
  public MemoryPlan grow(
      @Takes(StampWords.VmSizeNames.class) String from,
      @Takes(StampWords.VmSizeNames.class) String to) {
    String given = "grow(\"" + from + "\", \"" + to + "\")";
    VmSize size = new OfferedSizes(host).size(from, given);
    if (!vms.vms().containsKey(size)) {
      List<String> names = vms.vms().keySet().stream().map(VmSize::name).toList();
      throw Refusal.of(given, "there is no VM of size " + from)
          .nearest(from, names)
          .wayOut(
              names.isEmpty()
                  ? "describe the VMs first, with memory(m -> m.vm(…))"
                  : "name one of " + String.join(", ", names))
          .asException();
    }
    return grown(size, to, given);
  }

  private MemoryPlan grown(VmSize from, String to, String given) {
    VmSize size = new OfferedSizes(host).size(to, given);
    return new MemoryPlan(
        host, vms.grown(from, size), this, placed.map(asked -> asked.resized(from, size)));
  }

  /**
   * How many VMs of a size still fit beside those described, which are placed first. VMs of a
   * placement keep their sets, servers, order and seed; the first one of its size is the one that
   * was resized.
   *
   * @param size such as {@code Standard_D4_v2}
   * @throws Refusal if there is no such size, VMs were described by their memory only, or one of
   *     those described does not fit itself
   */
  public VmFit fit(@Takes(StampWords.VmSizeNames.class) String size) {
    String given = "fit(\"" + size + "\")";
    if (vms.using().isPresent()) {
      throw Refusal.of(given, "using(…) does not tell on which servers VMs are")
          .wayOut("describe the VMs by their sizes, with vm(…)")
          .asException();
    }
    VmPlacement all =
        placed
            .map(asked -> new VmPlacement(host, asked, List.of()))
            .orElseGet(
                () ->
                    Compute.of(stamp())
                        .place(p -> vms.vms().forEach((each, count) -> p.vm(each.name(), count))));
    all.firstWithoutServer()
        .ifPresent(
            vm -> {
              throw Refusal.of(
                      given,
                      "the VMs described do not fit themselves: "
                          + vm
                          + " is stopped by "
                          + all.disposition(vm))
                  .source(Facts.capacity().fact("placement/considers").citation())
                  .wayOut("describe fewer or smaller VMs")
                  .asException();
            });
    return all.fit(size);
  }

  /** All that is not available. */
  private Figure<Bytes> taken() {
    return Figure.derived(
        "taken",
        reserve.value().plus(tenants.value()).plus(host.infrastructure().value()),
        "{resiliency reserve} + {VMs of tenants} + {infrastructure}",
        reserve,
        tenants,
        host.infrastructure());
  }

  private Figure<Ratio> takenShare() {
    Figure<Bytes> taken = taken();
    return Figure.derived(
        "share taken",
        taken.value().shareOf(host.total().value()),
        "{taken} ÷ {host memory}",
        taken,
        host.total());
  }

  /** In all, of the VM, and of the reserve; nothing if no VM was resized. */
  private List<Figure<Bytes>> growth() {
    if (before == null) {
      return List.of();
    }
    Figure<Bytes> vm = difference("growth of VMs", tenants, before.tenants);
    Figure<Bytes> kept = difference("growth of the reserve", reserve, before.reserve);
    return List.of(
        Figure.derived(
            "growth",
            vm.value().plus(kept.value()),
            "{growth of VMs} + {growth of the reserve}",
            vm,
            kept),
        vm,
        kept);
  }

  private static Figure<Bytes> difference(String name, Figure<Bytes> now, Figure<Bytes> then) {
    Figure<Bytes> old = then.named(then.name() + " before");
    return Figure.derived(
        name,
        now.value().minus(old.value()),
        "{" + now.name() + "} − {" + old.name() + "}",
        now,
        old);
  }

  @Override
  public String title() {
    return "Memory of " + stamp().name();
  }

  @Override
  public String verdict() {
    String star = available.confidence().starred() ? "*" : "";
    StringBuilder text = new StringBuilder();
    text.append(
        available.value().compareTo(Bytes.ZERO) < 0
            ? "The VMs take " + of(-available.value().count()) + star + " more than there is"
            : available.valueText() + star + " of " + host.total().valueText() + " are available");
    text.append(" in build ").append(host.ofBuild()).append('.');
    host.alert()
        .filter(alert -> available.value().compareTo(Bytes.ZERO) >= 0)
        .filter(alert -> takenShare().value().toPercent() > alert.number())
        .ifPresent(
            alert ->
                text.append(" More than ")
                    .append(alert.integer())
                    .append(" % are taken: an alert."));
    return text.append(growthTold()).toString();
  }

  private String growthTold() {
    List<Figure<Bytes>> growth = growth();
    if (growth.isEmpty()) {
      return "";
    }
    List<Bytes> sizes = growth.stream().map(Figure::value).toList();
    boolean shrinks = sizes.get(0).compareTo(Bytes.ZERO) < 0;
    List<String> told = sizes.stream().map(size -> of(Math.abs(size.count())).toString()).toList();
    return (shrinks ? " The VM that shrinks frees " : " The VM that grows takes ")
        + told.get(0)
        + (shrinks ? "" : " more")
        + " ("
        + told.get(1)
        + " + "
        + told.get(2)
        + ": itself and the reserve).";
  }

  private static Bytes of(long count) {
    return Bytes.of(count, ByteUnit.GIB);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("part")
            .number("memory", "GiB", 2)
            .number("share", "%", 1)
            .text("computed as");
    row(table, host.infrastructure());
    row(table, reserve);
    for (Figure<Bytes> term : host.terms(largest, vms.highlyAvailable())) {
      row(table, term.named("– " + term.name()), term);
    }
    row(table, tenants);
    row(table, available);
    row(table, host.total());
    table.note("Resiliency reserve: " + host.formula() + ".");
    table.note(
        "Of what each server's operating system keeps, "
            + host.ofCache().valueText()
            + " are for the cache of Storage Spaces Direct.");
    host.unitNote().ifPresent(table::note);
    return table.build();
  }

  private void row(DataTable.Builder table, Figure<Bytes> part) {
    row(table, part, part);
  }

  private void row(DataTable.Builder table, Figure<Bytes> part, Figure<Bytes> why) {
    String formula = why.formula().isEmpty() ? vms.told() : why.substituted();
    table.row(part.name(), part, part.value().shareOf(host.total().value()), formula);
  }

  @Override
  public Optional<Picture> picture() {
    List<Picture.Series> series = new ArrayList<>();
    add(series, host.infrastructure(), Picture.Role.RESERVED);
    add(series, reserve, Picture.Role.WARNING);
    add(series, tenants, Picture.Role.GOOD);
    add(series, available, Picture.Role.FREE);
    return Optional.of(
        new Picture.Bars(
            title(), verdict(), "Scale unit", "GiB", List.of(stamp().name()), series, true));
  }

  private static void add(List<Picture.Series> series, Figure<Bytes> part, Picture.Role role) {
    double size = Math.max(0, part.value().to(ByteUnit.GIB));
    series.add(new Picture.Series(part.name(), List.of(size), role));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> all = new ArrayList<>();
    all.add(available);
    all.add(host.total());
    all.add(reserve);
    all.addAll(host.terms(largest, vms.highlyAvailable()));
    all.add(largest);
    all.add(tenants);
    all.add(host.infrastructure());
    all.add(taken());
    all.add(takenShare());
    all.addAll(growth());
    host.mostVms().ifPresent(all::add);
    all.add(host.ratio(vms.vcpus()));
    all.add(vms.vcpus());
    all.add(host.ofCache());
    all.add(host.infrastructureVms());
    all.add(host.infrastructureVcpus());
    all.add(host.ercs());
    all.addAll(host.increaseOf1905());
    host.increaseOf2102().ifPresent(all::add);
    return all;
  }
}
