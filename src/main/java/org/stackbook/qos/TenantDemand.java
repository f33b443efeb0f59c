package org.stackbook.qos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.qos.engine.Demand;
import org.stackbook.stamp.LogicalProcessors;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.stamp.VmSizes;
import org.stackbook.trace.RequestWords;
import org.stackbook.trace.Trace;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.EvenSeconds;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.word.Takes;

/**
 * What a tenant asks of its disks, and which caps they have. All words are about one virtual
 * machine; {@code vms} and {@code vm} say that there are several alike. Each word may be said once,
 * except {@code size}; when requests come must be said.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)).size(kib(8)).reads(pct(70)))
 *     .tenant("web", t -> t.vm("Standard_D2_v2", 3).dataDisks(2).closed(8, minutes(0.001)))
 *     .duration(minutes(0.1)))
 * }</pre>
 */
public final class TenantDemand extends RequestWords<TenantDemand> {

  private static final int MOST_DEPTH = 100_000;
  private static final double NANOS = 1e9;

  private final String tenant;
  private final Stamp stamp;
  private final ReadCache cache;
  private final Once<Figure<Integer>> vms = new Once<>("how many VMs there are");
  private final Once<Disks> disks = new Once<>("which disks there are");
  private final Once<Integer> dataDisks = new Once<>("dataDisks");
  private final Once<Iops> total = new Once<>("total");
  private final Once<Integer> queue = new Once<>("queue");
  private final Once<When> when = new Once<>("when requests come");
  private final Once<Timespan> from = new Once<>("from");
  private final Once<Ratio> hits = new Once<>("hits");

  /** Disks of a machine, or the size that decides on them, and the cap of each. */
  private record Disks(
      Optional<Figure<Integer>> number, Optional<VmSize> size, Optional<Figure<Iops>> cap) {}

  /** When requests come: in words, and from a start on; and where they were recorded. */
  private record When(
      String said, boolean closed, Function<Long, Demand> demand, Optional<Trace> trace) {

    When(String said, boolean closed, Function<Long, Demand> demand) {
      this(said, closed, demand, Optional.empty());
    }
  }

  /**
   * A tenant as it was said.
   *
   * @param name of the tenant
   * @param disks of all its machines
   * @param within the tenant, when it is known how long it is looked at
   */
  record Described(String name, long disks, Function<Timespan, Tenant> within) {}

  TenantDemand(String tenant, Stamp stamp) {
    this.tenant = tenant;
    this.stamp = stamp;
    this.cache = new ReadCache(stamp);
  }

  @Override
  protected TenantDemand self() {
    return this;
  }

  /**
   * How many virtual machines like this one there are; 1 if not said.
   *
   * @param number 1 to 100,000
   * @throws Refusal if it was said already, here or by {@code vm}, or is another
   */
  public TenantDemand vms(int number) {
    String given = "vms(" + number + ")";
    vms.setBy(Figure.given(tenant + " VMs", checkedVms(number, given, "vms(12)"), given), given);
    return this;
  }

  private static int checkedVms(int number, String given, String example) {
    int most = Facts.ours().fact("plausible/mostVmsSaidAtOnce").integer();
    require(
        number >= 1 && number <= most,
        given,
        String.format(Locale.ROOT, "a tenant has 1 to %,d virtual machines", most),
        example);
    return number;
  }

  /**
   * Disks with a cap each; requests are for any of them, as on a striped volume.
   *
   * @param number 1 to as many as the largest VM size takes
   * @param cap of each, a whole number of 1 or more
   * @throws Refusal if disks were said already, or the numbers are others
   */
  public TenantDemand disks(int number, Iops cap) {
    String given = "disks(" + number + ", " + cap + ")";
    Figure<Integer> checked = checkedDisks(number, given);
    Figure<Iops> each = Figure.given(tenant + " cap", checked(cap, given), given);
    disks.setBy(new Disks(Optional.of(checked), Optional.empty(), Optional.of(each)), given);
    return this;
  }

  /**
   * Disks without a cap; one if no disks are said.
   *
   * @param number 1 to as many as the largest VM size takes
   * @throws Refusal if disks were said already, or the number is another
   */
  public TenantDemand disks(int number) {
    String given = "disks(" + number + ")";
    Figure<Integer> checked = checkedDisks(number, given);
    disks.setBy(new Disks(Optional.of(checked), Optional.empty(), Optional.empty()), given);
    return this;
  }

