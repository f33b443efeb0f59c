package org.stackbook.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.view.Step;

/**
 * How it came that a VM is on its server, or on none: the rules in the order in which they are
 * looked at, then every failure that reached it.
 *
 * <pre>{@code
 * oslo.compute().place(p -> p.scaleSet("batch", "Standard_D2_v2", 3)).trace("batch-3").disposition() // → placed
 * }</pre>
 */
public final class VmTrace extends Result implements OfStamp {

  private static final String GOES_ON = "goes on";

  private final HostMemory host;
  private final VmQuestion asked;
  private final int number;
  private final AskedVm vm;
  private final List<Step> steps = new ArrayList<>();
  private VmDisposition disposition;
  private @Nullable Quorum lost;

  VmTrace(HostMemory host, VmQuestion asked, List<int[]> failures, int number) {
    this.host = host;
    this.asked = asked;
    this.number = number;
    this.vm = asked.vms().get(number);
    VmCourse placed = after(List.of());
    this.disposition = placed.what(number);
    creation(new VmCourse(host, asked, number, List.of()).state(), placed);
    int at = placed.server(number);
    for (int i = 0; i < failures.size(); i++) {
      at = failure(failures.subList(0, i + 1), at);
    }
  }

  private VmCourse after(List<int[]> failures) {
    return new VmCourse(host, asked, asked.vms().size(), failures);
  }

  private void creation(VmPlacer before, VmCourse placed) {
    Optional<Figure<Integer>> most = host.mostVms();
    if (most.isPresent()) {
      int created = before.created();
      step(VmDisposition.VM_LIMIT, "it would be VM " + (created + 1) + " of " + most.get().value());
    }
    if (isOver()) {
      return;
    }
    step(
        VmDisposition.RESERVE,
        "it takes "
            + vm.size().memory().valueText()
            + " of "
            + gib(before.available())
            + " available"
            + (vm.memory() > Math.max(before.largest(), host.engineReserve().leastLargest())
                    && host.counts(vm.size().isHighlyAvailable())
                ? ", and the reserve grows with the largest VM"
                : ""));
    if (isOver()) {
      return;
    }
    int[] withMemory =
        hosts(before, h -> before.free(h) >= vm.memory() && (!vm.hasServer() || h == vm.on()));
    step(
        VmDisposition.SERVER_MEMORY,
        told(withMemory, stamp().servers().size(), "servers") + " have the memory");
    if (isOver()) {
      return;
    }
    int perServer =
        host.stamp().build().limits().vmsPerServer().map(Figure::value).orElse(Integer.MAX_VALUE);
    int[] belowLimit = Arrays.stream(withMemory).filter(h -> before.vms(h) < perServer).toArray();
    if (most.isPresent()) {
      step(
          VmDisposition.SERVER_VM_LIMIT,
          told(belowLimit, withMemory.length, "of them")
              + " have fewer than "
              + perServer
              + " VMs");
    }
    if (isOver()) {
      return;
    }
    int[] apart =
        Arrays.stream(belowLimit).filter(h -> before.isApart(h, vm.set(), vm.domain())).toArray();
    if (vm.isInSet()) {
      step(
          VmDisposition.FAULT_DOMAIN,
          told(apart, belowLimit.length, "of them")
              + " have no other fault domain of "
              + asked.sets().get(vm.set()).name()
              + "; it is in fault domain "
              + vm.domain()
              + shared());
    }
    if (!isOver()) {
      int chosen = placed.server(number);
      steps.add(
          new Step(
              vm.hasServer() ? "said" : "most free memory",
              vm.hasServer()
                  ? "it is said to be on " + name(chosen)
                  : name(chosen)
                      + " has "
                      + gib(before.free(chosen))
                      + " free, no other of those has more",
              VmDisposition.PLACED.word() + " on " + name(chosen)));
    }
  }

  /** Which instances of its scale set were put into its fault domain before. */
  private String shared() {
    List<String> before =
        asked.vms().subList(0, number).stream()
            .filter(other -> other.set() == vm.set() && other.domain() == vm.domain())
            .map(AskedVm::name)
            .toList();
    return !asked.isInScaleSet(vm) || before.isEmpty()
        ? ""
        : ", as "
            + before.get(0)
            + (before.size() == 1 ? " is" : " and " + (before.size() - 1) + " more are")
            + ": they may share a server*";
  }

  /** Adds a step that ends the course where the VM was stopped by this rule. */
  private void step(VmDisposition rule, String found) {
    String name = rule == VmDisposition.FAULT_DOMAIN ? "fault domain" : rule.word();
    steps.add(new Step(name, found, disposition == rule ? rule.word() : GOES_ON));
  }

  private boolean isOver() {
    return !steps.isEmpty() && !steps.get(steps.size() - 1).outcome().equals(GOES_ON);
  }

  private int failure(List<int[]> upToHere, int at) {
    int[] now = upToHere.get(upToHere.size() - 1);
    if (at == VmPlacer.NO_HOST) {
      return at;
    }
    VmCourse course = after(upToHere);
    boolean goesOn = course.quorum().isKept();
    if (goesOn && Arrays.stream(now).noneMatch(h -> h == at)) {
      return at;
    }
    disposition = course.what(number);
    lost = goesOn ? null : course.quorum();
    int to = course.server(number);
    steps.add(
        new Step(
            "failure of "
                + (goesOn
                    ? name(at)
                    : Arrays.stream(now).mapToObj(this::name).collect(Collectors.joining(", "))),
            disposition.definition(),
            disposition.word() + (to == VmPlacer.NO_HOST ? "" : " on " + name(to))));
    return to;
  }

  private int[] hosts(VmPlacer state, IntPredicate are) {
    return IntStream.range(0, stamp().servers().size())
        .filter(h -> !state.isDown(h))
        .filter(are)
        .toArray();
  }

  private String told(int[] hosts, int outOf, String which) {
    return hosts.length == 0
        ? "none " + (which.equals("of them") ? which : "of the " + which)
        : hosts.length == outOf
            ? "all " + which
            : Arrays.stream(hosts).mapToObj(this::name).collect(Collectors.joining(", "));
  }

  private String name(int server) {
    return stamp().servers().get(server).name();
  }

  private static Bytes gib(long bytes) {
    return Bytes.of(bytes, ByteUnit.GIB);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /** The steps, the first one first. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** How it ends. */
  public VmDisposition disposition() {
    return disposition;
  }

  @Override
  public String title() {
    return "How " + vm.name() + " was placed";
  }

  @Override
  public String verdict() {
    return vm.name()
        + ": "
        + disposition.word()
        + "*. "
        + Sentences.capital(disposition.definition())
        + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("rule").text("found").text("outcome");
    steps.forEach(
        step -> table.row(step.rule(), step.found(), new DataTable.Cell(step.outcome(), true)));
    table.note("Ours: " + Facts.ours().fact("vmPlacement/host/value").text() + ".");
    if (vm.isInSet()) {
      table.note("Ours: " + Facts.ours().fact("vmPlacement/faultDomain/value").text() + ".");
      if (asked.isInScaleSet(vm)) {
        asked.scaleSetNote().ifPresent(table::note);
      }
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(vm.size().memory());
    figures.add(host.forVmsOfServer());
    host.mostVms().ifPresent(figures::add);
    if (vm.isInSet()) {
      figures.add(stamp().build().limits().faultDomains());
    }
    if (lost != null) {
      figures.add(lost.cluster());
      figures.add(lost.pool());
    }
    return figures;
  }
}
