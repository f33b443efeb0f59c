package org.stackbook.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/**
 * VMs on the servers of a stamp: where each was placed and why, or why not; what restarts where
 * when servers fail; what still fits. Memory is never over-committed, processors are.
 *
 * <pre>{@code
 * var vms = oslo.compute().place(p -> p.vm("Standard_D2_v2", 12)
 *     .availabilitySet("web", 3, a -> a.vm("Standard_D3_v2", 3)));
 * vms.trace("web-2");
 * vms.fail("n3").disposition("web-1")
 * }</pre>
 *
 * <p>Source: Azure Stack (Hub) compute capacity.
 */
public final class VmPlacement extends Result implements OfStamp {

  private static final int NAMES_TOLD = 5;

  private final HostMemory host;
  private final VmQuestion asked;
  private final List<int[]> failures;
  private final VmCourse course;

  /** The VMs of a placement. */
  static final class VmNames implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof VmPlacement placement
          ? placement.asked.vms().stream().map(AskedVm::name).toList()
          : List.of();
    }
  }

  VmPlacement(HostMemory host, VmQuestion asked, List<int[]> failures) {
    this.host = host;
    this.asked = asked;
    this.failures = List.copyOf(failures);
    this.course = new VmCourse(host, asked, asked.vms().size(), failures);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return host.stamp();
  }

  /**
   * What became of a VM.
   *
   * @param vm such as {@code web-2}
   * @throws Refusal if there is no such VM, with the nearest named
   */
  public VmDisposition disposition(@Takes(VmNames.class) String vm) {
    return course.what(number(vm, "disposition"));
  }

  /**
   * The server that a VM is on; nothing if it does not run.
   *
   * @param vm such as {@code web-2}
   * @throws Refusal if there is no such VM, with the nearest named
   */
  public Optional<String> server(@Takes(VmNames.class) String vm) {
    int on = course.server(number(vm, "server"));
    return on == VmPlacer.NO_HOST ? Optional.empty() : Optional.of(name(on));
  }

  /**
   * How it came that a VM is where it is, step by step.
   *
   * @param vm such as {@code web-2}
   * @throws Refusal if there is no such VM, with the nearest named
   */
  public VmTrace trace(@Takes(VmNames.class) String vm) {
    return new VmTrace(host, asked, failures, number(vm, "trace"));
  }

  /** All VMs: size, set, fault domain, server, and what became of them. */
  public VmTable vms() {
    return new VmTable(host, asked, course);
  }

  private int number(String vm, String word) {
    List<String> names = asked.vms().stream().map(AskedVm::name).toList();
    int number = names.indexOf(vm);
    if (number < 0) {
      throw Refusal.of(word + "(\"" + vm + "\")", "no such VM")
          .nearest(vm, names)
          .wayOut(
              names.isEmpty()
                  ? "place VMs first"
                  : "name one such as " + names.get(0) + "; vms() shows all")
          .asException();
    }
    return number;
  }

  private String name(int number) {
    return stamp().servers().get(number).name();
  }

  /**
   * The VMs after servers fail at once, after those that failed before: those that are highly
   * available restart where there is memory, and apart from other fault domains of their set if
   * possible. Without the quorum of the cluster, or of its storage pool, none runs; a witness is
   * taken to vote. {@code infrastructure().stop(…)} tells what else stops.
   *
   * <p>Source: Understanding cluster and pool quorum.
   *
   * @param servers such as {@code n3}
   * @throws Refusal if there is no such server, it has failed already, or none would be left
   */
  public VmPlacement fail(@Takes(StampWords.Servers.class) String... servers) {
    List<String> names = stamp().servers().stream().map(Server::name).toList();
    List<Integer> gone = new ArrayList<>(failed());
    List<Integer> now = new ArrayList<>();
    for (String server : servers) {
      String given = "fail(\"" + server + "\")";
      int number = names.indexOf(stamp().server(server, given).name());
      if (gone.contains(number)) {
        throw Refusal.of(given, "it has failed already")
            .wayOut("name another one, or leave it out")
            .asException();
      }
      gone.add(number);
      now.add(number);
    }
    if (gone.size() == names.size()) {
      throw Refusal.of("fail(…)", "no server would be left")
          .wayOut("leave one of them up")
          .asException();
    }
    if (now.isEmpty()) {
      return this;
    }
    List<int[]> all = new ArrayList<>(failures);
    all.add(now.stream().mapToInt(Integer::intValue).toArray());
    return new VmPlacement(host, asked, all);
  }

  private List<Integer> failed() {
    return failures.stream().flatMapToInt(IntStream::of).boxed().toList();
  }

  /**
   * How many VMs of a size fit beside those that are placed.
   *
   * @param size such as {@code Standard_D4_v2}
   * @throws Refusal if there is no such size, or a server has failed
   */
  public VmFit fit(@Takes(StampWords.VmSizeNames.class) String size) {
    String given = "fit(\"" + size + "\")";
    checkAllUp(given);
    VmSize wanted = new OfferedSizes(host).size(size, given);
    return new VmFit(
        host,
        wanted,
        course.state().fit(wanted.memory().value().count(), wanted.isHighlyAvailable()),
        memory(),
        tenants());
  }

  private void checkAllUp(String given) {
    if (!failures.isEmpty()) {
      throw Refusal.of(given, "the reserve's formula is for a scale unit whose servers are all up")
          .source(Facts.capacity().fact("memory/reserveVersions/0/formula").citation())
          .wayOut("ask before the failure")
          .asException();
    }
  }

  /**
   * What an update does to the VMs: servers are drained one after the other, and what runs on them
   * moves.
   *
   * <pre>{@code
   * oslo.compute().place(p -> p.vm("Standard_D2_v2", 12)).update("1803").goesOn() // → true
   * }</pre>
   *
   * @param build to update to
   * @throws Refusal if there is no such build, it is not later, or a server has failed
   */
  public UpdatePlan update(@Takes(StampWords.Builds.class) String build) {
    return update(u -> u.to(build, "update(\"" + build + "\")"));
  }

  /**
   * What an update does to the VMs.
   *
   * @param how such as {@code u -> u.to("2008").failback(false)}
   * @throws Refusal if no build is said, a word is said twice, or a server has failed
   */
  public UpdatePlan update(Consumer<UpdateOptions> how) {
    if (!failures.isEmpty()) {
      throw Refusal.of("update(…)", "a server is drained while all others are up")
          .wayOut("ask before the failure")
          .asException();
    }
    UpdateOptions said = new UpdateOptions(stamp());
    how.accept(said);
    return new UpdatePlan(host, asked, course, said, tenants());
  }

  /**
   * The memory with the VMs that run.
   *
   * @throws Refusal if a server has failed
   */
  public MemoryPlan memory() {
    checkAllUp("memory()");
    return new MemoryPlan(host, tenants(), null, Optional.of(asked.only(running())));
  }

  private TenantVms tenants() {
    Map<VmSize, Integer> bySize = new LinkedHashMap<>();
    running().forEach(i -> bySize.merge(asked.vms().get(i).size(), 1, Integer::sum));
    return TenantVms.placed(bySize, seed());
  }

  /** The first VM that runs nowhere, in the order in which they were said. */
  Optional<String> firstWithoutServer() {
    return all()
        .filter(i -> !course.what(i).runs())
        .mapToObj(i -> asked.vms().get(i).name())
        .findFirst();
  }

  private IntStream all() {
    return IntStream.range(0, asked.vms().size());
  }

  private boolean hasQuorum() {
    return course.quorum().isKept();
  }

  private IntStream running() {
    return all().filter(i -> course.what(i).runs());
  }

  private Figure<Integer> count(String name, VmDisposition... of) {
    List<VmDisposition> wanted = List.of(of);
    return Figure.derived(
            name,
            (int) all().filter(i -> wanted.contains(course.what(i))).count(),
            "count in the placement by seed {seed}",
            seed())
        .by(Facts.ours().fact("vmPlacement/host/value"));
  }

  private Figure<String> seed() {
    return Figure.given("seed", String.valueOf(asked.seed()), "seed(…)");
  }

  private Figure<Integer> vms(String name) {
    return Figure.given(name, asked.vms().size(), "vm(…), availabilitySet(…), scaleSet(…)");
  }

  private Figure<Integer> runs() {
    if (!hasQuorum()) {
      return Figure.derived(
              "VMs that run",
              0,
              "none; quorum of the cluster: {cluster quorum}, of its pool: {pool quorum}",
              course.quorum().cluster(),
              course.quorum().pool())
          .by(Facts.ours().fact("vmPlacement/quorum/value"));
    }
    return count(
        "VMs that run",
        VmDisposition.PLACED,
        VmDisposition.RESTARTED,
        VmDisposition.RESTARTED_TOGETHER);
  }

  private Figure<Double> ratio() {
    return host.ratio(tenants().vcpus(), failed().size());
  }

  @Override
  public String title() {
    String gone = failed().stream().map(this::name).collect(Collectors.joining(", "));
    return "VMs on " + stamp().name() + (gone.isEmpty() ? "" : " without " + gone);
  }

  @Override
  public String verdict() {
    StringBuilder text = new StringBuilder();
    if (!hasQuorum()) {
      text.append(quorumSentence());
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%,d* of %,d VMs run, %s%s vCPUs per core.",
            runs().value(),
            asked.vms().size(),
            ratio().valueText(),
            ratio().confidence().starred() ? "*" : ""));
    for (VmDisposition each : VmDisposition.values()) {
      List<String> names =
          all()
              .filter(i -> course.what(i) == each)
              .mapToObj(i -> asked.vms().get(i).name())
              .toList();
      if (each != VmDisposition.PLACED && !names.isEmpty()) {
        text.append(
                each.runs() ? " " + Sentences.capital(each.word()) : " Not running (" + each + ")")
            .append(": ")
            .append(Sentences.names(names, NAMES_TOLD))
            .append('.');
      }
    }
    if (course.homeless() > 0) {
      text.append(" The infrastructure lacks ")
          .append(Bytes.of(course.homeless(), ByteUnit.GIB))
          .append("*.");
    }
    return text.toString();
  }

  private String quorumSentence() {
    Quorum quorum = course.quorum();
    boolean cluster = quorum.clusterChance() == 1;
    boolean starred =
        quorum.cluster().confidence().starred() || quorum.pool().confidence().starred();
    return (cluster
            ? "The storage pool loses its quorum"
            : quorum.hasPool()
                ? "The cluster loses its quorum"
                : "Cluster and storage pool lose their quorum")
        + (starred ? "*" : "")
        + ", and all VMs stop. ";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Servers and the VMs on them")
            .text("server")
            .text("state")
            .count("VMs")
            .count("vCPUs")
            .number("vCPUs per core", "", 2)
            .number("memory of VMs", "GiB", 2)
            .number("free for VMs", "GiB", 2);
    VmPlacer state = course.state();
    for (int server = 0; server < stamp().servers().size(); server++) {
      List<AskedVm> there = course.on(server);
      int vcpus = there.stream().mapToInt(vm -> vm.size().vcpus().value()).sum();
      table.row(
          name(server),
          state.isDown(server) ? "failed" : hasQuorum() ? "up" : "no quorum",
          starred(there.size()),
          starred(vcpus),
          starred((double) vcpus / stamp().servers().get(server).cores()),
          starred(gib(there.stream().mapToLong(AskedVm::memory).sum())),
          hasQuorum() ? starred(gib(state.free(server))) : null);
    }
    for (VmDisposition each : VmDisposition.values()) {
      long count = all().filter(i -> course.what(i) == each).count();
      if (count > 0 && each != VmDisposition.PLACED) {
        table.note(count + " " + each.word() + ": " + each.definition() + ".");
      }
    }
    table.note("Ours: " + Facts.ours().fact("vmPlacement/host/value").text() + ".");
    if (!failures.isEmpty()) {
      failureNotes(table);
    }
    asked.scaleSetNote().ifPresent(table::note);
    if (running().anyMatch(i -> !asked.vms().get(i).size().isHighlyAvailable())) {
      table.note("How many GPUs a server has is not described: they are not counted.");
    }
    host.unitNote().ifPresent(table::note);
    return table.build();
  }

  private void failureNotes(DataTable.Builder table) {
    if (!hasQuorum()) {
      table.note("infrastructure().stop(…) tells what else stops.");
    } else if (course.quorum().isBeyondSupport()) {
      table.note(
          "More servers are down than Storage Spaces Direct is documented to bear; votes decide.");
    }
    table.note(
        "Disks of VMs need a copy of each slab within reach, too: place().fail(…).health() of the"
            + " storage tells.");
  }

  private static Cell starred(Object value) {
    return new Cell(value, true);
  }

  private static Bytes gib(long bytes) {
    return Bytes.of(bytes, ByteUnit.GIB);
  }

  @Override
  public Optional<Picture> picture() {
    List<Double> vms = new ArrayList<>();
    List<Double> free = new ArrayList<>();
    for (int server = 0; server < stamp().servers().size(); server++) {
      vms.add(gib(course.on(server).stream().mapToLong(AskedVm::memory).sum()).to(ByteUnit.GIB));
      free.add(hasQuorum() ? gib(course.state().free(server)).to(ByteUnit.GIB) : 0);
    }
    return Optional.of(
        new Picture.Bars(
            "Memory of each server for VMs",
            verdict(),
            "Server",
            "GiB",
            stamp().servers().stream().map(Server::name).toList(),
            List.of(
                new Picture.Series("VMs", vms, Picture.Role.GOOD),
                new Picture.Series("free", free, Picture.Role.FREE)),
            true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    Figure<Integer> runs = runs();
    figures.add(runs);
    figures.add(vms("VMs asked for"));
    if (failures.isEmpty()) {
      figures.addAll(memory().figures());
    } else {
      figures.add(ratio());
      figures.add(count("VMs restarted", VmDisposition.RESTARTED));
      figures.add(count("VMs restarted together", VmDisposition.RESTARTED_TOGETHER));
      figures.add(
          count(
              "VMs not restarted",
              VmDisposition.NOT_RESTARTED,
              VmDisposition.NOT_HIGHLY_AVAILABLE));
      figures.add(count("VMs stopped without quorum", VmDisposition.NO_QUORUM));
      figures.add(course.quorum().cluster());
      figures.add(course.quorum().pool());
      figures.add(course.quorum().serversUp());
      figures.add(course.quorum().drivesUp());
    }
    figures.add(host.forVmsOfServer());
    return figures;
  }
}
