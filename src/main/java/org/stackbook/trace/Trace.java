package org.stackbook.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * Requests to storage in the order in which they came: recorded in a file, or made up. A trace is
 * as long as it likes: it is never held in memory, and read anew each time. Showing it reads its
 * first rows only.
 *
 * <pre>{@code
 * Files.writeString(Path.of("disk.csv"), "time,op,lba,size\n0,R,8,4096\n1,W,16,512\n");
 * var disk = trace("disk.csv");
 * var moved = trace("disk.csv", t -> t.time(1, "ms").op(2).address(3, 4096).size(4, 1));
 * disk.limit(1).requests().tenants()
 * }</pre>
 */
public final class Trace extends Result {

  private static final int SHOWN = 10;
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 1 << 30;
  private static final double NANOS = 1e9;

  private final Origin origin;
  private final long limit;
  private final List<ReadingProgress> listeners;

  Trace(Origin origin, long limit, List<ReadingProgress> listeners) {
    this.origin = origin;
    this.limit = limit;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * A file of requests; gzip and zstd are unpacked while it is read.
   *
   * @param file its path
   * @param options what the file does not say itself, such as {@code t -> t.address("lba", 512)}
   * @throws Refusal if there is no such file, it is empty or damaged, its format is not known, or
   *     it has not the columns that were said
   */
  public static Trace of(String file, Consumer<TraceOptions> options) {
    TraceOptions said = new TraceOptions();
    options.accept(said);
    return new Trace(TraceFile.of(file, said), Long.MAX_VALUE, List.of());
  }

  /**
   * Requests that are made up by a seed: the same each time they are read.
   *
   * <pre>{@code
   * var vdi = workload("vdi", w -> w.requests(10_000).objects(1_000).zipf(1.0).seed(42));
   * var mixed = workload("mixed", w -> w.duration(minutes(1)).rate(iops(500))
   *     .bursts(minutes(0.1), minutes(0.1))
   *     .tenant("sql", pct(60), t -> t.objects(5_000).hotSet(pct(10), pct(90), 2_000).reads(pct(70)))
   *     .tenant("backup", pct(40), t -> t.objects(9_000).scans(500).reads(pct(100)).size(kib(64))));
   * mixed.requests().tenants() // → [sql, backup]
   * }</pre>
   *
   * @param name what the trace is called
   * @param options how many, for what, how often
   * @throws Refusal if a word is said twice, or something is missing
   */
  public static Trace workload(String name, Consumer<WorkloadOptions> options) {
    WorkloadOptions said = new WorkloadOptions();
    options.accept(said);
    return new Trace(said.build(name), Long.MAX_VALUE, List.of());
  }

  /** What it is called: the name of its file, or of its workload. */
  public String name() {
    return origin.name();
  }

  /**
   * The first requests only.
   *
   * @param requests at most so many, 1 or more
   * @throws Refusal if there are to be none
   */
  public Trace limit(long requests) {
    if (requests < 1) {
      throw Refusal.of("limit(" + requests + ")", "a trace has one request or more")
          .wayOut("say limit(1) or more")
          .asException();
    }
    return new Trace(origin, Math.min(requests, limit), listeners);
  }

  /**
   * The same trace, whose readings tell how far they are.
   *
   * @param listener called by the thread that reads
   */
  public Trace watched(ReadingProgress listener) {
    List<ReadingProgress> all = new ArrayList<>(listeners);
    all.add(listener);
    return new Trace(origin, limit, all);
  }

  /**
   * Reads the requests, from the first, each time anew.
   *
   * @throws Refusal if the file cannot be opened any more
   */
  public TraceReader requests() {
    return new TraceReader(origin, limit, listeners);
  }

  /**
   * Reads the pages that the requests touch, from the first, each time anew.
   *
   * @param pageBytes size of a page, from 512 bytes to 1 GiB
   * @throws Refusal if it is another, the trace tells objects instead of addresses, or the file
   *     cannot be opened any more
   */
  public TraceKeys pages(int pageBytes) {
    if (pageBytes < SMALLEST_PAGE || pageBytes > LARGEST_PAGE) {
      throw Refusal.of("pages(" + pageBytes + ")", "a page is from 512 bytes to 1 GiB")
          .wayOut("say pages(4096)")
          .asException();
    }
    if (!hasAddresses()) {
      throw Refusal.of(
              "pages(" + pageBytes + ")", name() + " tells the ids of objects, not addresses")
          .wayOut("take objects()")
          .asException();
    }
    TraceReader reader = requests();
    return new TraceKeys(reader, new Pages(reader, pageBytes), Pages::tenant);
  }

  /**
   * Reads what the requests are for, each whole, whatever its size: the ids of objects, or where
   * requests begin.
   *
   * @throws Refusal if the file cannot be opened any more
   */
  public TraceKeys objects() {
    TraceReader reader = requests();
    return new TraceKeys(reader, reader.objects(), reader.tenantOfObject());
  }

  /**
   * Whether requests are for bytes on disks, so that there are pages; else they are for objects.
   */
  public boolean hasAddresses() {
    return origin.hasAddresses();
  }

  /** Whether it tells when requests come; else all of them come at once. */
  public boolean hasTimes() {
    return origin.hasTimes();
  }

  /**
   * What is in it: reads all of it once.
   *
   * @throws Refusal if the file is damaged, or most of its first rows are broken
   */
  public TraceSummary summary() {
    return TraceSummary.of(this);
  }

  @Override
  public String title() {
    return "Trace " + name();
  }

  @Override
  public String verdict() {
    return origin.says()
        + (limit == Long.MAX_VALUE
            ? "."
            : String.format(Locale.ROOT, "; the first %,d requests.", limit));
  }

  @Override
  public DataTable data() {
    RequestBatch batch = new RequestBatch();
    DataTable.Builder table =
        DataTable.of("The first requests").number("time", "s", 6).text("from").text("op");
    if (hasAddresses()) {
      table.number("address", "", 0);
    } else {
      table.text("object");
    }
    table.number("size", "B", 0);
    try (TraceReader reader = new TraceReader(origin, Math.min(limit, SHOWN), List.of())) {
      reader.read(batch);
      List<String> tenants = reader.tenants();
      for (int i = 0; i < batch.count; i++) {
        table.row(
            batch.nanos[i] / NANOS,
            Lines.shown(tenants.get(batch.tenant[i])),
            batch.write[i] ? "write" : "read",
            hasAddresses() ? batch.address[i] : Long.toUnsignedString(batch.address[i]),
            batch.bytes[i]);
      }
      String remarks = reader.reading().remarks();
      if (!remarks.isEmpty()) {
        table.note(remarks);
        reader.reading().examples().forEach(row -> table.note(row.toString()));
      }
    }
    return table.note("Times count from the first request.").build();
  }

  @Override
  public List<Figure<?>> figures() {
    return origin.figures();
  }
}
