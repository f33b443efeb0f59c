package org.stackbook.storage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.word.Takes;

/**
 * How fast a repair can be. Each word may be said once; what is not said is assumed, and starred.
 *
 * <pre>{@code
 * placed.fail("n5/disk7").repair(r -> r.speed("High").drive(mb(180)).network(gbps(25)).tenants(8))
 * }</pre>
 */
public final class RepairOptions {

  private final Once<Figure<Integer>> speed = new Once<>("speed");
  private final Once<Bytes> drive = new Once<>("drive");
  private final Once<Bandwidth> network = new Once<>("network");
  private final Once<Integer> tenants = new Once<>("tenants");
  private final Once<Ratio> dirty = new Once<>("dirty");
  private final Once<Timespan> away = new Once<>("away");
  private final Once<Bytes> writes = new Once<>("writes");

  RepairOptions() {}

  /**
   * The storage repair speed: how many requests of the repair wait at a drive at once. {@code
   * Medium} if not said.
   *
   * <p>Source: Adjustable storage repair speed.
   *
   * @param setting {@code Very low}, {@code Low}, {@code Medium}, {@code High} or {@code Very high}
   * @throws Refusal if it was set already, or there is no such setting
   */
  public RepairOptions speed(@Takes(RepairSpeeds.class) String setting) {
    speed.set(RepairSpeeds.named(setting), "\"" + setting + "\"");
    return this;
  }

  /**
   * How much a capacity drive reads or writes in a second when it does nothing else.
   *
   * @param perSecond more than 0, such as {@code mb(180)}
   * @throws Refusal if it was set already, or is not more than 0
   */
  public RepairOptions drive(Bytes perSecond) {
    if (!perSecond.isPositive()) {
      throw Refusal.of("drive(" + perSecond + ")", "a drive moves more than nothing in a second")
          .wayOut("say drive(mb(180)), or leave it out")
          .asException();
    }
    drive.set(perSecond, perSecond.toString());
    return this;
  }

  /**
   * What the network of a server moves for the repair, each way.
   *
   * @param rate more than 0, such as {@code gbps(25)}
   * @throws Refusal if it was set already, or is not more than 0
   */
  public RepairOptions network(Bandwidth rate) {
    if (rate.bitsPerSecond() <= 0) {
      throw Refusal.of("network(" + rate + ")", "a network moves more than nothing")
          .wayOut("say network(gbps(25)), or leave it out")
          .asException();
    }
    network.set(rate, rate.toString());
    return this;
  }

  /**
   * How many requests of tenants wait at a drive at once, beside those of the repair.
   *
   * @param queueDepth 0 or more; 0 leaves the drives to the repair
   * @throws Refusal if it was set already, or is less than 0
   */
  public RepairOptions tenants(int queueDepth) {
    if (queueDepth < 0) {
      throw Refusal.of("tenants(" + queueDepth + ")", "a queue holds 0 requests or more")
          .wayOut("say tenants(0) if the drives have nothing else to do")
          .asException();
    }
    tenants.set(queueDepth, String.valueOf(queueDepth));
    return this;
  }

  /**
   * What share of its data was written to while a server or drive was away. Only for {@link
   * Placement#back}.
   *
   * @param share 0 to 100 %
   * @throws Refusal if it was set already, is not between 0 and 100 %, or follows from {@link
   *     #away} and {@link #writes}
   */
  public RepairOptions dirty(Ratio share) {
    refuseBoth("dirty(" + share + ")", away.get().isPresent() || writes.get().isPresent());
    if (share.value() < 0 || share.value() > 1) {
      throw Refusal.of("dirty(" + share + ")", "a share of data is 0 to 100 %")
          .wayOut("say dirty(pct(5)), or leave it out")
          .asException();
    }
    dirty.set(share, share.toString());
    return this;
  }

  /**
   * How long a server or drive was away, from which it follows, together with {@link #writes}, what
   * share of its data is stale. Only for {@link Placement#back}.
   *
   * <pre>{@code
   * placed.fail("n3").back("n3", r -> r.away(hours(2)).writes(mb(500))).why("dirty share")
   * }</pre>
   *
   * @param time 0 or more
   * @throws Refusal if it was set already, or {@link #dirty} was said
   */
  public RepairOptions away(Timespan time) {
    refuseBoth("away(" + time + ")", dirty.get().isPresent());
    away.set(time, time.toString());
    return this;
  }

