package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Distinct;
import org.stackbook.trace.engine.Profile;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Progress;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;

/**
 * What is in a trace, read once from its first request to its last: how many requests, how fast,
 * how large, for how much data.
 *
 * <pre>{@code
 * var summary = workload("vdi", w -> w.requests(10_000).objects(500).zipf(1.0)).summary();
 * summary.why("footprint");
 * summary.sizes();
 * summary.reuse()
 * }</pre>
 */
public final class TraceSummary extends Result {

  /** So many different pages and objects are counted one by one, in at most 64 MiB each. */
  private static final int COUNTED_EXACTLY = 1 << 22;

  /** So many are looked at one by one for when they are used again, in some 40 MB. */
  private static final int REUSE_COUNTED_EXACTLY = 1_000_000;

  private static final int MOST_TENANTS_SHOWN = 1_000;
  private static final double NANOS = 1e9;

  private final Trace trace;
  private final Profile profile;
  private final Reading reading;
  private final List<String> tenants;
  private final Figure<Bytes> page;
  private final RequestReuse reuse;

  private TraceSummary(
      Trace trace, Profile profile, Reading reading, List<String> tenants, Figure<Bytes> page) {
    this.trace = trace;
    this.profile = profile;
    this.reading = reading;
    this.tenants = tenants;
    this.page = page;
    profile.reuse().finish();
    this.reuse =
        new RequestReuse(
            trace.name(),
            trace.hasAddresses() ? Optional.of(page) : Optional.empty(),
            profile.reuse());
  }

  static TraceSummary of(Trace trace) {
    Fact size = Facts.ours().fact("footprint/pageKiB/value");
    Figure<Bytes> page = Figure.stated("page", size.bytes(), size);
    int pageBytes = trace.hasAddresses() ? (int) page.value().count() : 0;
    Profile profile = new Profile(pageBytes, COUNTED_EXACTLY, REUSE_COUNTED_EXACTLY);
    RequestBatch batch = new RequestBatch();
    try (Progress progress = Progress.of("Summing up " + trace.name());
        TraceReader reader = trace.watched(ReadingProgress.shownBy(progress)).requests()) {
      while (reader.read(batch)) {
        profile.add(batch);
      }
      return new TraceSummary(trace, profile, reader.reading(), reader.tenants(), page);
    }
  }

  /** The trace that was read. */
  public Trace trace() {
    return trace;
  }

  /** The account of reading it: rows that were broken, and why. */
  public Reading reading() {
    return reading;
  }

  /** How large its requests are, as a table and a chart. */
  public RequestSizes sizes() {
    return new RequestSizes(trace.name(), profile.sizes());
  }

  /**
   * How soon its pages are used again, as a table and a chart: how large an LRU cache must be to
   * hit. Of more than a million pages, some are looked at.
   */
  public RequestReuse reuse() {
    return reuse;
  }

  @Override
  public String title() {
    return "Summary of " + trace.name();
  }

  @Override
  public String verdict() {
    String rows = reading.remarks();
    return String.format(
        Locale.ROOT,
        "%,d requests in %s, %.1f %% of them read, for %s%s different %s.%s",
        requests().value(),
        seconds().value(),
        reads().value().toPercent(),
        (trace.hasAddresses() ? profile.pages() : profile.objects()).exact() ? "" : "about ",
        (trace.hasAddresses() ? pages() : distinct("objects", profile.objects())).starredText(),
        trace.hasAddresses() ? "pages of " + page.starredText() : "objects",
        rows.isEmpty() ? "" : " " + Sentences.capital(rows) + ".");
  }

  private <T> Figure<T> counted(String name, T value) {
    return Figure.given(name, value, "counted in " + trace.name());
  }

  private Profile.Share all() {
    Profile.Share all = new Profile.Share();
    for (int i = 0; i < tenants.size(); i++) {
      Profile.Share tenant = profile.tenant(i);
      all.reads += tenant.reads;
      all.writes += tenant.writes;
      all.bytesRead += tenant.bytesRead;
      all.bytesWritten += tenant.bytesWritten;
    }
    return all;
  }

  private Figure<Long> requests() {
    return counted("requests", profile.sizes().total());
  }

  private Figure<Timespan> seconds() {
    return counted("time", new Timespan(profile.lastNanos() / NANOS))
        .note("from the first request to the last");
  }

