package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Copies;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Why;

/**
 * Which tenants share the drives, and for how long. Each word may be said once, except {@code
 * tenant}, and {@code service} once of each type; what is not said is assumed, and starred.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)))
 *     .tenant("noisy", t -> t.closed(64).from(minutes(0.02)).size(kib(64)))
 *     .hits(pct(95)).duration(minutes(0.05)).seed(1))
 * }</pre>
 */
public final class QosOptions {

  private static final long DEFAULT_SEED = 1;
  private static final int MOST_DISKS = 1_000_000;
  private static final Timespan LONGEST = Timespan.hours(7 * 24);

  private final Stamp stamp;
  private final ReadCache cache;
  private final List<TenantDemand.Described> tenants = new ArrayList<>();
  private final Once<Timespan> duration = new Once<>("duration");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<Figure<Ratio>> hits = new Once<>("hits");
  private final Once<Bytes> unit = new Once<>("unit");
  private final Once<Timespan> burst = new Once<>("burst");
  private final Once<Integer> copies = new Once<>("copies");
  private final Once<Boolean> varying = new Once<>("varying");
  private final ServiceTimes service = new ServiceTimes();

  QosOptions(Stamp stamp) {
    this.stamp = stamp;
    this.cache = new ReadCache(stamp);
  }

  /**
   * A tenant.
   *
   * @param name of the tenant
   * @param demand what it asks for and what it may, such as {@code t -> t.disks(4,
   *     iops(500)).open(iops(900))}
   * @throws Refusal if there is a tenant of this name, it does not say when requests come, or there
   *     are more than a million disks
   */
  public QosOptions tenant(String name, Consumer<TenantDemand> demand) {
    String given = "tenant(\"" + name + "\", …)";
    if (name.isBlank() || tenants.stream().anyMatch(t -> t.name().equals(name))) {
      throw Refusal.of(given, "each tenant has a name of its own")
          .wayOut("take another name")
          .asException();
    }
    TenantDemand words = new TenantDemand(name, stamp);
    demand.accept(words);
    tenants.add(words.build(tenants.size()));
    if (tenants.stream().mapToLong(TenantDemand.Described::disks).sum() > MOST_DISKS) {
      throw Refusal.of(given, "there are more than a million disks")
          .wayOut("say fewer vms(…)")
          .asException();
    }
    return this;
  }

  /**
   * How long it is looked at; a minute if not said.
   *
   * @param time more than 0, at most a week
   * @throws Refusal if it was said already, or is another
   */
  public QosOptions duration(Timespan time) {
    if (time.seconds() <= 0 || time.compareTo(LONGEST) > 0) {
      throw Refusal.of("duration(" + time + ")", "it takes a time of at most a week")
          .wayOut("say duration(minutes(5))")
          .asException();
    }
    duration.set(time, time.toString());
    return this;
  }

  /**
   * Decides all random choices; {@value #DEFAULT_SEED} if not said.
   *
   * @throws Refusal if it was said already
   */
  public QosOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * The share of reads that the cache serves, of those that it keeps: those from HDD.
   *
   * @param share from 0 to 100 %
   * @throws Refusal if it was said already, is another, or the cache keeps no reads
   */
  public QosOptions hits(Ratio share) {
    cache.refuseUnlessAny("hits(" + share + ")");
    if (share.value() < 0 || share.value() > 1) {
      throw Refusal.of("hits(" + share + ")", "a share is from 0 to 100 %")
          .wayOut("say hits(pct(95))")
          .asException();
    }
    hits.set(Figure.given("read hits", share, "hits(…)"), share.toString());
    return this;
  }

  /**
   * The share of reads that the cache serves, as another result has it: {@code
   * hits(replay.why("read hit ratio"))} of a trace that was replayed through the cache.
   *
   * @param why of a share
   * @throws Refusal if it was said already, is not a share from 0 to 100 %, or the cache keeps no
   *     reads
   */
  public QosOptions hits(Why why) {
    Figure<?> figure = why.figure();
    cache.refuseUnlessAny("hits(" + figure + ")");
    if (!(figure.value() instanceof Ratio share) || share.value() < 0 || share.value() > 1) {
      throw Refusal.of("hits(" + figure + ")", "it is not a share from 0 to 100 %")
          .wayOut("take replay.why(\"read hit ratio\")")
          .asException();
    }
    Figure<Ratio> found = Figure.derived("read hits", share, "{" + figure.name() + "}", figure);
    hits.set(found, found.toString());
    return this;
  }

