package org.stackbook.storage;

import java.util.function.Consumer;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampBuilder;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/** The stamp of the examples: eight servers with ten hard disks of 8 TB each. */
final class Oslo {

  private Oslo() {}

  static Stamp stamp() {
    return stamp("1802", more -> {});
  }

  /** The stamp in a build, with something more to say about it. */
  static Stamp stamp(String build, Consumer<StampBuilder> more) {
    return Stamp.describe(
        "oslo",
        s -> {
          s.build(build)
              .servers(
                  8,
                  n ->
                      n.memory(Bytes.parse("384 GB"))
                          .cores(40)
                          .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                          .capacity(10, Media.HDD, Bytes.parse("8 TB")));
          more.accept(s);
        });
  }

  /** Its slabs, with the seed 42. */
  static Placement placed(double fillPercent) {
    return Storage.of(stamp()).place(p -> p.fill(Ratio.percent(fillPercent)).seed(42));
  }
}