  /**
   * How much tenants write to all volumes in a second, before copies are made. Only for {@link
   * Placement#back}, together with {@link #away}.
   *
   * @param perSecond such as {@code mb(500)}
   * @throws Refusal if it was set already, or {@link #dirty} was said
   */
  public RepairOptions writes(Bytes perSecond) {
    refuseBoth("writes(" + perSecond + ")", dirty.get().isPresent());
    writes.set(perSecond, perSecond.toString());
    return this;
  }

  private static void refuseBoth(String given, boolean both) {
    if (both) {
      throw Refusal.of(
              given, "the dirty share is either said or follows from away(…) and writes(…)")
          .wayOut("say dirty(…), or away(…) and writes(…)")
          .asException();
    }
  }

  Figure<Integer> depth() {
    return speed.get().orElseGet(RepairSpeeds::preset);
  }

  private Figure<Integer> tenants() {
    if (tenants.get().isPresent()) {
      return Figure.given("tenant queue depth", tenants.get().get(), "tenants(…)");
    }
    Fact depth = Facts.ours().fact("repair/tenants/queueDepth");
    return Figure.stated("tenant queue depth", depth.integer(), depth);
  }

  /** What share of its time a drive gives to the repair. */
  Figure<Ratio> share() {
    Figure<Integer> own = depth();
    Figure<Integer> others = tenants();
    return Figure.derived(
            "share of a drive",
            Ratio.of((double) own.value() / (own.value() + others.value())),
            "{repair queue depth} ÷ ({repair queue depth} + {tenant queue depth})",
            own,
            others)
        .by(Facts.ours().fact("repair/sharing/value"));
  }

  /** What a drive of each type moves in a second. */
  Map<Media, Figure<Bytes>> drives() {
    Map<Media, Figure<Bytes>> rates = new EnumMap<>(Media.class);
    for (Media media : Media.values()) {
      String name = media + " per second";
      Fact assumed = Facts.ours().fact("repair/drivePerSecondMB/" + media);
      rates.put(
          media,
          drive
              .get()
              .map(rate -> Figure.given(name, rate, "drive(…)"))
              .orElseGet(() -> Figure.stated(name, assumed.bytes(), assumed)));
    }
    return rates;
  }

  Figure<Bandwidth> network() {
    Fact assumed = Facts.ours().fact("repair/network/gigabitsPerSecond");
    return network
        .get()
        .map(rate -> Figure.given("network of a server", rate, "network(…)"))
        .orElseGet(
            () ->
                Figure.stated(
                    "network of a server", Bandwidth.gigabits(assumed.number()), assumed));
  }

  /** What was said about a return, as it was written. */
  Optional<String> saidOfReturn() {
    return dirty
        .get()
        .map(share -> "dirty(" + share + ")")
        .or(() -> away.get().map(time -> "away(" + time + ")"))
        .or(() -> writes.get().map(rate -> "writes(" + rate + ")"));
  }

  /**
   * What share of the copies that come back is stale.
   *
   * @param data what the volumes hold, before copies
   * @throws Refusal if only one of {@link #away} and {@link #writes} was said
   */
  Figure<Ratio> dirty(Figure<Bytes> data) {
    if (away.get().isPresent() && writes.get().isPresent()) {
      return DirtyShare.of(
          Figure.given("away", away.get().get(), "away(…)"),
          Figure.given("writes per second", writes.get().get(), "writes(…)"),
          data);
    }
    if (away.get().isPresent() || writes.get().isPresent()) {
      throw Refusal.of(
              saidOfReturn().orElseThrow(),
              "how much is stale depends on how long it was away and on how much was written")
          .source(Facts.storage().fact("repair/tracking").citation())
          .wayOut("say away(hours(2)).writes(mb(500)), or dirty(pct(5))")
          .asException();
    }
    Fact assumed = Facts.ours().fact("repair/back/dirtyPct");
    return dirty
        .get()
        .map(share -> Figure.given("dirty share", share, "dirty(…)"))
        .orElseGet(() -> Figure.stated("dirty share", assumed.ratio(), assumed));
  }
}
