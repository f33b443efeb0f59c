package org.stackbook.qos;

import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.CacheMode;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;

/**
 * Which reads the cache of a stamp keeps: those from HDD, and none from flash.
 *
 * <p>Source: Understand the cache, Storage Spaces Direct ({@code cache/ssdMode}).
 *
 * @param stamp whose cache
 */
record ReadCache(Stamp stamp) {

  /** Whether it keeps what is read from a capacity drive. */
  boolean keeps(Drive drive) {
    return stamp.server(drive.server()).tiers().modeFor(drive.media()) == CacheMode.READ_WRITE;
  }

  /** Whether it keeps any reads. */
  boolean keepsAny() {
    return stamp.servers().stream().flatMap(s -> s.capacityDrives().stream()).anyMatch(this::keeps);
  }

  private boolean isThere() {
    return stamp.servers().stream().anyMatch(s -> !s.cacheDrives().isEmpty());
  }

  private Fact rule() {
    return Facts.storage().fact(isThere() ? "cache/ssdMode" : "cache/selection");
  }

  /** The share of reads that hit, where none can. */
  Figure<Ratio> none() {
    return Figure.stated("read hits", Ratio.percent(0), rule());
  }

  /** The share of reads from drives of a type that hit, where the cache keeps none of them. */
  static Figure<Ratio> none(Media media) {
    return Figure.stated(
        "read hits of " + media, Ratio.percent(0), Facts.storage().fact("cache/ssdMode"));
  }

  /**
   * Lets the share of reads that hit be said, where there is one.
   *
   * @throws Refusal if the cache keeps no reads
   */
  void refuseUnlessAny(String given) {
    if (!keepsAny()) {
      throw Refusal.of(
              given,
              isThere()
                  ? "the cache takes only the writes for capacity drives of flash, and serves no"
                      + " reads"
                  : "all drives are of one type, and there is no cache")
          .source(rule().citation())
          .wayOut("leave it out, or describe capacity(…, HDD, …) behind cache(…)")
          .asException();
    }
  }
}
