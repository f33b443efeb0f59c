package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Demand;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.stamp.VmSizes;
import org.stackbook.trace.RequestWords;
import org.stackbook.trace.Trace;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.EvenSeconds;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.word.Takes;

/**
 * What a tenant asks of its disks, and which caps they have. All words are about one virtual
 * machine; {@code vms} says that there are several alike. Each word may be said once, except {@code
 * size}; when requests come must be said.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)).size(kib(8)).reads(pct(70)))
 *     .tenant("web", t -> t.vm("Standard_D2_v2", 2).vms(3).closed(8, minutes(0.001)))
 *     .duration(minutes(0.1)))
 * }</pre>
 */
public final class TenantDemand extends RequestWords<TenantDemand> {

  private static final int MOST_VMS = 10_000;
  private static final int MOST_DISKS = 64;
  private static final int MOST_DEPTH = 100_000;
  private static final double NANOS = 1e9;

  private final String tenant;
  private final Build build;
  private final Once<Integer> vms = new Once<>("vms");
  private final Once<Disks> disks = new Once<>("which disks there are");
  private final Once<Iops> total = new Once<>("total");
  private final Once<Integer> queue = new Once<>("queue");
  private final Once<When> when = new Once<>("when requests come");
  private final Once<Timespan> from = new Once<>("from");
  private final Once<Ratio> hits = new Once<>("hits");

  /** Disks of a machine, and the cap of each. */
  private record Disks(int number, Optional<Figure<Iops>> cap) {}

  /** When requests come: in words, and from a start on. */
  private record When(String said, boolean closed, Function<Long, Demand> demand) {}

  TenantDemand(String tenant, Build build) {
    this.tenant = tenant;
    this.build = build;
  }

  @Override
  protected TenantDemand self() {
    return this;
  }

  /**
   * How many virtual machines like this one there are; 1 if not said.
   *
   * @param number 1 to 10,000
   * @throws Refusal if it was said already, or is another
   */
  public TenantDemand vms(int number) {
    require(
        number >= 1 && number <= MOST_VMS,
        "vms(" + number + ")",
        "a tenant has 1 to 10,000 virtual machines",
        "vms(12)");
    vms.set(number, String.valueOf(number));
    return this;
  }

  /**
   * Disks with a cap each; requests are for any of them, as on a striped volume.
   *
   * @param number 1 to 64
   * @param cap of each, a whole number of 1 or more
   * @throws Refusal if disks were said already, or the numbers are others
   */
  public TenantDemand disks(int number, Iops cap) {
    String given = "disks(" + number + ", " + cap + ")";
    checkDisks(number, given);
    disks.setBy(
        new Disks(number, Optional.of(Figure.given(tenant + " cap", checked(cap, given), given))),
        given);
    return this;
  }

  /**
   * Disks without a cap; one if no disks are said.
   *
   * @param number 1 to 64
   * @throws Refusal if disks were said already, or the number is another
   */
  public TenantDemand disks(int number) {
    String given = "disks(" + number + ")";
    checkDisks(number, given);
    disks.setBy(new Disks(number, Optional.empty()), given);
    return this;
  }

  /**
   * Data disks of a virtual machine of a size, each with the cap that its size gives it.
   *
   * <p>Source: VM sizes supported in Azure Stack Hub.
   *
   * @param size such as {@code Standard_D2_v2}
   * @param dataDisks 1 to as many as the size takes
   * @throws Refusal if disks were said already, there is no such size, or not in the build of the
   *     stamp, or it takes fewer disks
   */
  public TenantDemand vm(@Takes(StampWords.VmSizeNames.class) String size, int dataDisks) {
    String given = "vm(\"" + size + "\", " + dataDisks + ")";
    VmSize found = VmSizes.named(size);
    if (!found.isOfferedIn(build)) {
      throw Refusal.of(
              given, size + " came with build " + found.since() + ", and this is " + build.name())
          .source(found.dataDisks().rules().get(0).citation())
          .wayOut("describe the stamp with a later build, or take another size")
          .asException();
    }
    if (dataDisks < 1 || dataDisks > found.dataDisks().value()) {
      throw Refusal.of(given, size + " takes 1 to " + found.dataDisks().value() + " data disks")
          .source(found.dataDisks().rules().get(0).citation())
          .wayOut("say vm(\"" + size + "\", " + found.dataDisks().value() + ")")
          .asException();
    }
    disks.setBy(
        new Disks(dataDisks, Optional.of(found.dataDiskIops().named(tenant + " cap"))), given);
    return this;
  }