  /**
   * Virtual machines of a size, whose data disks have the cap that the size gives them. How many
   * data disks each has, {@code dataDisks} says.
   *
   * <pre>{@code
   * oslo.qos().run(q -> q
   *     .tenant("sql", t -> t.vm("Standard_D4_v2", 2).dataDisks(8).open(iops(900)))
   *     .duration(minutes(0.05)))
   * }</pre>
   *
   * <p>Source: VM sizes supported in Azure Stack Hub.
   *
   * @param size such as {@code Standard_D2_v2}
   * @param vms how many VMs of it, 1 to 100,000
   * @throws Refusal if disks or a number of VMs were said already, there is no such size, or not in
   *     the build of the stamp or on its servers
   */
  public TenantDemand vm(@Takes(StampWords.VmSizeNames.class) String size, int vms) {
    String given = "vm(\"" + size + "\", " + vms + ")";
    VmSize found = VmSizes.of(stamp.build()).size(size, given);
    LogicalProcessors.of(stamp).refuseUnlessEnoughFor(found, given);
    int checked = checkedVms(vms, given, "vm(\"" + size + "\", 12)");
    Figure<Integer> number = Figure.given(tenant + " VMs", checked, given);
    Figure<Iops> cap = found.dataDiskIops().named(tenant + " cap");
    disks.setBy(new Disks(Optional.empty(), Optional.of(found), Optional.of(cap)), given);
    this.vms.setBy(number, given);
    return this;
  }

  /**
   * How many data disks each virtual machine of a size has; one is assumed if not said.
   *
   * @param number 1 to as many as the size takes
   * @throws Refusal if it was said already; where the tenant is said, if there is no {@code vm}, or
   *     its size takes fewer
   */
  public TenantDemand dataDisks(int number) {
    dataDisks.set(number, String.valueOf(number));
    return this;
  }

  private Figure<Integer> dataDisksOf(VmSize size) {
    if (dataDisks.get().isEmpty()) {
      return assumed("disks", "dataDisks");
    }
    int number = dataDisks.get().get();
    String given = "dataDisks(" + number + ")";
    int most = size.dataDisks().value();
    if (number < 1 || number > most) {
      throw Refusal.of(given, size.name() + " takes 1 to " + most + " data disks")
          .source(size.dataDisks().rules().get(0).citation())
          .wayOut("say dataDisks(" + most + "), or take a larger size")
          .asException();
    }
    return Figure.given(tenant + " disks", number, given);
  }

  private Figure<Integer> checkedDisks(int number, String given) {
    Figure<Integer> most =
        VmSizes.of(stamp.build()).sizes().stream()
            .map(VmSize::dataDisks)
            .max(Comparator.comparing(Figure::value))
            .orElseThrow();
    if (number < 1 || number > most.value()) {
      throw Refusal.of(given, "a virtual machine has 1 to " + most.value() + " disks")
          .source(most.rules().get(0).citation())
          .wayOut("say disks(4, iops(500))")
          .asException();
    }
    return Figure.given(tenant + " disks", number, given);
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
   * Requests come as they were recorded: their times, sizes, and which of them read. The disks of
   * the trace are those of the tenant, in turn.
   *
   * @param trace whose first request comes at once
   * @throws Refusal if when requests come was said already, or the trace does not tell it; where
   *     the tenant is said, if {@code reads} or {@code size} is said too
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
            start -> new Demand.Recorded(() -> new EvenSeconds(trace.requests()), start),
            Optional.of(trace)),
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
   * @throws Refusal if it was said already, is another, or the cache keeps no reads
   */
  public TenantDemand hits(Ratio share) {
    cache.refuseUnlessAny("hits(" + share + ")");
    require(share(share), "hits(" + share + ")", "a share is from 0 to 100 %", "hits(pct(95))");
    hits.set(share, share.toString());
    return this;
  }

