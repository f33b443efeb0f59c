package org.stackbook;

import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;

/** Stamps of the tests of which only the build matters. */
public final class Stamps {

  private Stamps() {}

  /** Four servers of a build. */
  public static Stamp of(String build) {
    return Stamp.describe(
        "oslo",
        s ->
            s.build(build)
                .servers(
                    4,
                    n ->
                        n.memory(Bytes.parse("384 GB"))
                            .cores(40)
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(10, Media.HDD, Bytes.parse("8 TB"))));
  }
}
