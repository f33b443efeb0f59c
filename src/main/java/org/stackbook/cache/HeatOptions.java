package org.stackbook.cache;

import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How hot data is told from cold. Each word may be said once.
 *
 * <pre>{@code
 * var load = workload("mixed", w -> w.requests(2_000).objects(500_000).zipf(1.0).seed(1));
 * oslo.cache().heat(load, h -> h.slab(mib(256)).mirror(gib(1)))
 * }</pre>
 */
public final class HeatOptions {

  private static final long SMALLEST = 512;

  private final Once<Bytes> slab = new Once<>("slab");
  private final Once<Bytes> mirror = new Once<>("mirror");
  private final Once<Ratio> threshold = new Once<>("threshold");

  HeatOptions() {}

  /**
   * The piece of a volume that is hot or cold; a slab if not said.
   *
   * @param size 512 bytes or more
   * @throws Refusal if it was set already, or is smaller
   */
  public HeatOptions slab(Bytes size) {
    if (size.count() < SMALLEST) {
      throw Refusal.of("slab(" + size + ")", "a piece of a volume is 512 bytes or more")
          .wayOut("say slab(mib(256)), or leave it out")
          .asException();
    }
    slab.set(size, size.toString());
    return this;
  }

  /**
   * The mirror of a mirror-accelerated parity volume, so that what rotates to its parity is told.
   *
   * @param size one region of 64 MiB or more
   * @throws Refusal if it was set already, or is smaller; or in the end, if the trace does not tell
   *     when requests come
   */
  public HeatOptions mirror(Bytes size) {
    if (size.compareTo(region().value()) < 0) {
      throw Refusal.of("mirror(" + size + ")", "data rotates in regions of " + region().value())
          .source(Facts.storage().fact("mirrorAcceleratedParity/rotationUnitMiB").citation())
          .wayOut("say mirror(gib(1)) or another size of a region or more")
          .asException();
    }
    mirror.set(size, size.toString());
    return this;
  }

  /**
   * How full the mirror is when data begins to rotate; that of the product if not said.
   *
   * @param share above 0, at most 100 %
   * @throws Refusal if it was set already, or is not in that range
   */
  public HeatOptions threshold(Ratio share) {
    if (share.value() <= 0 || share.value() > 1) {
      throw Refusal.of("threshold(" + share + ")", "a share of the mirror is up to 100 %")
          .wayOut("say threshold(pct(85)), or leave it out")
          .asException();
    }
    threshold.set(share, share.toString());
    return this;
  }

  Figure<Bytes> slab() {
    Fact ours = Facts.ours().fact("slab/sizeMiB");
    return slab.get()
        .map(size -> Figure.given("slab", size, "slab(…)"))
        .orElseGet(() -> Figure.stated("slab", ours.bytes(), ours));
  }

  Optional<Figure<Bytes>> mirror() {
    return mirror.get().map(size -> Figure.given("mirror", size, "mirror(…)"));
  }

  static Figure<Bytes> region() {
    Fact unit = Facts.storage().fact("mirrorAcceleratedParity/rotationUnitMiB");
    return Figure.stated("region", Bytes.in(unit.number(), ByteUnit.MIB), unit);
  }

  Figure<Ratio> threshold() {
    Fact preset = Facts.storage().fact("mirrorAcceleratedParity/rotationThresholdPct");
    return threshold
        .get()
        .map(share -> Figure.given("threshold", share, "threshold(…)"))
        .orElseGet(() -> Figure.stated("threshold", Ratio.percent(preset.number()), preset));
  }

  static Figure<Bytes> rate() {
    Fact ours = Facts.ours().fact("rotation/perSecondMB/value");
    return Figure.stated("rotation per second", Bytes.in(ours.number(), ByteUnit.MB), ours);
  }
}
