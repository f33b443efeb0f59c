package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.PolicyDelta;
import org.stackbook.network.engine.Southbound;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;

/**
 * The network controller: its instances, of which a majority has to be up, and the policies that it
 * has programmed on each server and MUX. A request becomes the difference of what is wanted before
 * and after, and reaches only those whose policies differ. What is not reached keeps its policies,
 * and its generation stays behind.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var change = net.controller().request(r -> r.vip("203.0.113.10", v -> v.tcp(443).tcp(80).pool("web", "10.0.2.4", "10.0.2.5")));
 * change.programmed() // → [n1, n2, mux1, mux2]
 * net.controller().fail("nc1", "nc2").hasQuorum() // → false
 * }</pre>
 *
 * <p>Source: What is Network Controller; What is Software Load Balancer (SLB) for SDN.
 */
public final class NetworkController extends Result implements OfStamp {

  private static final int NAMES_TOLD = 4;

  /** The network that it was asked of. */
  private final SoftwareDefinedNetwork first;

  /** What was wanted at each generation, the first at 0. */
  private final List<SdnLayout> layouts;

  private final Southbound<PolicyKey, String> southbound;
  private final List<String> down;

  private NetworkController(
      SoftwareDefinedNetwork first,
      List<SdnLayout> layouts,
      Southbound<PolicyKey, String> southbound,
      List<String> down) {
    this.first = first;
    this.layouts = List.copyOf(layouts);
    this.southbound = southbound;
    this.down = List.copyOf(down);
  }

  /** A controller that had programmed all before anything of the network failed. */
  static NetworkController of(SoftwareDefinedNetwork network) {
    NetworkController controller =
        new NetworkController(
            network,
            List.of(network.layout()),
            Southbound.of(ControllerPolicies.of(network.layout())),
            List.of());
    for (String device : controller.devices()) {
      if (controller.hasFailed(device)) {
        controller = controller.away(device);
      }
    }
    for (String instance : controller.instancesUp()) {
      if (controller.hasFailed(controller.serverOf(instance))) {
        controller = controller.fail(instance);
      }
    }
    return controller;
  }

  /** Whether a server or MUX has failed in the network, or cannot be reached by any switch. */
  private boolean hasFailed(String device) {
    int mux = layout().muxes().stream().map(PhysicalEnd::name).toList().indexOf(device);
    return first.failed().contains(device)
        || (mux >= 0 && !first.fabric().runsMux(mux))
        || layout().tors().stream().allMatch(tor -> first.failed().contains(tor.name()));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return first.stamp();
  }

  /** The network as it is wanted, after all requests that were not refused. */
  public SoftwareDefinedNetwork network() {
    return layouts.size() == 1 ? first : first.with(layout());
  }

  SdnLayout layout() {
    return layouts.get(layouts.size() - 1);
  }

  // What is there.

  /** Servers, then MUXes. */
  List<String> devices() {
    return Stream.of(layout().hosts(), layout().muxes())
        .flatMap(List::stream)
        .map(PhysicalEnd::name)
        .toList();
  }

  List<String> reached() {
    return devices().stream().filter(d -> device(d).reached()).toList();
  }

  /** What can come back. */
  List<String> gone() {
    return Stream.concat(down.stream(), devices().stream().filter(d -> !device(d).reached()))
        .toList();
  }

  private List<String> instances() {
    return IntStream.rangeClosed(1, instanceCount().value()).mapToObj(i -> "nc" + i).toList();
  }

  List<String> instancesUp() {
    return instances().stream().filter(i -> !down.contains(i)).toList();
  }

  private String serverOf(String instance) {
    int number = instances().indexOf(instance);
    return layout().hosts().get(number % layout().hosts().size()).name();
  }

  Southbound.Device<PolicyKey, String> device(String name) {
    return southbound.devices().get(devices().indexOf(name));
  }

  int generationNumber() {
    return southbound.generation();
  }

  /** Whether enough instances are up to take requests and to program. */
  public boolean hasQuorum() {
    return instancesUp().size() >= needed().value();
  }

  // What happens.

  /**
   * Asks for something. Without a quorum it is refused, which the disposition tells.
   *
   * @param what such as {@code r -> r.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4"))}
   * @throws Refusal if what is said does not go together
   */
  public PolicyChange request(Consumer<ControllerRequest> what) {
    ControllerRequest said = new ControllerRequest(this);
    what.accept(said);
    SdnLayout wanted = layout().with(said.asked());
    if (!hasQuorum()) {
      return PolicyChange.refused(this, "a request");
    }
    List<PolicyDelta<PolicyKey, String>> changes =
        southbound.changesTo(ControllerPolicies.of(wanted));
    List<SdnLayout> all = new ArrayList<>(layouts);
    all.add(wanted);
    NetworkController after = new NetworkController(first, all, southbound.request(changes), down);
    return PolicyChange.of(this, after, "a request", changes);
  }

