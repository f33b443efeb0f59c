package org.stackbook.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Mix;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * What requests are to be made up. Each word may be said once, except {@code tenant} and {@code
 * size}.
 */
public final class WorkloadOptions extends LoadWords<WorkloadOptions> {

  private static final long DEFAULT_SEED = 1;
  private static final double TOLERANCE = 1e-9;

  private final Once<Long> requests = new Once<>("requests");
  private final Once<Timespan> duration = new Once<>("duration");
  private final Once<Iops> rate = new Once<>("rate");
  private final Once<Bursts> bursts = new Once<>("bursts");
  private final Once<Long> seed = new Once<>("seed");
  private final Map<String, TenantOptions> tenants = new LinkedHashMap<>();
  private final Map<String, Double> shares = new LinkedHashMap<>();

  private record Bursts(double on, double off) {}

  WorkloadOptions() {}

  @Override
  protected WorkloadOptions self() {
    return this;
  }

  /**
   * How many requests there are.
   *
   * @param number 1 or more
   * @throws Refusal if it was said already, or is less than 1
   */
  public WorkloadOptions requests(long number) {
    require(
        number >= 1, "requests(" + number + ")", "there is one request or more", "requests(1000)");
    requests.set(number, String.valueOf(number));
    return this;
  }

  /**
   * How long requests come, instead of how many.
   *
   * @param time more than 0
   * @throws Refusal if it was said already, or is 0
   */
  public WorkloadOptions duration(Timespan time) {
    require(time.seconds() > 0, "duration(" + time + ")", "it takes a time", "duration(hours(1))");
    duration.set(time, time.toString());
    return this;
  }

  /**
   * How many requests come in a second, in the mean; they come independently of each other.
   *
   * @param mean more than 0
   * @throws Refusal if it was said already, or is 0
   */
  public WorkloadOptions rate(Iops mean) {
    require(mean.perSecond() > 0, "rate(" + mean + ")", "some requests come", "rate(iops(1000))");
    rate.set(mean, mean.toString());
    return this;
  }

  /**
   * All requests come in bursts, with none between them; the mean rate stays.
   *
   * @param on how long a burst is, more than 0
   * @param off how long it is from its end to the next
   * @throws Refusal if it was said already, or a burst is of no length
   */
  public WorkloadOptions bursts(Timespan on, Timespan off) {
    require(
        on.seconds() > 0,
        "bursts(" + on + ", " + off + ")",
        "a burst takes a time",
        "bursts(minutes(1), minutes(9))");
    bursts.set(new Bursts(on.seconds(), off.seconds()), on + ", " + off);
    return this;
  }

  /**
   * Decides all random choices; {@value #DEFAULT_SEED} if not said.
   *
   * @throws Refusal if it was said already
   */
  public WorkloadOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * One of several tenants, each with a disk of its own. Their requests mix.
   *
   * @param name of the tenant
   * @param share of all requests, more than 0 %; all shares add up to 100 %
   * @param load what it asks for, such as {@code t -> t.objects(1000).zipf(0.9)}
   * @throws Refusal if the name was said already, or the share is another
   */
  public WorkloadOptions tenant(String name, Ratio share, Consumer<TenantOptions> load) {
    String given = "tenant(\"" + name + "\", " + share + ", …)";
    require(
        share.value() > 0 && share(share),
        given,
        "a share is more than 0 % and at most 100 %",
        "tenant(\"" + name + "\", pct(50), …)");
    require(
        tenants.size() < Tenants.MOST && !name.isBlank(),
        given,
        "a tenant has a name, and there are at most 16,384",
        "another name");
    TenantOptions options = new TenantOptions();
    load.accept(options);
    require(
        tenants.putIfAbsent(name, options) == null,
        given,
        "there is a tenant of this name already",
        "another name");
    shares.put(name, share.value());
    return this;
  }

  /** What was said, made ready to run. */
  Workload build(String name) {
    List<Figure<?>> figures = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<TenantLoad> loads = new ArrayList<>();
    if (tenants.isEmpty()) {
      names.add(name);
      loads.add(load("", 1, figures));
    } else {
      requireWhole(name);
      tenants.forEach(
          (tenant, options) -> {
            names.add(tenant);
            loads.add(options.load(tenant, shares.getOrDefault(tenant, 0.0), figures));
          });
    }
    Fact usual = Facts.ours().fact("workload/rateIops/value");
    Figure<Iops> mean =
        rate.get()
            .map(r -> Figure.given("rate", r, "rate(…)"))
            .orElseGet(() -> Figure.stated("rate", new Iops(usual.number()), usual));
    Bursts pattern = bursts.get().orElse(new Bursts(1, 0));
    long number = seed.get().orElse(DEFAULT_SEED);
    Figure<Long> all = requests(name, mean);
    figures.add(0, all);
    figures.add(1, mean);
    figures.add(
        seed.get().isPresent()
            ? Figure.given("seed", String.valueOf(number), "seed(…)")
            : Figure.assumed(
                "seed", String.valueOf(number), "assumed: no seed is said, and any will do"));
    double perSecond = mean.value().perSecond();
    require(
        all.value() / perSecond <= Timespan.years(100).seconds(),
        "workload(\"" + name + "\", …)",
        "it takes at most a hundred years",
        "a higher rate(…)");
    return new Workload(
        name,
        names,
        () -> new Mix(loads, new Mix.Rate(perSecond, pattern.on, pattern.off), all.value(), number),
        figures);
  }

  private void requireWhole(String name) {
    require(
        !ofOneTenant(),
        "workload(\"" + name + "\", …)",
        "there are tenants: objects, sizes and reads are said of each of them",
        "them inside of tenant(…)");
    double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    require(
        Math.abs(all - 1) <= TOLERANCE,
        "workload(\"" + name + "\", …)",
        "the shares of tenants add up to 100 %, and these to " + Ratio.of(all),
        "tenant(\"a\", pct(60), …).tenant(\"b\", pct(40), …)");
  }

  private Figure<Long> requests(String name, Figure<Iops> mean) {
    require(
        requests.get().isPresent() != duration.get().isPresent(),
        "workload(\"" + name + "\", …)",
        "it needs either requests or a duration",
        "requests(1_000_000), or duration(hours(1))");
    if (requests.get().isPresent()) {
      return Figure.given("requests", requests.get().get(), "requests(…)");
    }
    Timespan time = duration.get().orElseThrow();
    double wanted = mean.value().perSecond() * time.seconds();
    return Figure.derived(
        "requests",
        Math.max(1, Math.round(wanted)),
        "{rate} × {duration}",
        mean,
        Figure.given("duration", time, "duration(…)"));
  }
}
