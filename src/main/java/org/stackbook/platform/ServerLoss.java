package org.stackbook.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.platform.engine.ServerSets;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/**
 * What stops when servers stop: for each part of the infrastructure which share of the sets of
 * servers stops it, by itself and with what it runs on, one of them, and one that does not. Without
 * the quorum of the cluster all stops, without that of the pool all that has volumes. It holds for
 * the moment after the failure; then virtual machines restart on the servers left, if cluster and
 * pool keep their quorum.
 *
 * <pre>{@code
 * oslo.infrastructure().stop(2).share("AzS-NC01") // → 10.7 %
 * oslo.infrastructure().stop("n1", "n2").stops("cluster") // → false
 * }</pre>
 *
 * <p>Source: Understanding cluster and pool quorum; Disaster recovery in Azure Service Fabric.
 */
public final class ServerLoss extends Result implements OfStamp {

  private static final int NAMES_TOLD = 4;

  private final Infrastructure of;
  private final boolean inTurn;
  private final String title;
  private final Figure<Integer> servers;
  private final Figure<Long> count;
  private final Map<Part, Sets> counted = new LinkedHashMap<>();

  /** The sets that stop a part by itself, and those that stop it at all. */
  private record Sets(ServerSets ofItself, ServerSets ofAll) {}