  /**
   * The controller after instances of it fail.
   *
   * @param instances such as {@code nc1}
   * @throws Refusal if there is none of the name, or it has failed already
   */
  public NetworkController fail(@Takes(ControllerNames.Instances.class) String... instances) {
    List<String> all = new ArrayList<>(down);
    for (String name : instances) {
      String given = "fail(\"" + name + "\")";
      known(name, instances(), given, "there is no such instance of the network controller");
      if (all.contains(name)) {
        throw Refusal.of(given, "it has failed already")
            .wayOut("name another one, or leave it out")
            .asException();
      }
      all.add(name);
    }
    return new NetworkController(first, layouts, southbound, all);
  }

  /**
   * The controller while servers or MUXes are not reached. They go on with the policies that they
   * have.
   *
   * @param names such as {@code n3} or {@code mux1}; what runs on a server is named by itself
   * @throws Refusal if there is none of the name, or it is away already
   */
  public NetworkController away(@Takes(ControllerNames.Reached.class) String... names) {
    Southbound<PolicyKey, String> now = southbound;
    for (String name : names) {
      String given = "away(\"" + name + "\")";
      int number = known(name, devices(), given, "there is no such server or MUX");
      if (!now.devices().get(number).reached()) {
        throw Refusal.of(given, "it is away already")
            .wayOut("name another one, or leave it out")
            .asException();
      }
      now = now.away(number);
    }
    return new NetworkController(first, layouts, now, down);
  }

  /**
   * Servers and MUXes are reached again, or instances are up again. With a quorum, what is reached
   * gets what it missed, which the change tells.
   *
   * @param names of what was away or failed, such as {@code n3} or {@code nc1}
   * @throws Refusal if there is none of the name, it is not away, or it has failed in the network
   */
  public PolicyChange back(@Takes(ControllerNames.Gone.class) String... names) {
    Southbound<PolicyKey, String> now = southbound;
    List<String> left = new ArrayList<>(down);
    for (String name : names) {
      String given = "back(\"" + name + "\")";
      boolean isInstance = instances().contains(name);
      List<String> all = Stream.concat(instances().stream(), devices().stream()).toList();
      known(name, all, given, "there is no such instance, server or MUX");
      int number = devices().indexOf(name);
      if (isInstance ? !left.remove(name) : now.devices().get(number).reached()) {
        throw Refusal.of(given, isInstance ? "it is up" : "it is not away")
            .wayOut(gone().isEmpty() ? "leave it out" : "name " + String.join(", ", gone()))
            .asException();
      }
      String place = isInstance ? serverOf(name) : name;
      if (hasFailed(place)) {
        throw Refusal.of(
                given,
                place
                    + (first.failed().contains(place)
                        ? " has failed in the network"
                        : " is not reached in the network"))
            .wayOut("ask the network without that failure for its controller")
            .asException();
      }
      now = isInstance ? now : now.back(number);
    }
    NetworkController after = new NetworkController(first, layouts, now, left);
    String what = String.join(", ", names) + " being back";
    if (!after.hasQuorum()) {
      return PolicyChange.refused(after, what);
    }
    List<PolicyDelta<PolicyKey, String>> changes = new ArrayList<>();
    now.devices().forEach(d -> changes.add(d.reached() ? d.missed() : PolicyDelta.none()));
    return PolicyChange.of(
        this, new NetworkController(first, layouts, now.reconcile(), left), what, changes);
  }

  private static int known(String name, List<String> all, String given, String rule) {
    if (!all.contains(name)) {
      throw Refusal.of(given, rule)
          .nearest(name, all)
          .wayOut("name one of " + String.join(", ", all))
          .asException();
    }
    return all.indexOf(name);
  }

  /** What servers and MUXes that are behind do by policies that are not wanted any more. */
  public StalePolicies stale() {
    return new StalePolicies(this);
  }

  /** What goes on in the network, with as many instances as are up. */
  public ControllerDuties duties() {
    return new ControllerDuties(this);
  }

  // Figures.

  private static Fact ours(String path) {
    return Facts.ours().fact("sdn/" + path + "/value");
  }

  private static Figure<Integer> instanceCount() {
    Fact fact = Facts.networking().fact("components/networkController/instances");
    return Figure.stated("instances", fact.integer(), fact);
  }

  private Figure<Integer> up() {
    return Figure.derived(
        "instances up",
        instancesUp().size(),
        "{instances} − {instances down}",
        instanceCount(),
        Figure.given("instances down", down.size(), "fail(…)"));
  }

  private static Figure<Integer> needed() {
    return Figure.derived(
            "instances needed",
            instanceCount().value() / 2 + 1,
            "more than half of {instances}",
            instanceCount())
        .by(Facts.ours().fact("infrastructureRoles/majority/value"));
  }

  Figure<String> quorum() {
    return Figure.derived(
        "quorum",
        hasQuorum() ? "Yes" : "No",
        "{instances up} of {instances} are up, {instances needed} are needed",
        up(),
        instanceCount(),
        needed());
  }

