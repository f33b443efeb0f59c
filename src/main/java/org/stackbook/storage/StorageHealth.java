package org.stackbook.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * What the product would say of a placement after failures: whether the cluster and the pool keep
 * their quorum, and the health of the pool and of every volume. It holds for the moment after the
 * last failure, before any repair.
 *
 * <pre>{@code
 * placed.fail("n3").health().state("ObjStore_1") // → Degraded
 * placed.fail("n1", "n2", "n3", "n4").health(h -> h.witness(false)).why("cluster quorum")
 * }</pre>
 *
 * <p>Source: Understanding cluster and pool quorum; Storage Spaces health and operational states.
 */
public final class StorageHealth extends Result implements OfStamp {

  private final Placement placement;
  private final Quorum quorum;
  private final Figure<String> writes;
  private final Figure<String> pool;
  private final Map<String, VolumeState> states = new LinkedHashMap<>();
  private final Map<String, Figure<String>> volumes = new LinkedHashMap<>();

  private StorageHealth(Placement placement, HealthOptions options) {
    this.placement = placement;
    this.writes = options.writes();
    this.quorum = new Quorum(placement.stamp(), placement.failures().events(), options.witness());
    this.pool = poolHealth();
    placement.volumes().forEach(this::add);
  }

  static StorageHealth of(Placement placement, Consumer<HealthOptions> options) {
    HealthOptions chosen = new HealthOptions();
    options.accept(chosen);
    return new StorageHealth(placement, chosen);
  }

  private Figure<String> poolHealth() {
    if (quorum.clusterChance() == 0) {
      return Figure.derived(
          "pool health",
          VolumeState.OFFLINE.word(),
          "cluster quorum: {cluster quorum}; the cluster stops, and the pool with it",
          quorum.cluster());
    }
    if (!quorum.hasPool()) {
      return poolFigure(
          "Read-only: Incomplete (quorum lost)", "pool quorum: {pool quorum}", quorum.pool());
    }
    if (quorum.poolVotes().up() < quorum.poolVotes().drives()) {
      return poolFigure("Degraded", "{drives up} of the drives are up", quorum.drivesUp())
          .by(Facts.ours().fact("health/poolMetadata/value"));
    }
    return poolFigure(
        "OK", "{drives up} of the drives are up, and that is all of them", quorum.drivesUp());
  }

  private static Figure<String> poolFigure(String state, String formula, Figure<?> input) {
    return Figure.derived("pool health", HealthWords.POOL.told(state), formula, input)
        .by(HealthWords.POOL.fact(state));
  }

  private void add(VolumeSlabs volume) {
    int[] left = placement.survivors(volume);
    int lostForGood = placement.lostForGood(volume);
    VolumeState state =
        VolumeState.of(
            quorum.clusterChance() > 0,
            quorum.hasPool(),
            left,
            lostForGood,
            HealthOptions.isYes(writes));
    states.put(volume.name(), state);
    volumes.put(volume.name(), volumeFigure(volume, state, left, lostForGood));
  }

  private Figure<String> volumeFigure(
      VolumeSlabs volume, VolumeState state, int[] left, int lostForGood) {
    Figure<Integer> slabs = count("slabs", volume.end() - volume.first());
    int full = left[left.length - 1];
    Figure<Integer> lack =
        Figure.derived(
            "slabs that lack copies",
            slabs.value() - full,
            "{slabs} − {slabs with all copies}",
            slabs,
            count("slabs with all copies", full));
    Figure<Integer> lost = count("slabs without a copy", left[0]);
    Figure<Integer> forGood = count("slabs on failed drives only", lostForGood);
    String name = volume.name();
    String told = state.told();
    Figure<String> figure =
        switch (state) {
          case OK ->
              Figure.derived(
                  name, told, "lacking copies: {slabs that lack copies} of {slabs}", lack, slabs);
          case INCOMPLETE, DEGRADED ->
              Figure.derived(
                      name,
                      told,
                      "lacking copies: {slabs that lack copies} of {slabs};"
                          + " writes since the failure: {writes since the failure}",
                      lack,
                      slabs,
                      writes)
                  .by(Facts.storage().fact("health/incompleteAgainstDegraded"));
          case NO_REDUNDANCY, UNREADABLE ->
              Figure.derived(
                      name,
                      told,
                      "without a copy within reach: {slabs without a copy},"
                          + " of them on failed drives only: {slabs on failed drives only}",
                      lost,
                      forGood)
                  .by(Facts.ours().fact("health/failedForGood/value"));
          case WITHOUT_POOL ->
              Figure.derived(name, told, "pool quorum: {pool quorum}", quorum.pool())
                  .by(Facts.ours().fact("health/withoutPool/value"));
          case OFFLINE ->
              Figure.derived(name, told, "cluster quorum: {cluster quorum}", quorum.cluster());
        };
    return figure.by(state.facts());
  }