  private static void checkDisks(int number, String given) {
    require(
        number >= 1 && number <= MOST_DISKS,
        given,
        "a virtual machine has 1 to 64 disks",
        "disks(4, iops(500))");
  }

  private static Iops checked(Iops cap, String given) {
    double rate = cap.perSecond();
    require(
        rate >= 1 && rate <= Integer.MAX_VALUE && rate == Math.rint(rate),
        given,
        "a cap is a whole number of requests per second, 1 or more",
        "iops(500)");
    return cap;
  }

  /**
   * A cap on all disks of a virtual machine together.
   *
   * @param cap a whole number of 1 or more
   * @throws Refusal if it was said already, or is another
   */
  public TenantDemand total(Iops cap) {
    total.set(checked(cap, "total(" + cap + ")"), cap.toString());
    return this;
  }

  /**
   * How many requests may wait for the cap of a disk; what comes beyond them is refused. Without
   * the word, all wait.
   *
   * @param requests 0 or more
   * @throws Refusal if it was said already, or is less than 0
   */
  public TenantDemand queue(int requests) {
    require(requests >= 0, "queue(" + requests + ")", "0 or more may wait", "queue(64)");
    queue.set(requests, String.valueOf(requests));
    return this;
  }

  /**
   * Requests come independently of each other, whether those before are done or not.
   *
   * @param rate of all disks together, more than 0
   * @throws Refusal if when requests come was said already, or the rate is 0
   */
  public TenantDemand open(Iops rate) {
    return come(rate, "open(" + rate + ")", () -> Arrivals.poisson(rate.perSecond()));
  }

  /**
   * Requests come evenly, whether those before are done or not.
   *
   * @param rate of all disks together, more than 0
   * @throws Refusal if when requests come was said already, or the rate is 0
   */
  public TenantDemand even(Iops rate) {
    return come(rate, "even(" + rate + ")", () -> Arrivals.even(rate.perSecond()));
  }

  /**
   * Requests come in bursts, beginning with one, and none between them.
   *
   * @param rate in a burst, of all disks together, more than 0
   * @param on how long a burst is, more than 0
   * @param off how long it is from its end to the next
   * @throws Refusal if when requests come was said already, or a rate or burst is 0
   */
  public TenantDemand bursts(Iops rate, Timespan on, Timespan off) {
    String given = "bursts(" + rate + ", " + on + ", " + off + ")";
    require(
        on.seconds() > 0,
        given,
        "a burst takes a time",
        "bursts(iops(5_000), minutes(1), minutes(9))");
    double mean = rate.perSecond() * on.seconds() / (on.seconds() + off.seconds());
    return come(rate, given, () -> Arrivals.bursts(mean, on.seconds(), off.seconds()));
  }

  /**
   * Requests come more and less often by turns, as by day and by night.
   *
   * @param mean of all disks together, more than 0
   * @param swing how far the rate goes above and below its mean, 0 to 100 %
   * @param period from one peak to the next, more than 0
   * @throws Refusal if when requests come was said already, or a number is out of its range
   */
  public TenantDemand waves(Iops mean, Ratio swing, Timespan period) {
    String given = "waves(" + mean + ", " + swing + ", " + period + ")";
    require(
        share(swing) && period.seconds() > 0,
        given,
        "the swing is from 0 to 100 %, and the period more than 0",
        "waves(iops(500), pct(80), hours(24))");
    return come(
        mean, given, () -> Arrivals.waves(mean.perSecond(), swing.value(), period.seconds()));
  }

  private TenantDemand come(Iops rate, String given, Supplier<Arrivals> arrivals) {
    require(rate.perSecond() > 0, given, "some requests come", "open(iops(900))");
    when.setBy(new When(given, false, start -> new Demand.Open(arrivals, start)), given);
    return this;
  }

