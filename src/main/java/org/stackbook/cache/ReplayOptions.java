package org.stackbook.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Copies;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.word.Takes;

/**
 * How a trace is replayed. Each word may be said once, {@code fail} as often as needed; what is not
 * said is assumed, and starred.
 *
 * <pre>{@code
 * Files.writeString(Path.of("disk.csv"), "time,op,lba,size\n0,R,8,4096\n1,W,16,512\n");
 * oslo.cache().replay(trace("disk.csv"),
 *     r -> r.share(pct(0.01)).page(kib(16)).fail("n1/disk1").seed(42))
 * }</pre>
 */
public final class ReplayOptions {

  private static final long DEFAULT_SEED = 1;

  private final Stamp stamp;
  private final Once<Ratio> share = new Once<>("share");
  private final Once<Bytes> page = new Once<>("page");
  private final Once<Integer> copies = new Once<>("copies");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<Ratio> warmUp = new Once<>("warmUp");
  private final Once<Timespan> warmUpTime = new Once<>("warmUp");
  private final ServiceTimes service = new ServiceTimes();
  private final List<Failure> failures = new ArrayList<>();

  /**
   * A cache drive that fails.
   *
   * @param drive its id
   * @param at when, since the first request; nothing: before it
   */
  record Failure(String drive, Optional<Timespan> at) {

    /** {@code n3/disk1 after 5 min}. */
    String text() {
      return drive + at.map(time -> " after " + time).orElse("");
    }
  }

  ReplayOptions(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * How much of every cache drive there is for this workload: a trace is often one of many that
   * share the cache.
   *
   * @param ofCache more than 0, at most 100 %
   * @throws Refusal if it was set already, or is not in that range
   */
  public ReplayOptions share(Ratio ofCache) {
    if (ofCache.value() <= 0 || ofCache.value() > 1) {
      throw Refusal.of("share(" + ofCache + ")", "a share of the cache is above 0 to 100 %")
          .wayOut("say share(pct(1)), or leave it out")
          .asException();
    }
    share.set(ofCache, ofCache.toString());
    return this;
  }

  /**
   * The size of a page of the cache; 16 KiB if not said.
   *
   * <p>Source: Storage bus cache on Storage Spaces ({@code cache/pageSizeKB}).
   *
   * @param size 8, 16, 32 or 64 KiB
   * @throws Refusal if it was set already, or is another size
   */
  public ReplayOptions page(Bytes size) {
    Fact preset = Facts.storage().fact("cache/pageSizeKB/default");
    if (PageSizes.ALLOWED.stream().noneMatch(size::equals)) {
      throw Refusal.of("page(" + size + ")", "the page size is " + PageSizes.ALLOWED_TEXT)
          .source(preset.citation())
          .wayOut("say page(kib(16)), or leave it out")
          .asException();
    }
    page.set(size, size.toString());
    return this;
  }

  /**
   * How many copies of all data there are, each on another server; 3 if not said, as on Azure
   * Stack.
   *
   * @param number 1 to the number of servers
   * @throws Refusal if it was set already, or there are fewer servers
   */
  public ReplayOptions copies(int number) {
    copies.set(Copies.checked(number, stamp), String.valueOf(number));
    return this;
  }

  /** Decides where slabs are; {@value #DEFAULT_SEED} if not said. */
  public ReplayOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * Leaves the first requests out of all counts; they warm the cache. The trace is read once more
   * to know how long it is.
   *
   * @param ofRequests 0 to below 100 %
   * @throws Refusal if it was set already, or is not in that range
   */
  public ReplayOptions warmUp(Ratio ofRequests) {
    if (ofRequests.value() < 0 || ofRequests.value() >= 1) {
      throw Refusal.of("warmUp(" + ofRequests + ")", "some requests must be left to be counted")
          .wayOut("say warmUp(pct(10))")
          .asException();
    }
    refuseBothWarmUps(ofRequests.toString(), warmUpTime.get().isPresent());
    warmUp.set(ofRequests, ofRequests.toString());
    return this;
  }

  /**
   * Leaves the requests of the beginning out of all counts; they warm the cache.
   *
   * @param fromFirstRequest 0 or more
   * @throws Refusal if it was set already
   */
  public ReplayOptions warmUp(Timespan fromFirstRequest) {
    refuseBothWarmUps(fromFirstRequest.toString(), warmUp.get().isPresent());
    warmUpTime.set(fromFirstRequest, fromFirstRequest.toString());
    return this;
  }

  private static void refuseBothWarmUps(String given, boolean both) {
    if (both) {
      throw Refusal.of("warmUp(" + given + ")", "warmUp is set already")
          .wayOut("keep one of the two")
          .asException();
    }
  }

  /**
   * Cache drives that have failed before the first request.
   *
   * @param cacheDrives such as {@code n3/disk1}
   * @throws Refusal if there is no such cache drive, or it fails already
   */
  public ReplayOptions fail(@Takes(StampWords.CacheDrives.class) String... cacheDrives) {
    for (String name : cacheDrives) {
      add(name, "fail(\"" + name + "\")", Optional.empty());
    }
    return this;
  }

  /**
   * A cache drive that fails while the trace is replayed.
   *
   * @param cacheDrive such as {@code n3/disk1}
   * @param sinceFirstRequest when; not after the last request
   * @throws Refusal if there is no such cache drive, or it fails already; or in the end, if no
   *     request comes at that time or later
   */
  public ReplayOptions failAt(
      @Takes(StampWords.CacheDrives.class) String cacheDrive, Timespan sinceFirstRequest) {
    add(cacheDrive, "failAt(\"" + cacheDrive + "\", …)", Optional.of(sinceFirstRequest));
    return this;
  }

  private void add(String name, String given, Optional<Timespan> at) {
    Drive drive = stamp.drive(name, given);
    if (!drive.isCache()) {
      throw Refusal.of(given, drive.id() + " is a capacity drive; a replay tells of cache drives")
          .wayOut("fail it in the storage room: storage().place().fail(\"" + drive.id() + "\")")
          .asException();
    }
    if (failures.stream().anyMatch(f -> f.drive().equals(drive.id()))) {
      throw Refusal.of(given, "it fails already").wayOut("say it once").asException();
    }
    failures.add(new Failure(drive.id(), at));
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
  public ReplayOptions service(Media media, Timespan read, Timespan write, int lanes) {
    service.say(media, read, write, lanes);
    return this;
  }

  Figure<Ratio> share() {
    Fact assumed = Facts.ours().fact("cacheReplay/sharePct/value");
    return share
        .get()
        .map(said -> Figure.given("share of the cache", said, "share(…)"))
        .orElseGet(
            () -> Figure.stated("share of the cache", Ratio.percent(assumed.number()), assumed));
  }

  Figure<Bytes> page() {
    return page.get()
        .map(said -> Figure.given("page", said, "page(…)"))
        .orElseGet(PageSizes::preset);
  }

  Figure<Integer> copies() {
    return Copies.of(copies, stamp);
  }

  long seed() {
    return seed.get().orElse(DEFAULT_SEED);
  }

  Figure<String> seedFigure() {
    String number = String.valueOf(seed());
    return seed.get().isPresent()
        ? Figure.given("seed", number, "seed(…)")
        : Figure.assumed("seed", number, "assumed: no seed is said, and any will do");
  }

  Optional<Ratio> warmUpShare() {
    return warmUp.get();
  }

  Optional<Timespan> warmUpTime() {
    return warmUpTime.get();
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** How drives of each type serve. */
  ServiceTimes service() {
    return service;
  }
}