  /**
   * The size of which a request costs one of its cap for each that it begins; 8 KiB if not said.
   *
   * @param size from 512 bytes to 1 GiB
   * @throws Refusal if it was said already, or is another
   */
  public QosOptions unit(Bytes size) {
    if (size.count() < 512 || size.count() > 1 << 30) {
      throw Refusal.of("unit(" + size + ")", "the unit is from 512 bytes to 1 GiB")
          .wayOut("say unit(kib(8))")
          .asException();
    }
    unit.set(size, size.toString());
    return this;
  }

  /**
   * How much of its cap a disk may save up when it is below it, in time; 100 ms if not said. What
   * the largest request costs can always be saved up.
   *
   * @throws Refusal if it was said already
   */
  public QosOptions burst(Timespan ofCap) {
    burst.set(ofCap, ofCap.toString());
    return this;
  }

  /**
   * How many copies of all data there are, each on another server; 3 if not said, as on Azure
   * Stack.
   *
   * @param number 1 to the number of servers
   * @throws Refusal if it was said already, or there are fewer servers
   */
  public QosOptions copies(int number) {
    copies.set(Copies.checked(number, stamp), String.valueOf(number));
    return this;
  }

  /**
   * How long drives of a type take for a random request before its bytes move, and how many
   * requests they serve at once.
   *
   * @param media the type
   * @param read time of a read
   * @param write time of a write
   * @param lanes 1 or more; 1 for a disk with one arm
   * @throws Refusal if it was said of this type already, or there is no lane
   */
  public QosOptions service(Media media, Timespan read, Timespan write, int lanes) {
    service.say(Objects.requireNonNull(media), read, write, lanes);
    return this;
  }

  /**
   * Drives take longer for some requests than for others: their times are exponentially
   * distributed, with the same means. Without the word they are always the same.
   *
   * @throws Refusal if it was said already
   */
  public QosOptions varying() {
    varying.set(true, "");
    return this;
  }

  List<Tenant> tenants() {
    if (tenants.isEmpty()) {
      throw Refusal.of("run(…)", "there is no tenant")
          .wayOut("say tenant(\"sql\", t -> t.disks(4, iops(500)).open(iops(900)))")
          .asException();
    }
    return tenants.stream().map(t -> t.within().apply(duration().value())).toList();
  }

  QosRules rules() {
    return new QosRules(
        duration(),
        hits(),
        unit(),
        burst(),
        Copies.of(copies, stamp),
        service,
        varying.get().isPresent(),
        seed.get().orElse(DEFAULT_SEED));
  }

  private static Fact ours(String name) {
    return Facts.ours().fact("qos/" + name + "/value");
  }

  private Figure<Timespan> duration() {
    return duration
        .get()
        .map(time -> Figure.given("duration", time, "duration(…)"))
        .orElseGet(
            () -> {
              Fact fact = ours("durationSeconds");
              return Figure.stated("duration", new Timespan(fact.number()), fact);
            });
  }

  private Figure<Ratio> hits() {
    if (!cache.keepsAny()) {
      return cache.none();
    }
    return hits.get()
        .orElseGet(
            () -> Figure.stated("read hits", ours("readHitsPct").ratio(), ours("readHitsPct")));
  }

  private Figure<Bytes> unit() {
    return unit.get()
        .map(size -> Figure.given("unit", size, "unit(…)"))
        .orElseGet(() -> Figure.stated("unit", ours("unitKiB").bytes(), ours("unitKiB")));
  }

  private Figure<Timespan> burst() {
    return burst
        .get()
        .map(time -> Figure.given("burst", time, "burst(…)"))
        .orElseGet(
            () -> {
              Fact fact = ours("burstMillis");
              return Figure.stated("burst", new Timespan(fact.number() / 1e3), fact);
            });
  }
}
