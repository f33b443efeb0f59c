package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.PolicyDelta;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;

/**
 * What the network controller changes on which server and MUX: the difference of the policies that
 * are wanted before and after.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var change = net.controller().away("n3")
 *     .request(r -> r.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5", "10.0.2.6")));
 * change.disposition() // → programmed in part
 * change.missed() // → [n3]
 * change.controller().back("n3").programmed() // → [n3]
 * }</pre>
 *
 * <p>Source: What is Network Controller; P. Patel et al., "Ananta: Cloud scale load balancing",
 * SIGCOMM 2013.
 */
public final class PolicyChange extends Result implements OfStamp {

  private static final int NAMES_TOLD = 4;
  private static final double MILLIS = 1e3;

  private final String what;
  private final NetworkController before;
  private final NetworkController after;
  private final boolean refused;

  /** What changes on servers and MUXes that are reached, and on those that miss it. */
  private final Map<String, PolicyDelta<PolicyKey, String>> done = new LinkedHashMap<>();

  private final Map<String, PolicyDelta<PolicyKey, String>> lacking = new LinkedHashMap<>();

  private PolicyChange(
      String what,
      NetworkController before,
      NetworkController after,
      boolean refused,
      List<PolicyDelta<PolicyKey, String>> changes) {
    this.what = what;
    this.before = before;
    this.after = after;
    this.refused = refused;
    for (int d = 0; d < changes.size(); d++) {
      String name = after.devices().get(d);
      if (!changes.get(d).isEmpty()) {
        (after.device(name).reached() ? done : lacking).put(name, changes.get(d));
      }
    }
  }

  static PolicyChange of(
      NetworkController before,
      NetworkController after,
      String what,
      List<PolicyDelta<PolicyKey, String>> changes) {
    return new PolicyChange(what, before, after, false, changes);
  }

  /** Without a quorum nothing is programmed. */
  static PolicyChange refused(NetworkController controller, String what) {
    return new PolicyChange(what, controller, controller, true, List.of());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return after.stamp();
  }

  /** What became of it. */
  public PolicyDisposition disposition() {
    if (refused) {
      return PolicyDisposition.NO_QUORUM;
    }
    if (!lacking.isEmpty()) {
      return PolicyDisposition.PROGRAMMED_IN_PART;
    }
    return done.isEmpty() ? PolicyDisposition.NO_CHANGE : PolicyDisposition.PROGRAMMED;
  }

  /** The controller after it. */
  public NetworkController controller() {
    return after;
  }

  /** The servers and MUXes that it programs; all others are left alone. */
  public List<String> programmed() {
    return List.copyOf(done.keySet());
  }

  /** The servers and MUXes that it concerns and that are not reached. */
  public List<String> missed() {
    return List.copyOf(lacking.keySet());
  }

