package org.stackbook.cache;

import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Copies;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * What fills the cache with writes. Each word may be said once.
 *
 * <pre>{@code
 * oslo.cache().fillUp(f -> f.writes(mb(800)).random(kib(16)).copies(3).busy(pct(30)))
 * }</pre>
 */
public final class FillOptions {

  private final Stamp stamp;
  private final Once<Bytes> writes = new Once<>("writes");
  private final Once<Bytes> random = new Once<>("random");
  private final Once<Integer> copies = new Once<>("copies");
  private final Once<Ratio> busy = new Once<>("busy");
  private final ServiceTimes service = new ServiceTimes();

  FillOptions(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * How much tenants write to the whole stamp in a second, before copies are made.
   *
   * @param perSecond more than 0, such as {@code mb(800)}
   * @throws Refusal if it was set already, or is not more than 0
   */
  public FillOptions writes(Bytes perSecond) {
    writes.set(positive("writes", perSecond), perSecond.toString());
    return this;
  }

  /**
   * How much lies together on a capacity drive when it is de-staged; a page if not said. Each such
   * piece costs the drive a seek.
   *
   * @param piece more than 0, such as {@code kib(16)}; large for writes that follow each other
   * @throws Refusal if it was set already, or is not more than 0
   */
  public FillOptions random(Bytes piece) {
    random.set(positive("random", piece), piece.toString());
    return this;
  }

  private static Bytes positive(String word, Bytes value) {
    if (!value.isPositive()) {
      throw Refusal.of(word + "(" + value + ")", "it is more than nothing")
          .wayOut("say " + word + "(kib(16)) or more")
          .asException();
    }
    return value;
  }

  /**
   * How many copies of all data there are, each on another server; 3 if not said, as on Azure
   * Stack.
   *
   * @param number 1 to the number of servers
   * @throws Refusal if it was set already, or there are fewer servers
   */
  public FillOptions copies(int number) {
    copies.set(Copies.checked(number, stamp), String.valueOf(number));
    return this;
  }

  /**
   * What share of their time capacity drives spend on tenants, past the cache.
   *
   * @param ofTime 0 to 100 %
   * @throws Refusal if it was set already, or is not in that range
   */
  public FillOptions busy(Ratio ofTime) {
    if (ofTime.value() < 0 || ofTime.value() > 1) {
      throw Refusal.of("busy(" + ofTime + ")", "a share of time is 0 to 100 %")
          .wayOut("say busy(pct(30)), or leave it out")
          .asException();
    }
    busy.set(ofTime, ofTime.toString());
    return this;
  }

  /**
   * How long capacity drives of a type take for a random request before its bytes move, and how
   * many requests they serve at once.
   *
   * @param media the type
   * @param read time of a read; no read is counted here
   * @param write time of a write
   * @param lanes 1 or more; 1 for a disk with one arm
   * @throws Refusal if it was said of this type already, or there is no lane
   */
  public FillOptions service(Media media, Timespan read, Timespan write, int lanes) {
    service.say(media, read, write, lanes);
    return this;
  }

  /** How drives of each type serve. */
  ServiceTimes service() {
    return service;
  }

  Figure<Bytes> writes() {
    return Figure.given(
        "writes per second",
        writes
            .get()
            .orElseThrow(
                () ->
                    Refusal.of("fillUp(…)", "it is not said how much is written in a second")
                        .wayOut("say fillUp(f -> f.writes(mb(800)))")
                        .asException()),
        "writes(…)");
  }

  Figure<Bytes> piece() {
    return random
        .get()
        .map(said -> Figure.given("piece", said, "random(…)"))
        .orElseGet(() -> PageSizes.preset().named("piece"));
  }

  Figure<Integer> copies() {
    return Copies.of(copies, stamp);
  }

  Figure<Ratio> busy() {
    Fact assumed = Facts.ours().fact("cacheFill/busyPct/value");
    Optional<Ratio> said = busy.get();
    return said.isPresent()
        ? Figure.given("busy with tenants", said.get(), "busy(…)")
        : Figure.stated("busy with tenants", assumed.ratio(), assumed);
  }

  /** A rate in the unit that is best to read. */
  static Bytes rate(double bytesPerSecond) {
    return Bytes.of(Math.round(bytesPerSecond), ByteUnit.B).as(ByteUnit.MB);
  }
}