  /** The parts of an infrastructure. */
  static final class PartNames implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof ServerLoss loss ? loss.names() : List.of();
    }
  }

  /** All sets of a size. */
  ServerLoss(Infrastructure of, int size, boolean inTurn) {
    this.of = of;
    this.inTurn = inTurn;
    this.title =
        String.format(
            Locale.ROOT,
            "What stops when %s of %d servers of %s stop%s",
            size,
            of.stamp().servers().size(),
            of.stamp().name(),
            inTurn ? " one after the other" : "");
    this.servers = Figure.given("servers that stop", size, inTurn ? "stopInTurn(…)" : "stop(…)");
    for (Part part : of.parts()) {
      counted.put(
          part, new Sets(of.setsOfItself(part, size, inTurn), of.setsOfAll(part, size, inTurn)));
    }
    this.count =
        Figure.derived(
            "sets of servers",
            sets(of.cluster()).ofAll().sets(),
            "ways to choose {servers that stop} of {servers}",
            servers,
            of.cluster().has());
  }

  /** One set. */
  ServerLoss(Infrastructure of, int set) {
    this.of = of;
    this.inTurn = false;
    this.title = "What stops on " + of.stamp().name() + " without " + of.names(set);
    this.servers = Figure.given("servers that stop", Integer.bitCount(set), "stop(…)");
    this.count =
        Figure.derived(
            "sets of servers",
            1L,
            "the one of {servers named}",
            Figure.given("servers named", of.names(set), "stop(…)"));
    for (Part part : of.parts()) {
      counted.put(
          part,
          new Sets(
              new ServerSets(1, part.stops(set, false), set, set),
              new ServerSets(1, of.chance(part, set, false), set, set)));
    }
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return of.stamp();
  }

  /**
   * Which part of the sets of servers stops something, by itself or with cluster and pool.
   *
   * @param part such as {@code AzS-NC01} or {@code storage pool}
   * @throws Refusal if there is no such part, with the nearest named
   */
  public Ratio share(@Takes(PartNames.class) String part) {
    return Ratio.of(sets(part, "share").share());
  }

  /**
   * Whether some set of servers stops something, by itself or with cluster and pool, be it by a
   * tie.
   *
   * @param part such as {@code AzS-NC01} or {@code storage pool}
   * @throws Refusal if there is no such part, with the nearest named
   */
  public boolean stops(@Takes(PartNames.class) String part) {
    return sets(part, "stops").stopped() > 0;
  }

  private ServerSets sets(String part, String word) {
    return counted.entrySet().stream()
        .filter(e -> e.getKey().name().equals(part))
        .map(e -> e.getValue().ofAll())
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(word + "(\"" + part + "\")", "no such part of the infrastructure")
                    .nearest(part, names())
                    .wayOut("name one of " + String.join(", ", names()))
                    .asException());
  }

  private Sets sets(Part part) {
    return Objects.requireNonNull(counted.get(part));
  }

  private List<String> names() {
    return counted.keySet().stream().map(Part::name).toList();
  }

  private Figure<Double> ofItself(Part part) {
    return part.stoppedSets(sets(part).ofItself().stopped(), inTurn, count);
  }

  private Figure<Double> ofAll(Part part) {
    List<Figure<Double>> any = new ArrayList<>(List.of(ofItself(part)));
    of.under(part).forEach(each -> any.add(ofItself(each)));
    Figure<Double> sets =
        Figure.derived(
            part.name() + ": sets that stop it",
            sets(part).ofAll().stopped(),
            any.stream().map(each -> "{" + each.name() + "}").collect(Collectors.joining(" or "))
                + (any.size() == 1 ? "" : ", a set of several counted once"),
            any.toArray(Figure<?>[]::new));
    return of.under(part).contains(of.pool())
        ? sets.by(Facts.ours().fact("infrastructureRoles/system/value"))
        : sets;
  }

  private Figure<Ratio> shareOfItself(Part part) {
    return share(
        part.name() + ": share of sets that stop it by itself",
        ofItself(part),
        sets(part).ofItself());
  }

  private Figure<Ratio> shareOfAll(Part part) {
    return share(part.name() + ": share of sets that stop it", ofAll(part), sets(part).ofAll());
  }

  private Figure<Ratio> share(String name, Figure<Double> stopped, ServerSets sets) {
    return Figure.derived(
        name,
        Ratio.of(sets.share()),
        "{" + stopped.name() + "} ÷ {sets of servers}",
        stopped,
        count);
  }

  private boolean keepsQuorum() {
    return sets(of.pool()).ofAll().stopped() == 0;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String verdict() {
    Map<Ratio, List<String>> byShare = new TreeMap<>(Comparator.comparing(Ratio::value).reversed());
    counted.forEach(
        (part, sets) -> {
          if (sets.ofAll().stopped() > 0) {
            byShare
                .computeIfAbsent(shareOfAll(part).value(), share -> new ArrayList<>())
                .add(part.name());
          }
        });
    String stopped =
        byShare.entrySet().stream()
            .map(e -> Sentences.names(e.getValue(), NAMES_TOLD) + inSets(e.getKey()))
            .collect(Collectors.joining("; "));
    return (keepsQuorum()
            ? "Cluster and pool keep their quorum."
            : "Cluster or pool may lose their quorum, and all stops with them.")
        + (stopped.isEmpty() ? " Nothing stops." : " May stop*: " + stopped + ".")
        + (keepsQuorum() && !stopped.isEmpty() ? " Their VMs restart on the servers left*." : "");
  }

  private String inSets(Ratio share) {
    return count.value() == 1 ? "" : " (" + share + " of the sets)";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("part")
            .text("what it does")
            .count("has")
            .count("needs")
            .number("stops by itself", "%", 1)
            .number("stops with the system", "%", 1)
            .text("stopped by")
            .text("not by");
    counted.forEach(
        (part, sets) -> {
          ServerSets all = sets.ofAll();
          table.row(
              part.name(),
              part.what(),
              part.has(),
              part.needs(inTurn),
              shareOfItself(part),
              shareOfAll(part),
              all.stopped() > 0 ? of.names(all.worst()) : "",
              of.chance(part, all.best(), inTurn) == 0 ? of.names(all.best()) : "");
        });
    table.note(
        "Sets of servers that were looked at: "
            + count.valueText()
            + ". A tie of the cluster counts as half a set.");
    table.note("Ours: " + Facts.ours().fact("infrastructureRoles/system/value").text() + ".");
    table.note("Ours: " + Facts.ours().fact("infrastructureRoles/restart/value").text() + ".");
    table.note(
        "Volumes need a copy of each slab within reach, too: place().fail(…).health() of the"
            + " storage tells.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(
        new Picture.Bars(
            "Share of sets of servers that stop it",
            verdict(),
            "Part",
            "%",
            names(),
            List.of(
                new Picture.Series(
                    "by itself",
                    counted.values().stream().map(sets -> 100 * sets.ofItself().share()).toList(),
                    Picture.Role.WARNING),
                new Picture.Series(
                    "with the system",
                    counted.values().stream().map(sets -> 100 * sets.ofAll().share()).toList(),
                    Picture.Role.BAD)),
            false));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(servers);
    counted.keySet().forEach(part -> figures.add(shareOfAll(part)));
    counted.keySet().forEach(part -> figures.add(shareOfItself(part)));
    counted.keySet().forEach(part -> figures.add(part.needs(inTurn)));
    return figures;
  }
}
