package org.stackbook.network.sdn;

import java.util.function.Consumer;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;

/** Networks to ask. */
final class Networks {

  static final Stamp OSLO =
      Stamp.describe(
          "oslo",
          s ->
              s.build("1908")
                  .servers(
                      4,
                      n ->
                          n.memory(Bytes.parse("384 GB"))
                              .cores(40)
                              .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                              .capacity(10, Media.HDD, Bytes.parse("8 TB"))));

  private Networks() {}

  static SoftwareDefinedNetwork of(Consumer<SdnOptions> description) {
    return SoftwareDefinedNetwork.of(OSLO, description);
  }

  /** Two MUXes, three cards on n1, n2 and n3, of which the first two are behind a VIP. */
  static SoftwareDefinedNetwork small() {
    return of(
        n ->
            n.muxes(2)
                .virtualNetwork(
                    "prod",
                    "10.0.0.0/16",
                    v ->
                        v.subnet("web", "10.0.2.0/24")
                            .nic("web1", "10.0.2.4", "n1")
                            .nic("web2", "10.0.2.5", "n2")
                            .nic("db1", "10.0.2.6", "n3"))
                .vip(
                    "203.0.113.10",
                    v ->
                        v.tcp(443, 8443)
                            .udp(53)
                            .nat(50_001, "10.0.2.4", 3389)
                            .pool("web", "10.0.2.4", "10.0.2.5")));
  }
}
