package org.stackbook.cache;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.cache.engine.Binding;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.CacheMode;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * Which cache drive of each server caches for which of its capacity drives, what it keeps for them
 * and how much it can hold. When a cache drive fails, its capacity drives are bound to those left.
 *
 * <pre>{@code
 * oslo.cache().binding().fail("n3/disk1").why("cache left")
 * }</pre>
 *
 * <p>Source: Understand the storage pool cache ({@code cache/binding}).
 */
public final class CacheBinding extends Result implements OfStamp {

  private final Stamp stamp;
  private final Set<String> failed;
  private final List<Bound> bindings = new ArrayList<>();

  /**
   * A cache drive and what it caches for.
   *
   * @param cache the cache drive
   * @param failed whether it has failed
   * @param drives the capacity drives bound to it
   * @param rebound how many of them another cache drive had before
   */
  private record Bound(Drive cache, boolean failed, List<Drive> drives, int rebound) {}

  CacheBinding(Stamp stamp, Set<String> failed) {
    this.stamp = stamp;
    this.failed = failed;
    stamp.servers().forEach(this::bind);
  }

  private void bind(Server server) {
    List<Drive> caches = server.cacheDrives();
    List<Drive> capacity = server.capacityDrives();
    int[] before = Binding.of(caches.size(), capacity.size());
    int[] now = before;
    BitSet gone = new BitSet();
    for (String name : failed) {
      IntStream.range(0, caches.size())
          .filter(i -> name.equals(caches.get(i).id()) || name.equals(server.name()))
          .forEach(gone::set);
      now = Binding.without(now, caches.size(), gone);
    }
    int[] boundTo = now;
    for (int i = 0; i < caches.size(); i++) {
      int cache = i;
      List<Integer> bound =
          IntStream.range(0, boundTo.length)
              .filter(d -> boundTo[d] == cache && !hasFailed(capacity.get(d)))
              .boxed()
              .toList();
      bindings.add(
          new Bound(
              caches.get(i),
              gone.get(i),
              bound.stream().map(capacity::get).toList(),
              (int) bound.stream().filter(d -> before[d] != cache).count()));
    }
  }

  private boolean hasFailed(Drive drive) {
    return failed.contains(drive.id()) || failed.contains(drive.server());
  }

  /**
   * The binding when drives or servers have failed, after those that failed already.
   *
   * @param names cache drives, capacity drives ({@code n5/disk7}) and servers ({@code n3})
   * @throws Refusal if there is no such drive or server, or it has failed already, with the nearest
   *     name
   */
  public CacheBinding fail(@Takes(StampWords.ServersAndDrives.class) String... names) {
    Set<String> all = new LinkedHashSet<>(failed);
    for (String name : names) {
      String given = "fail(\"" + name + "\")";
      String found =
          name.contains("/") ? stamp.drive(name, given).id() : stamp.server(name, given).name();
      if (!all.add(found)) {
        throw Refusal.of(given, "it has failed already")
            .wayOut("name another one, or leave it out")
            .asException();
      }
    }
    return new CacheBinding(stamp, all);
  }

  /** The stamp whose cache this is. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public String title() {
    return "Cache of "
        + stamp.name()
        + (failed.isEmpty() ? "" : " without " + String.join(", ", failed));
  }

  @Override
  public String verdict() {
    if (bindings.isEmpty()) {
      return "No cache: all drives of a server are of one type.";
    }
    Figure<Bytes> usable = usable();
    String all =
        usable.value()
            + " of cache, "
            + shareOfCapacity().value()
            + " of the capacity behind it; each cache drive serves "
            + spread()
            + " capacity drives.";
    long unbound = unbound();
    long rebound = bindings.stream().mapToInt(Bound::rebound).sum();
    if (unbound > 0) {
      return all + " " + unbound + " capacity drives have no cache drive left in their server.";
    }
    return rebound == 0
        ? all
        : all + " " + rebound + " are bound to another cache drive than before.";
  }

  private String spread() {
    TreeSet<Integer> counts =
        bindings.stream()
            .filter(bound -> !bound.failed())
            .map(bound -> bound.drives().size())
            .collect(Collectors.toCollection(TreeSet::new));
    if (counts.isEmpty()) {
      return "0";
    }
    return counts.size() == 1
        ? String.valueOf(counts.first())
        : counts.first() + " to " + counts.last();
  }

  private long unbound() {
    long bound = bindings.stream().mapToInt(b -> b.drives().size()).sum();
    return bindings.isEmpty() ? 0 : capacityUp() - bound;
  }

  private long capacityUp() {
    return stamp.servers().stream()
        .flatMap(server -> server.capacityDrives().stream())
        .filter(drive -> !hasFailed(drive))
        .count();
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Cache drives and what they cache for")
            .text("server")
            .text("cache drive")
            .text("type")
            .text("state")
            .number("size", "TB", 2)
            .number("for data", "TB", 3)
            .count("capacity drives")
            .text("bound")
            .text("keeps");
    for (Bound bound : bindings) {
      Drive cache = bound.cache();
      table.row(
          cache.server(),
          cache.id(),
          cache.media().toString(),
          bound.failed() ? "failed" : "up",
          cache.size(),
          bound.failed() ? Bytes.ZERO : ReplaySystem.forData(cache),
          bound.drives().size(),
          new Cell(names(bound.drives()), true),
          keeps(bound));
    }
    if (!bindings.isEmpty()) {
      table.note("Ours: " + Facts.ours().fact("cacheBinding/inTurn/value").text() + ".");
    }
    if (bindings.stream().anyMatch(bound -> bound.rebound() > 0)) {
      table.note(
          "Drives that change their cache drive appear unhealthy until rebinding and repair have"
              + " both completed; writes that the lost drive held back are lost in its server only"
              + " and repaired from the other copies.");
    }
    return table.build();
  }

  /** {@code disk3, disk5, disk7}. */
  private static String names(List<Drive> drives) {
    return drives.stream().map(Drive::name).collect(Collectors.joining(", "));
  }

