package org.stackbook.storage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Once;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
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
   * @throws Refusal if it was set already, or is not between 0 and 100 %
   */
  public RepairOptions dirty(Ratio share) {
    if (share.value() < 0 || share.value() > 1) {
      throw Refusal.of("dirty(" + share + ")", "a share of data is 0 to 100 %")
          .wayOut("say dirty(pct(5)), or leave it out")
          .asException();
    }
    dirty.set(share, share.toString());
    return this;
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

  Optional<Ratio> saidDirty() {
    return dirty.get();
  }

  Figure<Ratio> dirty() {
    Fact assumed = Facts.ours().fact("repair/back/dirtyPct");
    return dirty
        .get()
        .map(share -> Figure.given("dirty share", share, "dirty(…)"))
        .orElseGet(() -> Figure.stated("dirty share", assumed.ratio(), assumed));
  }
}