  /**
   * What was said, with the rest assumed.
   *
   * @param number of the tenant, in the order in which they are said
   */
  Described build(int number) {
    When said =
        when.get()
            .orElseThrow(
                () ->
                    Refusal.of(
                            "tenant(\"" + tenant + "\", …)", "it needs to say when requests come")
                        .wayOut("say open(iops(900)), or closed(64)")
                        .asException());
    refuseWordsBeside(said);
    Disks all =
        disks
            .get()
            .orElseGet(
                () ->
                    new Disks(
                        Optional.of(assumed("disks", "disks")),
                        Optional.empty(),
                        Optional.empty()));
    refuseQueueWithoutCap(all);
    Figure<Integer> each = all.size().map(this::dataDisksOf).or(all::number).orElseThrow();
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(Figure.given(tenant + " load", said.said(), "tenant(…)"));
    long start = (long) (from.get().orElse(Timespan.ZERO).seconds() * NANOS);
    from.get()
        .ifPresent(time -> figures.add(Figure.given(tenant + " from", time, "from(" + time + ")")));
    Figure<Integer> machines = vms.get().orElseGet(() -> assumed("VMs", "vms"));
    figures.add(machines);
    figures.add(each);
    Optional<RequestMix> mix =
        said.trace().isPresent() ? Optional.empty() : Optional.of(mix(figures));
    Optional<Figure<Iops>> ofAll =
        total.get().map(cap -> Figure.given(tenant + " total cap", cap, "total(…)"));
    Optional<Figure<Ratio>> hitting =
        hits.get().map(share -> Figure.given(tenant + " hits", share, "hits(…)"));
    Optional<Figure<Integer>> waiting =
        queue.get().map(most -> Figure.given(tenant + " may wait", most, "queue(" + most + ")"));
    return new Described(
        tenant,
        (long) machines.value() * each.value(),
        duration -> {
          List<Figure<?>> noted = new ArrayList<>(figures);
          long looked = Math.max(0, (long) (duration.seconds() * NANOS) - start);
          return new Tenant(
              tenant,
              number,
              machines,
              each,
              all.cap(),
              ofAll,
              waiting,
              said.demand().apply(start),
              mix.orElseGet(
                  () ->
                      new RecordedRequests(tenant, said.trace().orElseThrow(), looked).mix(noted)),
              hitting,
              noted);
        });
  }

  /** How many disks or VMs it has, where that was not said. */
  private Figure<Integer> assumed(String what, String path) {
    Fact fact = Facts.ours().fact("qos/" + path + "/value");
    return Figure.stated(tenant + " " + what, fact.integer(), fact);
  }

  private void refuseWordsBeside(When said) {
    if (said.closed() && queue.get().isPresent()) {
      throw Refusal.of(
              "queue(" + queue.get().get() + ")",
              "a closed load has no more requests than its depth, and would ask again at once")
          .wayOut("leave it out, or say open(…)")
          .asException();
    }
    if (said.trace().isPresent() && saysWhatRequestsAre()) {
      throw Refusal.of(
              said.said() + " with reads(…) or size(…)",
              "the trace tells which requests read, and how large they are")
          .wayOut("leave reads(…) and size(…) out, or say open(…)")
          .asException();
    }
    if (dataDisks.get().isPresent() && disks.get().flatMap(Disks::size).isEmpty()) {
      throw Refusal.of(
              "dataDisks(" + dataDisks.get().get() + ")", "data disks are those of a VM size")
          .wayOut("say vm(\"Standard_D2_v2\", 1) too, or disks(4, iops(500))")
          .asException();
    }
  }

  private void refuseQueueWithoutCap(Disks all) {
    if (queue.get().isPresent() && all.cap().isEmpty()) {
      throw Refusal.of(
              "queue(" + queue.get().get() + ")",
              "requests wait for the cap of a disk, and there is none")
          .wayOut("say disks(4, iops(500)) or vm(\"Standard_D2_v2\", 1) too")
          .asException();
    }
  }

  /** What the requests are, as was said. */
  private RequestMix mix(List<Figure<?>> figures) {
    double reads = readShare(tenant + " ", figures);
    int before = figures.size();
    List<TenantLoad.Size> sizes = sizes(tenant + " ", figures);
    if (figures.size() == before) {
      figures.add(Figure.given(tenant + " size", told(sizes), "size(…)"));
    }
    return new RequestMix(reads, sizes, sizes, figures.get(before));
  }

  private static String told(List<TenantLoad.Size> sizes) {
    return sizes.stream()
        .map(
            s ->
                Bytes.of(s.bytes(), ByteUnit.KIB)
                    + (sizes.size() == 1 ? "" : " (" + Ratio.of(s.share()) + ")"))
        .collect(Collectors.joining(", "));
  }
}