  private String keeps(Bound bound) {
    Set<String> modes = new LinkedHashSet<>();
    for (Media media :
        bound.drives().stream().map(Drive::media).collect(Collectors.toCollection(TreeSet::new))) {
      CacheMode mode = stamp.server(bound.cache().server()).tiers().modeFor(media);
      modes.add(mode + " for " + media);
    }
    return String.join(", ", modes);
  }

  private List<Drive> drivesUp() {
    return bindings.stream().filter(bound -> !bound.failed()).map(Bound::cache).toList();
  }

  private static Bytes sum(List<Bytes> sizes) {
    return sizes.stream().reduce(Bytes.ZERO, Bytes::plus).as(ByteUnit.TB);
  }

  /** What the cache drives that are up can hold of data. */
  Figure<Bytes> usable() {
    List<Drive> up = drivesUp();
    Figure<Integer> count = Figure.given("cache drives", up.size(), "cache(…)");
    Figure<Bytes> raw =
        Figure.given("raw cache", sum(up.stream().map(Drive::size).toList()), "cache(…)");
    boolean small = up.stream().anyMatch(drive -> !ReplaySystem.forData(drive).isPositive());
    return Figure.derived(
        failed.isEmpty() ? "cache" : "cache left",
        sum(up.stream().map(ReplaySystem::forData).toList()),
        "{raw cache} − {cache drives} × {metadata reserve}"
            + (small ? ", where a drive that is smaller than that gives all it has" : ""),
        raw,
        count,
        ReplaySystem.metadata());
  }

  private Figure<Ratio> shareOfCapacity() {
    List<Bytes> sizes =
        stamp.servers().stream()
            .flatMap(server -> server.capacityDrives().stream())
            .filter(drive -> !hasFailed(drive))
            .map(Drive::size)
            .toList();
    Figure<Bytes> capacity = Figure.given("capacity behind it", sum(sizes), "capacity(…)");
    Figure<Bytes> usable = usable();
    return Figure.derived(
        "cache to capacity",
        sizes.isEmpty() ? Ratio.of(0) : usable.value().shareOf(capacity.value()),
        "{" + usable.name() + "} ÷ {capacity behind it}",
        usable,
        capacity);
  }

  private Figure<Long> instances() {
    return Figure.given(
        "hybrid disk instances",
        bindings.stream().mapToLong(bound -> bound.drives().size()).sum(),
        "capacity drives that have a cache drive");
  }

  @Override
  public Optional<Picture> picture() {
    if (bindings.isEmpty()) {
      return Optional.empty();
    }
    List<Double> bound = new ArrayList<>();
    List<Double> rebound = new ArrayList<>();
    for (Bound b : bindings) {
      rebound.add((double) b.rebound());
      bound.add((double) b.drives().size() - b.rebound());
    }
    List<Picture.Series> series = new ArrayList<>();
    series.add(new Picture.Series("bound from the beginning", bound, Picture.Role.GOOD));
    if (rebound.stream().anyMatch(n -> n > 0)) {
      series.add(new Picture.Series("bound anew", rebound, Picture.Role.WARNING));
    }
    return Optional.of(
        new Picture.Bars(
            "Capacity drives behind each cache drive",
            verdict(),
            "Cache drive",
            "Capacity drives",
            bindings.stream().map(b -> b.cache().id()).toList(),
            series,
            true));
  }

  @Override
  public List<Figure<?>> figures() {
    return bindings.isEmpty()
        ? List.of()
        : List.of(usable(), shareOfCapacity(), instances(), ReplaySystem.metadata());
  }

  /**
   * How many capacity drives a cache drive serves.
   *
   * @param cacheDrive such as {@code n3/disk1}
   * @throws Refusal if there is no such cache drive, with the nearest name
   */
  public int boundTo(@Takes(StampWords.CacheDrives.class) String cacheDrive) {
    return bindings.stream()
        .filter(bound -> bound.cache().id().equals(cacheDrive))
        .map(bound -> bound.drives().size())
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = bindings.stream().map(bound -> bound.cache().id()).toList();
              return Refusal.of("boundTo(\"" + cacheDrive + "\")", "no such cache drive")
                  .nearest(cacheDrive, names)
                  .wayOut(
                      names.isEmpty()
                          ? "describe drives of two types: there is no cache"
                          : String.format(Locale.ROOT, "name one such as %s", names.get(0)))
                  .asException();
            });
  }
}
