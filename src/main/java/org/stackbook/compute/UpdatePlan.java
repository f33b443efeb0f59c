package org.stackbook.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.compute.engine.HostDrain;
import org.stackbook.compute.engine.MovableVms;
import org.stackbook.compute.engine.RollingDrain;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/**
 * What an update does to VMs: at each step one server is drained, and its VMs move to the others
 * while they run. Which ones can, which stop, and how long all takes by the published run times.
 *
 * <p>Before build 2108, while the resiliency reserve is kept, there is room at each step: it leaves
 * the largest VM (N − 2) times free on the N − 1 other servers beside all that moves, and for the
 * last VM to find none, each of them would need to have less than its size free. Since 2108 the
 * reserve counts highly available VMs only, and that holds where there are no others: VMs with a
 * GPU may fill the other servers, and nothing is kept free beside them.
 *
 * <pre>{@code
 * var update = oslo.compute().place(p -> p.vm("Standard_D2_v2", 12)).update("1803");
 * update.goesOn(); // whether no VM stops
 * update.moves()
 * }</pre>
 *
 * <p>Source: Manage updates; release notes per build.
 */
public final class UpdatePlan extends Result implements OfStamp {

  private static final FactBook OPERATIONS = Facts.book("operations");
  private static final FactBook OURS = Facts.ours();
  private static final int NAMES_TOLD = 5;

  private final HostMemory host;
  private final VmQuestion asked;
  private final Build to;
  private final Figure<String> failback;
  private final List<UpdateRunTime> runTimes;
  private final List<HostDrain> drains = new ArrayList<>();
  private final List<DrainStep> steps = new ArrayList<>();
  private final List<AskedVm> running;
  private final Figure<Bytes> availableBefore;
  private final Figure<Bytes> availableAfter;
  private final Figure<Bytes> growth;

