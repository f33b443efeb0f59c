package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.compute.engine.FitBounds;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * How many more VMs of a size fit, counted by server and not divided, and which rule bounds their
 * number.
 *
 * <pre>{@code
 * oslo.compute().fit("Standard_D4_v2").vms() // → 61
 * oslo.compute().fit("Standard_D4_v2").bound() // → resiliency reserve
 * }</pre>
 *
 * <p>Source: Azure Stack (Hub) compute capacity.
 */
public final class VmFit extends Result implements OfStamp {

  private final HostMemory host;
  private final VmSize size;
  private final FitBounds bounds;
  private final Figure<Bytes> available;
  private final Figure<Long> byReserve;
  private final Figure<Long> byServers;
  private final Optional<Figure<Long>> byVmLimit;
  private final Figure<Long> fit;
  private final Figure<Double> ratio;

  /**
   * @param before the memory with the VMs that are there
   * @param there these VMs
   */
  VmFit(HostMemory host, VmSize size, FitBounds bounds, MemoryPlan before, TenantVms there) {
    this.host = host;
    this.size = size;
    this.bounds = bounds;
    this.available = before.available();
    this.byReserve =
        Figure.derived(
            "allowed by the reserve",
            bounds.byReserve(),
            "as many of {memory} as {available} has, the reserve grown with them",
            size.memory(),
            available);
    this.byServers = byServers();
    this.byVmLimit = host.mostVms().map(most -> byVmLimit(most, there.count("VMs there")));
    this.fit = leastOfAll();
    this.ratio = host.ratio(vcpus(there.vcpus().named("vCPUs of VMs there")));
  }

  private Figure<Long> byServers() {
    String rule =
        "as many of {memory} as each server has of {memory of a server for VMs}, less the VMs there";
    return stamp()
        .build()
        .limits()
        .vmsPerServer()
        .map(
            most ->
                Figure.derived(
                    "allowed by the servers",
                    bounds.byHosts(),
                    rule + ", and no more of all VMs than {" + most.name() + "}",
                    size.memory(),
                    host.forVmsOfServer(),
                    most))
        .orElseGet(
            () ->
                Figure.derived(
                    "allowed by the servers",
                    bounds.byHosts(),
                    rule,
                    size.memory(),
                    host.forVmsOfServer()));
  }

  private Figure<Long> byVmLimit(Figure<Integer> most, Figure<Integer> there) {
    return Figure.derived(
        "allowed by the VM limit",
        bounds.byVms(),
        "{" + most.name() + "} − {" + there.name() + "}",
        most,
        there);
  }

  private Figure<Long> leastOfAll() {
    List<Figure<Long>> rules = new ArrayList<>(List.of(byReserve, byServers));
    byVmLimit.ifPresent(rules::add);
    return Figure.derived(
        "fit",
        bounds.fit(),
        "the least of {"
            + rules.stream().map(Figure::name).collect(Collectors.joining("}, {"))
            + "}",
        rules.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> vcpus(Figure<Integer> there) {
    Figure<Integer> each = TenantVms.vcpus(size);
    return Figure.derived(
        "vCPUs of VMs",
        (int) Math.min(Integer.MAX_VALUE, there.value() + bounds.fit() * each.value()),
        "{" + there.name() + "} + {fit} × {" + each.name() + "}",
        there,
        fit,
        each);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /** How many fit. */
  public long vms() {
    return bounds.fit();
  }

  /** What bounds the number. */
  public VmDisposition bound() {
    return VmDisposition.of(bounds.bound());
  }

  @Override
  public String title() {
    return "Room for " + size.name() + " on " + stamp().name();
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "%,d%s more fit; the %s bounds them. With them there are %s%s vCPUs per core.",
        vms(),
        fit.confidence().starred() ? "*" : "",
        bound().word(),
        ratio.valueText(),
        ratio.confidence().starred() ? "*" : "");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title()).text("rule").count("allows").text("bounds").text("meaning");
    row(table, VmDisposition.RESERVE, byReserve);
    row(table, VmDisposition.SERVER_MEMORY, starred(bounds.byHostMemory()));
    byVmLimit.ifPresent(
        allows -> {
          row(table, VmDisposition.SERVER_VM_LIMIT, byServers);
          row(table, VmDisposition.VM_LIMIT, allows);
        });
    host.unitNote().ifPresent(table::note);
    if (!size.isHighlyAvailable()) {
      table.note("How many GPUs a server has is not described: they are not counted.");
    }
    return table.build();
  }

  private static DataTable.Cell starred(long number) {
    return new DataTable.Cell(number, true);
  }

  private void row(DataTable.Builder table, VmDisposition rule, Object allows) {
    table.row(rule.word(), allows, bound() == rule ? "yes" : "", rule.definition());
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(fit, byReserve, byServers));
    byVmLimit.ifPresent(figures::add);
    figures.addAll(
        List.of(available, size.memory(), host.forVmsOfServer(), ratio, host.logicalProcessors()));
    return figures;
  }
}
