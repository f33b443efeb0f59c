package org.stackbook.compute;

import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.Result;

/** Stamps of the tests: only build, servers, memory and cores matter. */
final class Stamps {

  private Stamps() {}

  /** Memory in GiB, which the pages print GB. */
  static Stamp stamp(String build, int servers, int gibibytes, int cores) {
    return Stamp.describe(
        "oslo",
        s ->
            s.build(build)
                .servers(
                    servers,
                    n ->
                        n.memory(Bytes.parse(gibibytes + " GiB"))
                            .cores(cores)
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(4, Media.HDD, Bytes.parse("4 TB"))));
  }

  static Compute compute(String build, int servers, int gibibytes) {
    return Compute.of(stamp(build, servers, gibibytes, 40));
  }

  static double gib(Result result, String figure) {
    Object value = result.why(figure).figure().value();
    return ((Bytes) value).to(ByteUnit.GIB);
  }

  static int number(Result result, String figure) {
    return ((Number) result.why(figure).figure().value()).intValue();
  }
}
