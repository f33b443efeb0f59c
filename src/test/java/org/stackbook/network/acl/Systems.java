package org.stackbook.network.acl;

import java.util.function.Consumer;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;

/** Systems of the tests: only the build matters. */
final class Systems {

  private Systems() {}

  static Acls acls(Consumer<AclOptions> description) {
    return acls("1811", description);
  }

  static Acls acls(String build, Consumer<AclOptions> description) {
    Stamp stamp =
        Stamp.describe(
            "oslo",
            s ->
                s.build(build)
                    .servers(
                        4,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                .capacity(4, Media.HDD, Bytes.parse("8 TB"))));
    return Acls.of(stamp, description);
  }
}
