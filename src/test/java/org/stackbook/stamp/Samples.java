package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Media.HDD;
import static org.stackbook.stamp.Media.NVME;

import java.util.function.Consumer;
import org.junit.jupiter.api.function.Executable;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** Words and descriptions that the tests of this package share. */
final class Samples {

  /** The server of the tour: 2 × NVMe 1.6 TB for 10 × HDD 8 TB. */
  static final Consumer<ServerBuilder> HYBRID =
      n -> n.memory(gb(384)).cores(40).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8));

  private Samples() {}

  static Bytes gb(double size) {
    return Bytes.in(size, ByteUnit.GB);
  }

  static Bytes tb(double size) {
    return Bytes.in(size, ByteUnit.TB);
  }

  static Bytes tib(double size) {
    return Bytes.in(size, ByteUnit.TIB);
  }

  static Stamp oslo() {
    return Stamp.describe("oslo", s -> s.build("1802").servers(8, HYBRID));
  }

  /** What the description is refused with. */
  static Refusal refused(Consumer<StampBuilder> spec) {
    return refusedBy(() -> Stamp.describe("oslo", spec));
  }

  /** What four servers alike are refused with. */
  static Refusal refusedServer(Consumer<ServerBuilder> spec) {
    return refused(s -> s.build("1802").servers(4, spec));
  }

  static Refusal refusedBy(Executable words) {
    return assertThrows(Refusal.class, words);
  }

  /** That all parts are there, and say this. */
  static void assertSays(Refusal refusal, String given, String rule, String source, String wayOut) {
    assertSays(refusal, given, rule, wayOut);
    assertTrue(refusal.source().orElse("").contains(source), refusal.getMessage());
  }

  /** The same for a rule of our own, which has no source. */
  static void assertSays(Refusal refusal, String given, String rule, String wayOut) {
    assertTrue(refusal.given().equals(given), refusal.getMessage());
    assertTrue(refusal.rule().contains(rule), refusal.getMessage());
    assertTrue(refusal.wayOut().orElse("").contains(wayOut), refusal.getMessage());
  }
}