  private Figure<Integer> count(String name, int slabs) {
    return Figure.derived(
            name,
            slabs,
            "count in the placement by seed {seed}, in slabs of {slab}",
            Figure.given("seed", String.valueOf(placement.seed()), "seed(…)"),
            placement.slab())
        .by(Facts.storage().fact("layout/slabSpread"));
  }

  /** The placement whose health it is. */
  Placement placement() {
    return placement;
  }

  /** The stamp whose storage it is. */
  @Override
  public Stamp stamp() {
    return placement.stamp();
  }

  /**
   * The operational state of a volume: {@code OK}, {@code Incomplete}, {@code Degraded}, {@code No
   * redundancy}, {@code Detached: Incomplete}, {@code Detached: Majority Disks Unhealthy}, or
   * {@code Offline} where the cluster has stopped.
   *
   * @param volume its name
   * @throws Refusal if there is no such volume, with the nearest one named
   */
  public String state(@Takes(VolumeNames.class) String volume) {
    VolumeSlabs.find(volume, placement.volumes(), "state(\"" + volume + "\")");
    return Objects.requireNonNull(states.get(volume)).word();
  }

  /**
   * Whether all volumes can be read and written for certain, so that nothing hangs on which node
   * has no vote.
   */
  public boolean isOnline() {
    return quorum.clusterChance() == 1 && states.values().stream().allMatch(VolumeState::isOnline);
  }

  /**
   * What quorum takes away, leaves to chance or keeps by what is assumed only, as a sentence; empty
   * if it is kept whatever is assumed.
   */
  Optional<String> quorumSentence() {
    if (quorum.clusterChance() == 0) {
      return Optional.of(
          "The cluster loses its quorum" + star(quorum.cluster()) + ": all is offline.");
    }
    if (!quorum.hasPool()) {
      return Optional.of(
          "The pool loses its quorum"
              + star(quorum.pool())
              + ": "
              + quorum.drivesUp().value()
              + " of "
              + quorum.poolVotes().drives()
              + " drives are up, and no volume can be reached.");
    }
    String cluster = quorum.cluster().value() + star(quorum.cluster());
    String votes = quorum.pool().value() + star(quorum.pool());
    return cluster.equals("Yes") && votes.equals("Yes")
        ? Optional.empty()
        : Optional.of("Cluster quorum: " + cluster + ", pool quorum: " + votes + ".");
  }

  private static String star(Figure<?> figure) {
    return figure.confidence().starred() ? "*" : "";
  }

  /** The answers of cluster and pool. */
  List<Figure<?>> quorumFigures() {
    return List.of(quorum.cluster(), quorum.pool());
  }

  @Override
  public String title() {
    String what = "Health of " + stamp().name();
    Failures failures = placement.failures();
    return failures.isEmpty() ? what : what + " without " + failures.told();
  }

  @Override
  public String verdict() {
    StringBuilder text = new StringBuilder();
    text.append(quorumSentence().orElse("Cluster and pool keep their quorum.")).append(' ');
    Map<String, Long> byState =
        volumes.values().stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.value() + star(f), LinkedHashMap::new, Collectors.counting()));
    text.append(volumes.size()).append(volumes.size() == 1 ? " volume, " : " volumes, ");
    text.append(
        byState.entrySet().stream()
            .map(e -> (byState.size() == 1 ? "" : e.getValue() + " ") + e.getKey())
            .collect(Collectors.joining(", ")));
    return text.append('.').toString();
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("What the product would say").text("of").text("answer").text("because");
    row(table, "servers up", quorum.serversUp());
    row(table, "drives up", quorum.drivesUp());
    row(table, "cluster quorum", quorum.cluster());
    row(table, "pool quorum", quorum.pool());
    row(table, "pool health", pool);
    volumes.forEach((name, figure) -> row(table, name, figure));
    table.note("The moment after the last failure, before any repair.");
    if (quorum.isBeyondSupport()) {
      table.note(
          "More servers are down than Storage Spaces Direct is documented to bear; what is left is"
              + " shown all the same.");
    }
    return table.build();
  }

  private static void row(DataTable.Builder table, String what, Figure<?> figure) {
    table.row(
        what,
        new DataTable.Cell(figure.valueText(), figure.confidence().starred()),
        figure.substituted());
  }

  @Override
  public Optional<Picture> picture() {
    return placement.failures().isEmpty()
        ? Optional.empty()
        : Optional.of(new PlacementView(placement).survivorPicture());
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(quorum.cluster());
    figures.add(quorum.pool());
    figures.add(pool);
    figures.addAll(volumes.values());
    figures.add(quorum.serversUp());
    figures.add(quorum.drivesUp());
    return figures;
  }
}
