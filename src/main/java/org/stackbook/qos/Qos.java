package org.stackbook.qos;

import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;

/**
 * What tenants get of drives and network cards that they share: caps on disks, queues behind them,
 * and neighbours.
 *
 * <pre>{@code
 * oslo.qos().run(q -> q
 *     .tenant("sql", t -> t.disks(4, iops(500)).open(iops(900)).reads(pct(70)))
 *     .duration(minutes(0.05)))
 * }</pre>
 */
public final class Qos implements OfStamp {

  private final Stamp stamp;

  private Qos(Stamp stamp) {
    this.stamp = stamp;
  }

  /** Who shares what there is in {@code stamp}. */
  public static Qos of(Stamp stamp) {
    return new Qos(stamp);
  }

  /** The stamp whose parts are shared. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * Lets tenants ask for a while: through the caps of their disks, to the drives.
   *
   * <pre>{@code
   * var quiet = oslo.qos().run(q -> q
   *     .tenant("sql", t -> t.vm("Standard_D2_v2", 1).dataDisks(4).even(iops(900)))
   *     .duration(minutes(0.1)));
   * quiet.why("sql offered").figure().value() // → 900 IOPS
   * }</pre>
   *
   * @param words which tenants, for how long
   * @throws Refusal if there is no tenant, the words are wrong, or too many requests wait
   */
  public QosRun run(Consumer<QosOptions> words) {
    return QosRun.of(stamp, words);
  }

  /**
   * What flows get of the network cards, which nothing rules.
   *
   * @param words which flows
   * @throws Refusal if there is no flow, or the words are wrong
   */
  public CardShares card(Consumer<CardOptions> words) {
    CardOptions said = new CardOptions(stamp);
    words.accept(said);
    return new CardShares(stamp, said);
  }
}
