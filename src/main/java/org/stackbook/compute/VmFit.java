package org.stackbook.compute;

import java.util.List;
import java.util.Locale;
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
  private final Figure<Long> fit;
  private final Figure<Double> ratio;

  /**
   * @param before the VMs that are there
   */
  VmFit(HostMemory host, VmSize size, FitBounds bounds, MemoryPlan before, int vcpusBefore) {
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
    Figure<Bytes> room = host.forVmsOfServer();
    this.byServers =
        Figure.derived(
            "allowed by the servers",
            bounds.byHosts(),
            "as many of {memory} as each server has of {memory of a server for VMs},"
                + " less the VMs there, and as its VM limit leaves",
            size.memory(),
            room);
    this.fit =
        Figure.derived(
            "fit",
            bounds.fit(),
            "the least of {allowed by the reserve}, {allowed by the servers} and VM limits",
            byReserve,
            byServers);
    this.ratio =
        host.ratio(
            Figure.given(
                "vCPUs of VMs",
                (int)
                    Math.min(Integer.MAX_VALUE, vcpusBefore + bounds.fit() * size.vcpus().value()),
                "VMs placed and those that fit"));
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
        "%,d%s more fit; the %s bounds them. With them there are %s vCPUs per core.",
        vms(),
        fit.confidence().starred() ? "*" : "",
        bound().word(),
        ratio.valueText());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title()).text("rule").count("allows").text("bounds").text("meaning");
    row(table, VmDisposition.RESERVE, byReserve);
    row(table, VmDisposition.SERVER_MEMORY, starred(bounds.byHostMemory()));
    if (host.mostVms().isPresent()) {
      row(table, VmDisposition.SERVER_VM_LIMIT, starred(bounds.byHosts()));
      row(table, VmDisposition.VM_LIMIT, bounds.byVms());
    }
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
    return List.of(
        fit,
        byReserve,
        byServers,
        available,
        size.memory(),
        host.forVmsOfServer(),
        ratio,
        host.logicalProcessors());
  }
}
