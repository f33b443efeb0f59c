package org.stackbook.network.plan;

import java.util.function.Consumer;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.view.Result;

/** Stamps and plans of the tests. */
final class Plans {

  private Plans() {}

  static Stamp stamp(String build, int servers) {
    return Stamp.describe(
        "oslo",
        s ->
            s.build(build)
                .servers(
                    servers,
                    n ->
                        n.memory(Bytes.parse("384 GB"))
                            .cores(40)
                            .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                            .capacity(4, Media.HDD, Bytes.parse("8 TB"))));
  }

  /** The networks of the worked example, all but the private one. */
  static AddressOptions others(AddressOptions options) {
    return options
        .bmc("10.193.132.0/27")
        .infrastructure("12.193.130.0/24")
        .publicVip("13.200.132.0/24")
        .switchInfrastructure("10.193.132.128/26");
  }

  static AddressPlan of(String build, Consumer<AddressOptions> said) {
    return AddressPlan.of(stamp(build, 4), said);
  }

  /** The worked example. */
  static AddressPlan example() {
    return of("2008", p -> others(p).privateNetwork("11.11.128.0/20"));
  }

  static long number(Result result, String figure) {
    return ((Number) result.why(figure).figure().value()).longValue();
  }
}
