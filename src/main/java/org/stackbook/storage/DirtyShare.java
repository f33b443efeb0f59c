package org.stackbook.storage;

import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * What share of the regions of a copy is stale when its server or drive comes back. Of M regions
 * each is missed by N writes with (1 − 1/M)^N, which is exp(−N/M) for many regions; with writes of
 * a whole region each, N/M is what was written over what there is, however large a region be.
 *
 * <p>Source: Understand and monitor storage resync (that regions are tracked; how writes fall on
 * them is assumed).
 */
final class DirtyShare {

  private DirtyShare() {}

  /**
   * @param away how long the copy took no writes
   * @param perSecond what is written to all volumes, before copies
   * @param data what the volumes hold, before copies
   */
  static Figure<Ratio> of(Figure<Timespan> away, Figure<Bytes> perSecond, Figure<Bytes> data) {
    double bytes = perSecond.value().count() * away.value().seconds();
    Figure<Bytes> written =
        Figure.derived(
            "written meanwhile",
            Bytes.of(Math.round(bytes), ByteUnit.TB),
            "{writes per second} × {away}",
            perSecond,
            away);
    double stale = bytes == 0 ? 0 : -Math.expm1(-bytes / data.value().count());
    return Figure.derived(
            "dirty share", Ratio.of(stale), "1 − exp(−{written meanwhile} ÷ {data})", written, data)
        .by(Facts.ours().fact("repair/back/writes/value"));
  }
}