  private Figure<Ratio> reads() {
    Figure<Long> reading = counted("requests that read", all().reads);
    return Figure.derived(
        "reads",
        Ratio.of((double) reading.value() / requests().value()),
        "{requests that read} ÷ {requests}",
        reading,
        requests());
  }

  /** In the unit in which it is read. */
  static Bytes bytes(long count) {
    ByteUnit unit = ByteUnit.TB;
    if (count < 1_000_000_000_000L) {
      unit = count < 1_000_000_000L ? ByteUnit.MB : ByteUnit.GB;
    }
    return Bytes.of(count, unit);
  }

  private Figure<Long> distinct(String name, Distinct distinct) {
    return told(counted(name, distinct.count()), distinct);
  }

  private Figure<Long> pages() {
    Figure<Long> pages =
        Figure.derived(
            "pages",
            profile.pages().count(),
            "different pieces of {page} that {trace} asks for",
            page,
            Figure.given("trace", trace.name(), "trace(…)"));
    return told(pages, profile.pages());
  }

  private static Figure<Long> told(Figure<Long> count, Distinct distinct) {
    return distinct.exact()
        ? count
        : count.note(
            "an estimate (HyperLogLog) with a standard error of 0.81 %: too many to count");
  }

  private Figure<Bytes> sizeAt(String name, double share) {
    return counted(name, Bytes.of(profile.sizes().percentile(share), ByteUnit.KIB));
  }

  @Override
  public List<Figure<?>> figures() {
    Profile.Share all = all();
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(requests());
    figures.add(seconds());
    if (profile.lastNanos() > 0) {
      figures.add(
          Figure.derived(
              "rate",
              new Iops(requests().value() / seconds().value().seconds()),
              "{requests} ÷ {time}",
              requests(),
              seconds()));
    }
    figures.add(reads());
    figures.add(counted("bytes read", bytes(all.bytesRead)));
    figures.add(counted("bytes written", bytes(all.bytesWritten)));
    figures.add(sizeAt("median size", 0.5));
    figures.add(sizeAt("99th percentile of size", 0.99));
    figures.add(sizeAt("largest size", 1));
    figures.add(distinct("objects", profile.objects()));
    if (trace.hasAddresses()) {
      figures.add(pages());
      figures.add(
          Figure.derived(
              "footprint",
              bytes(pages().value() * page.value().count()),
              "{pages} × {page}",
              pages(),
              page));
    }
    figures.addAll(reuse.figures());
    figures.add(counted("broken rows", reading.brokenRows()));
    return figures;
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("By disk, volume or tenant")
            .text("from")
            .count("requests")
            .number("reads", "%", 1)
            .number("read", "GB", 3)
            .number("written", "GB", 3);
    for (int i = 0; i < Math.min(tenants.size(), MOST_TENANTS_SHOWN); i++) {
      Profile.Share share = profile.tenant(i);
      long requests = share.reads + share.writes;
      table.row(
          Lines.shown(tenants.get(i)),
          requests,
          requests == 0 ? null : 100.0 * share.reads / requests,
          Bytes.of(share.bytesRead, ByteUnit.GB),
          Bytes.of(share.bytesWritten, ByteUnit.GB));
    }
    if (tenants.size() > MOST_TENANTS_SHOWN) {
      table.note("The first " + MOST_TENANTS_SHOWN + " of " + tenants.size() + ".");
    }
    if (!reading.remarks().isEmpty()) {
      table.note(reading.remarks() + ":");
      reading.examples().forEach(row -> table.note(row.toString()));
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    if (profile.lastNanos() == 0) {
      return Optional.empty();
    }
    double slot = profile.slotNanos() / NANOS;
    // The last slot ends where the trace does: it would show a fall that is none.
    int slots = Math.max(1, profile.slots() - 1);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      times.add(i * slot);
    }
    return Optional.of(
        new Picture.Lines(
            "Requests per second",
            "Two lines, of reads and writes, over the time of the trace. " + verdict(),
            "Time (s)",
            "Requests per second",
            List.of(
                new Line("reads", times, rates(profile.readsInSlot(), slots, slot), Role.PLAIN),
                new Line(
                    "writes", times, rates(profile.writesInSlot(), slots, slot), Role.PLAIN))));
  }

  private static List<Double> rates(long[] counts, int slots, double seconds) {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      rates.add(Math.min(Picture.LARGEST, counts[i] / seconds));
    }
    return rates;
  }
}