  private static String word(PolicyDelta.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private Figure<Integer> generation() {
    return after.generation();
  }

  private Figure<Integer> generationBefore() {
    return before.generation().named("generation before");
  }

  private Figure<Integer> count(PolicyDelta.Kind kind) {
    List<Figure<Integer>> parts = new ArrayList<>();
    done.forEach((name, delta) -> parts.add(count(name, delta, kind, "")));
    lacking.forEach((name, delta) -> parts.add(count(name, delta, kind, ", missed")));
    return sum("policies " + word(kind), parts);
  }

  private Figure<Integer> count(
      String name, PolicyDelta<PolicyKey, String> delta, PolicyDelta.Kind kind, String missed) {
    Figure<Integer> from =
        missed.isEmpty()
            ? Figure.given(
                "generation that " + name + " had",
                before.device(name).generation(),
                "request(…), away(…)")
            : generationBefore();
    List<Figure<Integer>> parts = new ArrayList<>();
    for (PolicyKind policy : PolicyKind.values()) {
      int count =
          (int)
              delta.edits().entrySet().stream()
                  .filter(e -> e.getKey().kind() == policy && e.getValue().kind() == kind)
                  .count();
      if (count > 0) {
        parts.add(count(name + ": " + policy.plural() + " " + word(kind), policy, count, from));
      }
    }
    return sum(name + ": " + word(kind) + missed, parts);
  }

  private Figure<Integer> count(String name, PolicyKind policy, int count, Figure<Integer> from) {
    List<Figure<?>> inputs = new ArrayList<>(List.of(from, generation()));
    after.layout().placesOfCards().ifPresent(inputs::add);
    Figure<Integer> figure =
        Figure.derived(
            name,
            count,
            "count of what differs from {" + from.name() + "} to {generation}",
            inputs.toArray(Figure<?>[]::new));
    return policy
        .rule()
        .map(rule -> figure.by(Facts.ours().fact("sdn/" + rule + "/value")))
        .orElse(figure);
  }

  private static Figure<Integer> sum(String name, List<Figure<Integer>> parts) {
    return Figure.derived(
        name,
        parts.stream().mapToInt(Figure::value).sum(),
        parts.isEmpty()
            ? "0: there is none"
            : String.join(" + ", parts.stream().map(p -> "{" + p.name() + "}").toList()),
        parts.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> reached() {
    return Figure.derived(
        "programmed",
        done.size(),
        "count of " + (done.isEmpty() ? "none" : String.join(", ", programmed())));
  }

  private Figure<Integer> notReached() {
    return Figure.derived(
        "not reached",
        lacking.size(),
        "count of " + (lacking.isEmpty() ? "none" : String.join(", ", missed())));
  }

  private boolean changesVips() {
    return done.values().stream()
        .flatMap(delta -> delta.edits().keySet().stream())
        .anyMatch(key -> key.kind().isOfVips());
  }

  private static List<Figure<?>> times() {
    String because = "measured of Ananta in public Azure; nothing is public of Azure Stack";
    Fact median = Facts.networking().fact("ananta/measured/vipConfigMedianMs");
    Fact longest = Facts.networking().fact("ananta/measured/vipConfigMaxSeconds");
    return List.of(
        Figure.stated(
                "time to configure a VIP, median", new Timespan(median.number() / MILLIS), median)
            .assuming(because),
        Figure.stated("time to configure a VIP, longest", new Timespan(longest.number()), longest)
            .assuming(because));
  }

  @Override
  public String title() {
    return "What the network controller changes for " + what;
  }

  @Override
  public String verdict() {
    String word = Sentences.capital(disposition().word());
    if (refused || (done.isEmpty() && lacking.isEmpty())) {
      return word + ": " + disposition().definition() + ".";
    }
    return word
        + ", generation "
        + generation().value()
        + ": "
        + count(PolicyDelta.Kind.ADDED).starredText()
        + " added, "
        + count(PolicyDelta.Kind.CHANGED).starredText()
        + " changed, "
        + count(PolicyDelta.Kind.REMOVED).starredText()
        + " removed"
        + (done.isEmpty() ? "" : ", on " + Sentences.names(programmed(), NAMES_TOLD))
        + (lacking.isEmpty()
            ? "."
            : "; not on " + Sentences.names(missed(), NAMES_TOLD) + ", not reached.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("place")
            .text("state")
            .text("change")
            .text("policy")
            .text("for")
            .text("before")
            .text("after");
    done.forEach((name, delta) -> rows(table, name, "programmed", delta));
    lacking.forEach((name, delta) -> rows(table, name, "missed", delta));
    table.note(Sentences.capital(disposition().word()) + ": " + disposition().definition() + ".");
    if (changesVips()) {
      times()
          .forEach(
              time -> table.note(Sentences.capital(time.name()) + ": " + time.starredText() + "."));
    }
    return table.build();
  }

  private static void rows(
      DataTable.Builder table, String name, String state, PolicyDelta<PolicyKey, String> delta) {
    delta
        .edits()
        .forEach(
            (key, edit) ->
                table.row(
                    name,
                    state,
                    word(edit.kind()),
                    key.kind().word(),
                    key.match(),
                    edit.before().orElse(""),
                    edit.after().orElse("")));
  }

  @Override
  public Optional<Picture> picture() {
    Map<String, PolicyDelta<PolicyKey, String>> all = new LinkedHashMap<>(done);
    all.putAll(lacking);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<String> places = after.devices().stream().filter(all::containsKey).toList();
    return Optional.of(
        new Picture.Bars(
            "Policies that change by place",
            verdict(),
            "place",
            "policies",
            places,
            List.of(
                series("added", Picture.Role.GOOD, places, all, PolicyDelta.Kind.ADDED),
                series("changed", Picture.Role.WARNING, places, all, PolicyDelta.Kind.CHANGED),
                series("removed", Picture.Role.BAD, places, all, PolicyDelta.Kind.REMOVED)),
            true));
  }

  private static Picture.Series series(
      String name,
      Picture.Role role,
      List<String> places,
      Map<String, PolicyDelta<PolicyKey, String>> all,
      PolicyDelta.Kind kind) {
    return new Picture.Series(
        name,
        places.stream()
            .map(place -> (double) Objects.requireNonNull(all.get(place)).count(kind))
            .toList(),
        role);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (PolicyDelta.Kind kind : PolicyDelta.Kind.values()) {
      figures.add(count(kind));
    }
    figures.add(reached());
    figures.add(notReached());
    figures.add(generation());
    figures.add(generationBefore());
    figures.add(after.quorum());
    if (changesVips()) {
      figures.addAll(times());
    }
    return figures;
  }
}