  /** The VMs of an update. */
  static final class VmNames implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof UpdatePlan plan
          ? plan.steps.stream().map(DrainStep::vm).distinct().toList()
          : List.of();
    }
  }

  /**
   * @param there the VMs that run
   */
  UpdatePlan(
      HostMemory host, VmQuestion asked, VmCourse course, UpdateOptions said, TenantVms there) {
    this.host = host;
    this.asked = asked;
    this.to = said.to();
    this.failback = said.failback();
    this.runTimes =
        Build.all().stream()
            .filter(b -> stamp().build().isBefore(b) && to.isAtLeast(b))
            .map(b -> new UpdateRunTime(b, host.servers()))
            .toList();
    int[] numbers =
        IntStream.range(0, asked.vms().size()).filter(i -> course.what(i).runs()).toArray();
    this.running = Arrays.stream(numbers).mapToObj(asked.vms()::get).toList();
    HostMemory updated = new HostMemory(stamp(), to);
    this.availableBefore = available(host, there, "available before the update");
    this.availableAfter = available(updated, there, "available after the update");
    this.growth = growth(updated);
    RollingDrain rolling = rolling(course, numbers);
    for (int server : said.order()) {
      HostDrain drain = rolling.drain(server);
      drains.add(drain);
      for (int i = 0; i < drain.count(); i++) {
        steps.add(step(drain, i, running.get(drain.vm(i))));
      }
    }
  }

  private static Figure<Bytes> available(HostMemory of, TenantVms there, String name) {
    return new MemoryPlan(of, there, null, Optional.empty()).available().named(name);
  }

  private Figure<Bytes> growth(HostMemory updated) {
    Figure<Bytes> now = host.infrastructure().named("infrastructure before");
    Figure<Bytes> then = updated.infrastructure().named("infrastructure after");
    return Figure.derived(
        "growth of the infrastructure",
        then.value().minus(now.value()),
        "{infrastructure after} − {infrastructure before}",
        then,
        now);
  }

  private RollingDrain rolling(VmCourse course, int[] numbers) {
    boolean[] movable = new boolean[numbers.length];
    for (int i = 0; i < movable.length; i++) {
      movable[i] = running.get(i).size().isHighlyAvailable();
    }
    int servers = host.servers().value();
    long[] beside = new long[servers];
    Arrays.fill(beside, host.infrastructureOfServer().count());
    return new RollingDrain(
        IntStream.range(0, servers).mapToLong(course.state()::free).toArray(),
        beside,
        new MovableVms(
            running.stream().mapToLong(AskedVm::memory).toArray(),
            movable,
            running.stream().mapToInt(AskedVm::set).toArray(),
            running.stream().mapToInt(AskedVm::domain).toArray()),
        Arrays.stream(numbers).map(course::server).toArray(),
        failback.value().equals("yes"));
  }

  private DrainStep step(HostDrain drain, int i, AskedVm vm) {
    int at = drain.to(i);
    UpdateDisposition what =
        !vm.size().isHighlyAvailable()
            ? UpdateDisposition.STOPPED
            : at == VmPlacer.NO_HOST
                ? UpdateDisposition.NO_ROOM
                : drain.isTogether(i) ? UpdateDisposition.MOVED_TOGETHER : UpdateDisposition.MOVED;
    return new DrainStep(
        name(drain.host()),
        vm.name(),
        at == VmPlacer.NO_HOST ? Optional.empty() : Optional.of(name(at)),
        what);
  }

  private String name(int server) {
    return stamp().servers().get(server).name();
  }

  /** The stamp, as it is before the update. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /** Whether each VM, and the infrastructure, runs on at each step. */
  public boolean goesOn() {
    return steps.stream().allMatch(step -> step.disposition().runs())
        && drains.stream().allMatch(drain -> drain.lacking() == 0);
  }

  /**
   * Whether all that can move finds room when a server is drained.
   *
   * @param server such as {@code n3}
   * @throws Refusal if there is no such server
   */
  public boolean canDrain(@Takes(StampWords.Servers.class) String server) {
    String name = stamp().server(server, "canDrain(\"" + server + "\")").name();
    return drains.stream().filter(d -> name(d.host()).equals(name)).allMatch(this::isDrained);
  }

  private boolean isDrained(HostDrain drain) {
    return drain.lacking() == 0 && count(drain, UpdateDisposition.NO_ROOM) == 0;
  }

  /** What became of each VM at each step, in the order in which servers are drained. */
  public List<DrainStep> steps() {
    return List.copyOf(steps);
  }

  /**
   * What became of a VM; more than one step only where VMs do not return to their server.
   *
   * @param vm such as {@code web-2}
   * @throws Refusal if no such VM runs, with the nearest named
   */
  public List<DrainStep> steps(@Takes(VmNames.class) String vm) {
    List<DrainStep> of = steps.stream().filter(step -> step.vm().equals(vm)).toList();
    if (of.isEmpty()) {
      throw Refusal.of("steps(\"" + vm + "\")", "no such VM runs")
          .nearest(vm, steps.stream().map(DrainStep::vm).distinct().toList())
          .wayOut("name a VM that is placed; moves() shows all")
          .asException();
    }
    return of;
  }

  /** All moves of VMs as a table. */
  public UpdateMoves moves() {
    return new UpdateMoves(stamp(), title(), steps);
  }

  /**
   * The error that a user gets who creates an availability set during the update, where one is
   * known. Instances of scale sets, which are in three fault domains, fail alike. No VM should be
   * created during an update anyway.
   *
   * @param faultDomains 1 to 3; 3 for a scale set
   * @throws Refusal if it is out of range
   */
  public Optional<String> creationError(int faultDomains) {
    Fact most = Facts.capacity().fact("placement/faultDomainsMax");
    if (faultDomains < 1 || faultDomains > most.integer()) {
      throw Refusal.of(
              "creationError(" + faultDomains + ")",
              "there are 1 to " + most.integer() + " domains")
          .source(most.citation())
          .wayOut("say a number in that range")
          .asException();
    }
    Fact error = OURS.fact("update/faultDomains/error");
    boolean known =
        runTimes.stream().anyMatch(run -> error.builds().includes(run.build().name()))
            && stamp().servers().size() == OURS.fact("update/faultDomains/servers").integer()
            && faultDomains == OURS.fact("update/faultDomains/domains").integer();
    return known ? Optional.of(error.text()) : Optional.empty();
  }

  /** Sets with as many fault domains as the error speaks of, and with VMs that run. */
  private List<VmSet> unsupportedSets() {
    Fact domains = OURS.fact("update/faultDomains/domains");
    return creationError(domains.integer()).isEmpty()
        ? List.of()
        : running.stream()
            .filter(AskedVm::isInSet)
            .map(vm -> asked.sets().get(vm.set()))
            .filter(set -> set.faultDomains() == domains.integer())
            .distinct()
            .toList();
  }

  private Optional<Figure<Integer>> unsupported() {
    List<VmSet> sets = unsupportedSets();
    Fact fact = OURS.fact("update/faultDomains/domains");
    Figure<Integer> domains = Figure.stated("fault domains that fail", fact.integer(), fact);
    Figure<String> names =
        Figure.given(
            "sets with these fault domains",
            sets.stream().map(VmSet::name).collect(Collectors.joining(", ")),
            "availabilitySet(…), scaleSet(…)");
    return sets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.derived(
                    "sets that take no new VM meanwhile",
                    sets.size(),
                    "{sets with these fault domains}: {fault domains that fail} of them on"
                        + " {servers} servers",
                    names,
                    domains,
                    host.servers())
                .by(OURS.fact("update/faultDomains/error")));
  }

  private Optional<Figure<Integer>> mostVms() {
    return to.limits()
        .vmsPerServer()
        .map(
            most ->
                Figure.derived(
                        "most VMs on a server at a step",
                        drains.stream().mapToInt(HostDrain::mostVms).max().orElse(0),
                        "count over all steps, where {" + most.name() + "} may be created",
                        most)
                    .by(OURS.fact("update/drains/value"), OURS.fact("update/vmLimit/value")));
  }

  private boolean isAboveVmLimit() {
    return mostVms()
        .filter(most -> most.value() > to.limits().vmsPerServer().orElseThrow().value())
        .isPresent();
  }

  private boolean isAboveReserveAfter() {
    return availableAfter.value().compareTo(Bytes.ZERO) < 0;
  }

  private long count(HostDrain drain, UpdateDisposition what) {
    String server = name(drain.host());
    return steps.stream()
        .filter(step -> step.server().equals(server) && step.disposition() == what)
        .count();
  }

  private Figure<Integer> count(String name, UpdateDisposition what) {
    return Figure.derived(
            name,
            (int) steps.stream().filter(step -> step.disposition() == what).count(),
            "count over all steps; VMs return to their server: {failback}",
            failback)
        .by(OURS.fact("update/drains/value"));
  }

  private Figure<Integer> blocked() {
    return Figure.derived(
            "servers that cannot be drained",
            (int) drains.stream().filter(drain -> !isDrained(drain)).count(),
            "those of {servers} whose VMs or infrastructure find no room on the others, each having"
                + " {memory of a server for VMs}",
            host.servers(),
            host.forVmsOfServer())
        .by(OURS.fact("update/reserve/value"));
  }

  private Figure<Bytes> leastFree() {
    long least = drains.stream().mapToLong(HostDrain::free).min().orElse(0);
    return Figure.derived(
            "least free memory at a step",
            Bytes.of(least, ByteUnit.GIB),
            "of what {servers} less one have with {memory of a server for VMs} each, when all has"
                + " moved",
            host.servers(),
            host.forVmsOfServer())
        .by(OURS.fact("update/drains/value"));
  }

  /** The sum over all builds on the way, if each is published. */
  private Optional<Figure<Timespan>> runTime(boolean most) {
    List<Figure<Timespan>> each =
        runTimes.stream().flatMap(run -> (most ? run.most() : run.least()).stream()).toList();
    if (each.size() < runTimes.size()) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.derived(
                "run time, " + (most ? "most" : "least"),
                each.stream().map(Figure::value).reduce(Timespan.ZERO, Timespan::plus),
                each.stream().map(f -> "{" + f.name() + "}").collect(Collectors.joining(" + ")),
                each.toArray(Figure<?>[]::new))
            .by(OPERATIONS.fact("updates/skip")));
  }

  private static Figure<Timespan> firmware(String name, String path) {
    Fact fact = OURS.fact("update/firmware/" + path);
    return Figure.stated(name, Timespan.hours(fact.integer()), fact);
  }

  private boolean hasFirmware() {
    Fact fact = OURS.fact("update/firmware/leastHours");
    return fact.builds().includes(to.name());
  }

  @Override
  public String title() {
    return "Update of " + stamp().name() + " from " + stamp().build() + " to " + to;
  }

  @Override
  public String verdict() {
    StringBuilder text = new StringBuilder();
    int blocked = blocked().value();
    text.append(
        blocked == 0
            ? "Each of " + drains.size() + " servers can be drained*"
            : blocked + "* of " + drains.size() + " servers cannot be drained");
    long moves = steps.stream().filter(step -> step.disposition().runs()).count();
    text.append(String.format(Locale.ROOT, "; %,d* moves of %,d VMs.", moves, running.size()));
    tell(text, UpdateDisposition.NO_ROOM, "Without room");
    tell(text, UpdateDisposition.STOPPED, "Stopped meanwhile");
    tell(text, UpdateDisposition.MOVED_TOGETHER, "Moved together");
    if (isAboveVmLimit()) {
      text.append(
          String.format(
              Locale.ROOT,
              " Up to %d* VMs are on one server meanwhile, where %d may be created.",
              mostVms().orElseThrow().value(),
              to.limits().vmsPerServer().orElseThrow().value()));
    }
    if (isAboveReserveAfter()) {
      text.append(" In build ")
          .append(to)
          .append(" the VMs take ")
          .append(Bytes.of(-availableAfter.value().count(), ByteUnit.GIB))
          .append(availableAfter.confidence().starred() ? "*" : "")
          .append(" more than the resiliency reserve leaves them.");
    }
    if (!unsupportedSets().isEmpty()) {
      text.append(" Meanwhile no VM can be created in ")
          .append(unsupportedSets().stream().map(VmSet::name).collect(Collectors.joining(", ")))
          .append(": ")
          .append(OURS.fact("update/faultDomains/error").text())
          .append('.');
    }
    text.append(' ').append(duration());
    return text.toString();
  }

  private void tell(StringBuilder text, UpdateDisposition what, String words) {
    List<String> names =
        steps.stream()
            .filter(step -> step.disposition() == what)
            .map(DrainStep::vm)
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      text.append(' ')
          .append(words)
          .append("*: ")
          .append(Sentences.names(names, NAMES_TOLD))
          .append('.');
    }
  }

  private String duration() {
    Optional<Figure<Timespan>> least = runTime(false);
    Optional<Figure<Timespan>> most = runTime(true);
    if (least.isEmpty() || most.isEmpty()) {
      return "Not for every build on the way a run time is published.";
    }
    String star = least.get().confidence().starred() ? "*" : "";
    boolean same = least.get().value().equals(most.get().value());
    return "It takes "
        + (same ? "" : least.get().valueText() + star + " to ")
        + most.get().valueText()
        + star
        + (runTimes.size() > 1 ? " for " + runTimes.size() + " updates in turn." : ".");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("drained")
            .count("VMs")
            .count("moved")
            .count("moved together")
            .count("stopped")
            .count("no room")
            .number("free on the others", "GiB", 2)
            .number("most free on one", "GiB", 2)
            .text("drained in full");
    for (HostDrain drain : drains) {
      table.row(
          name(drain.host()),
          starred(drain.count()),
          starred(count(drain, UpdateDisposition.MOVED)),
          starred(count(drain, UpdateDisposition.MOVED_TOGETHER)),
          starred(count(drain, UpdateDisposition.STOPPED)),
          starred(count(drain, UpdateDisposition.NO_ROOM)),
          starred(Bytes.of(drain.free(), ByteUnit.GIB)),
          starred(Bytes.of(drain.mostFree(), ByteUnit.GIB)),
          starred(told(drain)));
    }
    notes(table);
    return table.build();
  }

  private String told(HostDrain drain) {
    if (isDrained(drain)) {
      return "yes";
    }
    String lacking =
        drain.lacking() > 0
            ? "the infrastructure lacks " + Bytes.of(drain.lacking(), ByteUnit.GIB)
            : "";
    String noRoom =
        count(drain, UpdateDisposition.NO_ROOM) == 0
            ? ""
            : drain.isProven() ? "there is no way" : "no way was found";
    return "no: " + noRoom + (noRoom.isEmpty() || lacking.isEmpty() ? "" : "; ") + lacking;
  }

  private void notes(DataTable.Builder table) {
    for (UpdateRunTime run : runTimes) {
      table.note(
          run.build()
              + ": "
              + run.type().map(Figure::valueText).orElse("type not stated")
              + ", "
              + (run.least().isPresent() && run.most().isPresent()
                  ? run.least().get().value().equals(run.most().get().value())
                      ? run.most().get().valueText()
                      : run.least().get().valueText() + " to " + run.most().get().valueText()
                  : "run time not published")
              + ".");
    }
    if (runTimes.stream().flatMap(run -> run.type().stream()).anyMatch(UpdatePlan::isExpress)) {
      table.note("Ours: " + OURS.fact("update/express/value").text() + ".");
    }
    if (hasFirmware()) {
      table.note(
          "Firmware of drives takes "
              + firmware("least", "leastHours").valueText()
              + " to "
              + firmware("most", "mostHours").valueText()
              + " where an update brings it; it is not added.");
    }
    table.note(
        "Creating VMs during an update "
            + OPERATIONS.fact("updates/vmCreationDuringUpdate").text()
            + ".");
    creationError(Facts.capacity().fact("placement/faultDomainsMax").integer())
        .ifPresent(
            error ->
                table.note(
                    "Availability sets of three fault domains, and instances of scale sets, fail"
                        + " meanwhile: "
                        + error
                        + "."));
    for (UpdateDisposition each : UpdateDisposition.values()) {
      if (each != UpdateDisposition.MOVED
          && steps.stream().anyMatch(step -> step.disposition() == each)) {
        table.note(each.word() + ": " + each.definition() + ".");
      }
    }
    if (growth.value().compareTo(Bytes.ZERO) != 0) {
      table.note(
          "In build "
              + to
              + " the infrastructure takes "
              + growth.valueText()
              + " more; drains are counted with what it takes in build "
              + stamp().build()
              + ".");
    }
    if (isAboveVmLimit()) {
      table.note("Ours: " + OURS.fact("update/vmLimit/value").text() + ".");
    }
    table.note("Ours: " + OURS.fact("update/drains/value").text() + ".");
    host.unitNote().ifPresent(table::note);
  }

  private static boolean isExpress(Figure<String> type) {
    return type.value().equals(OPERATIONS.fact("updates/types/1").text());
  }

  private static Cell starred(Object value) {
    return new Cell(value, true);
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "Memory that is left on the others while a server is drained",
            verdict(),
            "Drained",
            "GiB",
            drains.stream().map(drain -> name(drain.host())).toList(),
            List.of(
                new Picture.Series(
                    "free on the others",
                    drains.stream()
                        .map(drain -> Bytes.of(drain.free(), ByteUnit.GIB).to(ByteUnit.GIB))
                        .toList(),
                    Picture.Role.FREE)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(Figure.given("VMs", running.size(), "the VMs that run"));
    figures.add(count("moves", UpdateDisposition.MOVED));
    figures.add(count("moves together", UpdateDisposition.MOVED_TOGETHER));
    figures.add(
        count("VMs stopped", UpdateDisposition.STOPPED)
            .by(Facts.virtualMachines().fact("gpu/note")));
    figures.add(count("VMs without room", UpdateDisposition.NO_ROOM));
    figures.add(blocked());
    figures.add(leastFree());
    figures.add(availableBefore);
    figures.add(availableAfter);
    figures.add(growth);
    mostVms().ifPresent(figures::add);
    unsupported().ifPresent(figures::add);
    runTimes.forEach(run -> figures.addAll(run.figures()));
    runTime(false).ifPresent(figures::add);
    runTime(true).ifPresent(figures::add);
    if (hasFirmware()) {
      figures.add(firmware("drive firmware, least", "leastHours"));
      figures.add(firmware("drive firmware, most", "mostHours"));
    }
    figures.add(failback);
    figures.add(host.forVmsOfServer());
    return figures;
  }
}
