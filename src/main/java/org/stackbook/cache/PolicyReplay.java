package org.stackbook.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.cache.engine.policy.Contest;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.cache.engine.policy.Need;
import org.stackbook.cache.engine.policy.NextUses;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.cache.engine.policy.Policy;
import org.stackbook.fact.Figure;
import org.stackbook.trace.Reading;
import org.stackbook.trace.Trace;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.ResultPart;

/**
 * How often caches hit a workload, by what they give up when they are full, and by their size.
 *
 * <pre>{@code
 * Files.writeString(Path.of("web.csv"), "time,op,lba,size\n0,R,8,4096\n1,R,8,4096\n2,W,16,4096\n");
 * var played = oslo.cache().policies(trace("web.csv"), p -> p.named("lru", "arc").page(kib(4)));
 * played.overTime()
 * }</pre>
 */
public final class PolicyReplay extends Result {

  private static final int INTERVALS = 60;

  private final Things things;
  private final PolicyOptions options;
  private final List<Long> sizes;
  private final CacheSizes scale;
  private final List<Player> players = new ArrayList<>();
  private final long distinct;
  private final long accesses;
  private final List<String> tenants;
  private final Reading reading;
  private final Contest contest;

  /**
   * A policy or a bound.
   *
   * @param name how people write it
   * @param bound whether it is a bound
   * @param caches its numbers in the contest, one for each size
   */
  private record Player(String name, boolean bound, List<Integer> caches) {}

  /** What a first look at the trace tells. */
  private record Look(
      long accesses,
      long distinct,
      List<String> tenants,
      LongToIntFunction tenantOf,
      Reading reading) {}

  private PolicyReplay(Things things, PolicyOptions options, Look look) {
    this.things = things;
    this.options = options;
    this.accesses = look.accesses();
    this.distinct = look.distinct();
    this.tenants = look.tenants();
    this.reading = look.reading();
    this.sizes = List.copyOf(options.sizes(things, distinct));
    this.scale = new CacheSizes(things.page(), (double) sizes.get(sizes.size() - 1));
    this.contest =
        new Contest(
            Math.max(1, accesses),
            (long) (options.warmUpShare() * accesses),
            INTERVALS,
            tenants.size() > 1 ? Optional.of(look.tenantOf()) : Optional.empty());
    play();
  }