  Figure<Integer> generation() {
    return Figure.derived(
        "generation",
        generationNumber(),
        "1 + {requests}",
        Figure.given("requests", generationNumber() - 1, "request(…)"));
  }

  private Figure<Integer> generation(String device) {
    int has = device(device).generation();
    String name = "generation of " + device;
    return has == generationNumber()
        ? Figure.derived(name, has, "{generation}: no request was missed", generation())
        : Figure.given(name, has, "the last before away(…) or the loss of the quorum");
  }

  /** What was wanted when a device was programmed. */
  private PolicyFigures policies(String device) {
    return new PolicyFigures(
        layouts.get(device(device).generation() - 1), devices().indexOf(device));
  }

  Figure<Integer> missed(String device) {
    Figure<Integer> has = generation(device);
    int count = device(device).missed().size();
    Figure<Integer> missed =
        Figure.derived(
            "missed by " + device,
            count,
            "count of the policies that are added, changed or removed from {"
                + has.name()
                + "} to {generation}",
            has,
            generation());
    return count == 0 ? missed : missed.by(ours("reconcile"));
  }

  List<String> behind() {
    return devices().stream().filter(d -> !device(d).missed().isEmpty()).toList();
  }

  private Figure<Integer> sum(String name, List<Figure<Integer>> parts) {
    return Figure.derived(
        name,
        parts.stream().mapToInt(Figure::value).sum(),
        String.join(" + ", parts.stream().map(p -> "{" + p.name() + "}").toList()),
        parts.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> policies() {
    return sum("policies", devices().stream().map(d -> policies(d).total()).toList());
  }

  Figure<Integer> missed() {
    return sum("missed", devices().stream().map(this::missed).toList());
  }

  // Views.

  @Override
  public String title() {
    return "Network controller of "
        + stamp().name()
        + (down.isEmpty() ? "" : " without " + String.join(", ", down));
  }

  @Override
  public String verdict() {
    String quorum =
        (hasQuorum() ? "Quorum: " : "No quorum: ")
            + up().value()
            + " of "
            + instanceCount().value()
            + " instances are up, "
            + needed().starredText()
            + " are needed. ";
    String policies =
        policies().starredText()
            + " policies on "
            + layout().hosts().size()
            + " servers and "
            + layout().muxes().size()
            + " MUXes";
    return quorum
        + policies
        + (behind().isEmpty()
            ? "."
            : "; "
                + Sentences.names(behind(), NAMES_TOLD)
                + " behind, "
                + missed().starredText()
                + " changes missed.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("place").text("state").count("generation");
    for (PolicyKind kind : PolicyKind.values()) {
      table.count(kind.plural());
    }
    table.count("policies").count("missed");
    for (String device : devices()) {
      PolicyFigures policies = policies(device);
      List<@Nullable Object> row = new ArrayList<>();
      row.add(device);
      row.add(device(device).reached() ? "reached" : "away");
      row.add(generation(device));
      for (PolicyKind kind : PolicyKind.values()) {
        row.add(policies.has(kind) ? policies.of(kind) : null);
      }
      row.add(policies.total());
      row.add(missed(device));
      table.row(row.toArray());
    }
    table.note(
        "Reconciled as the virtual switch of public Azure is: "
            + Facts.networking().fact("vfp/reconciliation").text()
            + ".");
    table.note(
        "Instances: "
            + String.join(
                ", ",
                instances().stream()
                    .map(i -> i + " on " + serverOf(i) + (down.contains(i) ? " (down)" : ""))
                    .toList())
            + ".");
    for (String rule : List.of("controllerHosts", "mappings", "withoutQuorum", "reconcile")) {
      table.note("Ours: " + ours(rule).text() + ".");
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    Map<String, double[]> counts = new LinkedHashMap<>();
    List<String> devices = devices();
    for (int d = 0; d < devices.size(); d++) {
      PolicyFigures policies = policies(devices.get(d));
      for (PolicyKind kind : PolicyKind.values()) {
        int count = policies.has(kind) ? policies.of(kind).value() : 0;
        if (count > 0) {
          counts.computeIfAbsent(kind.purpose(), p -> new double[devices.size()])[d] += count;
        }
      }
    }
    List<Picture.Series> series = new ArrayList<>();
    counts.forEach(
        (purpose, values) ->
            series.add(
                new Picture.Series(
                    purpose, Arrays.stream(values).boxed().toList(), Picture.Role.PLAIN)));
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Picture.Bars(
                "Policies by place", verdict(), "place", "policies", devices, series, true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(
            List.of(quorum(), instanceCount(), up(), needed(), generation(), policies(), missed()));
    for (String device : devices()) {
      PolicyFigures policies = policies(device);
      figures.add(policies.total());
      figures.addAll(policies.all());
      figures.add(generation(device));
      figures.add(missed(device));
    }
    figures.add(
        Figure.stated(
            "places of instances", ours("controllerHosts").text(), ours("controllerHosts")));
    return figures;
  }
}