  /**
   * So many requests are under way at once; when one is done, the next comes.
   *
   * @param depth 1 to 100,000, on all disks together
   * @throws Refusal if when requests come was said already, or the depth is another
   */
  public TenantDemand closed(int depth) {
    return closed(depth, Timespan.ZERO);
  }

  /**
   * So many requests are under way or thought about at once.
   *
   * @param depth 1 to 100,000, on all disks together
   * @param think from the end of a request to the next, in the mean; exponentially distributed
   * @throws Refusal if when requests come was said already, or the depth is another
   */
  public TenantDemand closed(int depth, Timespan think) {
    String given = "closed(" + depth + (think.equals(Timespan.ZERO) ? ")" : ", " + think + ")");
    require(
        depth >= 1 && depth <= MOST_DEPTH,
        given,
        "1 to 100,000 requests are under way at once",
        "closed(64)");
    when.setBy(
        new When(given, true, start -> new Demand.Closed(depth, think.seconds() * NANOS, start)),
        given);
    return this;
  }

  /**
   * Requests come as they were recorded. The disks of the trace are those of the tenant, in turn.
   *
   * @param trace whose first request comes at once
   * @throws Refusal if when requests come was said already, or the trace does not tell it
   */
  public TenantDemand recorded(Trace trace) {
    String given = "recorded(" + trace.name() + ")";
    require(
        trace.hasTimes(),
        given,
        "the trace does not tell when requests come",
        "trace(\"…\", t -> t.time(\"…\")) with the column of their times");
    when.setBy(
        new When(
            given,
            false,
            start -> new Demand.Recorded(() -> new EvenSeconds(trace.requests()), start)),
        given);
    return this;
  }

  /**
   * When it begins; at once if not said.
   *
   * @param start from the beginning of the run
   * @throws Refusal if it was said already
   */
  public TenantDemand from(Timespan start) {
    from.set(start, start.toString());
    return this;
  }

  /**
   * The share of its reads that the cache serves; that of all tenants if not said.
   *
   * @param share from 0 to 100 %
   * @throws Refusal if it was said already, or is another
   */
  public TenantDemand hits(Ratio share) {
    require(share(share), "hits(" + share + ")", "a share is from 0 to 100 %", "hits(pct(95))");
    hits.set(share, share.toString());
    return this;
  }

  /**
   * What was said, with the rest assumed.
   *
   * @param number of the tenant, in the order in which they are said
   */
  Tenant build(int number) {
    String given = "tenant(\"" + tenant + "\", …)";
    When said =
        when.get()
            .orElseThrow(
                () ->
                    Refusal.of(given, "it needs to say when requests come")
                        .wayOut("say open(iops(900)), or closed(64)")
                        .asException());
    if (said.closed() && queue.get().isPresent()) {
      throw Refusal.of(
              "queue(" + queue.get().get() + ")",
              "a closed load has no more requests than its depth, and would ask again at once")
          .wayOut("leave it out, or say open(…)")
          .asException();
    }
    Disks all = disks.get().orElse(new Disks(1, Optional.empty()));
    if (queue.get().isPresent() && all.cap().isEmpty()) {
      throw Refusal.of(
              "queue(" + queue.get().get() + ")",
              "requests wait for the cap of a disk, and there is none")
          .wayOut("say disks(4, iops(500)) or vm(\"Standard_D2_v2\", 4) too")
          .asException();
    }
    List<Figure<?>> figures = new ArrayList<>();
    String prefix = tenant + " ";
    figures.add(Figure.given(prefix + "load", said.said(), "tenant(…)"));
    double reads = readShare(prefix, figures);
    return new Tenant(
        tenant,
        number,
        vms.get().orElse(1),
        all.number(),
        all.cap(),
        total.get().map(cap -> Figure.given(prefix + "total cap", cap, "total(…)")),
        queue.get().orElse(-1),
        said.demand().apply((long) (from.get().orElse(Timespan.ZERO).seconds() * NANOS)),
        reads,
        sizes(prefix, figures),
        hits.get().map(share -> Figure.given(prefix + "hits", share, "hits(…)")),
        figures);
  }
}