  static PolicyReplay of(Trace trace, PolicyOptions options) {
    Things things = options.things(trace);
    AtomicReference<@Nullable Look> look = new AtomicReference<>();
    things.read(
        "Counting " + things.name() + " in",
        keys -> {
          Policy all = Bounds.UNBOUNDED.of(1, () -> NextUses.read(keys));
          long[] batch = new long[8192];
          long accesses = 0;
          long hits = 0;
          for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
            accesses += count;
            hits += all.hits(batch, 0, count);
          }
          look.set(
              new Look(accesses, accesses - hits, keys.tenants(), keys.tenantOf(), keys.reading()));
        });
    return new PolicyReplay(things, options, Optional.ofNullable(look.get()).orElseThrow());
  }

  private void play() {
    List<Policies> chosen = options.chosen(sizes.get(0));
    List<Integer> filled = sizes.stream().map(this::filled).toList();
    new PolicyMemory(chosen, options.chosenBounds(), filled, accesses, distinct)
        .require(things.name(), Foresight.heap());
    for (Policies policy : chosen) {
      players.add(new Player(policy.title(), false, caches(policy)));
    }
    AtomicReference<@Nullable NextUses> future = new AtomicReference<>();
    for (Bounds bound : options.chosenBounds()) {
      if (bound.needs().contains(Need.FUTURE) && future.get() == null) {
        things.read("Looking ahead in", keys -> future.set(NextUses.read(keys)));
      }
      players.add(
          new Player(
              bound.title(),
              true,
              sizes.stream()
                  .map(
                      size ->
                          contest.add(
                              bound.of(
                                  filled(size),
                                  () -> Optional.ofNullable(future.get()).orElseThrow())))
                  .toList()));
    }
    things.read("Replaying", contest::run);
  }

  /** All sizes of LRU are played at once. */
  private List<Integer> caches(Policies policy) {
    if (policy == Policies.LRU) {
      int first = contest.add(new LruSizes(sizes.stream().mapToInt(this::filled).toArray()));
      return IntStream.range(first, first + sizes.size()).boxed().toList();
    }
    return sizes.stream()
        .map(size -> Math.max(policy.fewest(), filled(size)))
        .map(size -> contest.add(policy.of(size, options.seedOrZero())))
        .toList();
  }

  /** What a cache comes to hold at most: a larger one hits as often. */
  private int filled(long size) {
    return (int) Math.max(1, Math.min(size, Math.min(distinct, Integer.MAX_VALUE)));
  }

  private Ratio hitRatio(Player player, int size) {
    return Ratio.of((double) contest.hits(player.caches().get(size)) / contest.counted());
  }

  private List<Player> policies() {
    return players.stream().filter(player -> !player.bound()).toList();
  }

  /** The size that is looked at more closely. */
  private int middle() {
    return sizes.size() / 2;
  }

  private String shown(int size) {
    return scale.text((double) sizes.get(size));
  }

  @Override
  public String title() {
    return "Cache policies for " + things.trace().name();
  }

  @Override
  public String verdict() {
    int size = middle();
    Player best =
        policies().stream()
            .max(Comparator.comparingDouble(player -> hitRatio(player, size).value()))
            .orElseThrow();
    String others =
        players.stream()
            .filter(player -> !player.equals(best))
            .filter(player -> player.bound() || player.name().equals(Policies.LRU.title()))
            .map(player -> player.name() + " " + hitRatio(player, size))
            .reduce((a, b) -> a + ", " + b)
            .map(all -> " (" + all + ")")
            .orElse("");
    return String.format(
        Locale.ROOT,
        "With %s, %s hits most: %s of %,d accesses%s.",
        shown(size),
        best.name(),
        hitRatio(best, size),
        contest.counted(),
        others);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of("Hits, in % of accesses").number("of all", "%", 1);
    scale.column(table);
    players.forEach(player -> table.number(player.name(), "%", 2));
    for (int size = 0; size < sizes.size(); size++) {
      List<Object> row = new ArrayList<>();
      row.add(100.0 * sizes.get(size) / Math.max(1, distinct));
      row.add(scale.cell((double) sizes.get(size)));
      for (Player player : players) {
        row.add(hitRatio(player, size));
      }
      table.row(row.toArray());
    }
    List<String> leftOut = options.leftOut(sizes.get(0)).stream().map(Policies::title).toList();
    if (!leftOut.isEmpty()) {
      table.note("Left out: " + String.join(", ", leftOut) + "; " + PolicyOptions.ONE_PART + ".");
    }
    if (!reading.remarks().isEmpty()) {
      table.note(reading.remarks());
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (players.isEmpty() || accesses == 0) {
      return Optional.empty();
    }
    return Optional.of(sizes.size() > 1 ? bySize() : byPolicy());
  }

  private Picture bySize() {
    List<Double> xs = sizes.stream().map(size -> scale.x((double) size)).toList();
    return new Picture.Lines(
        "Hits by policy and size",
        verdict(),
        scale.axis(),
        "Hits (% of accesses)",
        players.stream()
            .map(
                player ->
                    new Picture.Line(
                        player.name(),
                        xs,
                        IntStream.range(0, sizes.size())
                            .mapToObj(size -> hitRatio(player, size).toPercent())
                            .toList(),
                        role(player)))
            .toList());
  }

  private Picture byPolicy() {
    return new Picture.Bars(
        "Hits by policy",
        verdict(),
        "Policy",
        "Hits (% of accesses)",
        players.stream().map(Player::name).toList(),
        List.of(
            new Picture.Series(
                shown(0),
                players.stream().map(player -> hitRatio(player, 0).toPercent()).toList(),
                Picture.Role.PLAIN)),
        false);
  }

  private static Picture.Role role(Player player) {
    return player.bound() ? Picture.Role.BOUND : Picture.Role.PLAIN;
  }

  /** How often they hit from the beginning of the trace to its end, at the middle size. */
  public ResultPart overTime() {
    int size = middle();
    List<Double> xs =
        IntStream.range(0, INTERVALS).mapToObj(i -> (i + 0.5) * accesses / INTERVALS).toList();
    DataTable.Builder table =
        DataTable.of("Hits in each part of the trace").number("up to access", "", 0);
    players.forEach(player -> table.number(player.name(), "%", 2));
    for (int i = 0; i < INTERVALS; i++) {
      List<Object> row = new ArrayList<>();
      row.add((i + 1) * accesses / INTERVALS);
      for (Player player : players) {
        row.add(Ratio.of(contest.hitRatioIn(player.caches().get(size), i)));
      }
      table.row(row.toArray());
    }
    String verdict = "Caches of " + shown(size) + ", from empty.";
    Picture picture =
        new Picture.Lines(
            "Hits over time, caches of " + shown(size),
            verdict,
            "Accesses so far",
            "Hits (% of accesses)",
            players.stream()
                .map(
                    player ->
                        new Picture.Line(
                            player.name(),
                            xs,
                            IntStream.range(0, INTERVALS)
                                .mapToObj(
                                    i -> 100 * contest.hitRatioIn(player.caches().get(size), i))
                                .toList(),
                            role(player)))
                .toList());
    return new ResultPart(
        this, title() + ", over time", verdict, table.build(), Optional.of(picture));
  }

  /** How often each tenant's accesses hit, at the middle size: they share the caches. */
  public ResultPart tenants() {
    int size = middle();
    DataTable.Builder table = DataTable.of("Hits of each tenant").text("tenant").count("accesses");
    players.forEach(player -> table.number(player.name(), "%", 2));
    long[] accessesOf = contest.accessesOf();
    List<String> names = tenants.subList(0, Math.min(tenants.size(), accessesOf.length));
    for (int tenant = 0; tenant < names.size(); tenant++) {
      List<Object> row = new ArrayList<>(List.of(names.get(tenant), accessesOf[tenant]));
      for (Player player : players) {
        row.add(ratioOf(player, size, tenant, accessesOf[tenant]));
      }
      table.row(row.toArray());
    }
    if (accessesOf.length == 0) {
      table.note("All accesses are of one tenant.");
    }
    List<Picture.Series> series = new ArrayList<>();
    for (Player player : players) {
      series.add(
          new Picture.Series(
              player.name(),
              IntStream.range(0, names.size())
                  .mapToObj(t -> ratioOf(player, size, t, accessesOf[t]).toPercent())
                  .toList(),
              role(player)));
    }
    String verdict = "Caches of " + shown(size) + ", shared by " + tenants.size() + ".";
    Picture picture =
        new Picture.Bars(
            "Hits of each tenant, caches of " + shown(size),
            verdict,
            "Tenant",
            "Hits (% of accesses)",
            names,
            series,
            false);
    return new ResultPart(
        this, title() + ", by tenant", verdict, table.build(), Optional.of(picture));
  }

  private Ratio ratioOf(Player player, int size, int tenant, long of) {
    return Ratio.of(of == 0 ? 0 : (double) contest.hitsOf(player.caches().get(size), tenant) / of);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    Figure<Long> counted =
        Figure.given("accesses", contest.counted(), "counted in " + things.trace().name());
    int size = middle();
    for (Player player : players) {
      Figure<Long> hits =
          Figure.given(
              "hits of " + player.name(),
              contest.hits(player.caches().get(size)),
              "replayed with a cache of " + shown(size));
      figures.add(
          Figure.derived(
              player.name(),
              hitRatio(player, size),
              "{hits of " + player.name() + "} ÷ {accesses}",
              hits,
              counted));
    }
    figures.add(
        Figure.given("distinct " + things.name(), distinct, "counted in " + things.trace().name()));
    things.page().ifPresent(figures::add);
    figures.add(Figure.given("seed", String.valueOf(options.seedOrZero()), "seed(…)"));
    return figures;
  }
}
