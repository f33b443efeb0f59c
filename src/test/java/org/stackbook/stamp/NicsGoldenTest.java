package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.GoldenExamples;
import org.stackbook.fact.GoldenExample;

/** How many NICs a VM may have, by build. */
@Tag("golden")
class NicsGoldenTest {

  static List<GoldenExample> nics() {
    return GoldenExamples.of("NET-NIC-1903");
  }

  @ParameterizedTest
  @MethodSource("nics")
  void fourOnAVmOfAnySize(GoldenExample example) {
    Build build = Build.named(example.in().path("build").asText());
    int asked = example.in().path("nics").asInt();
    VmSizes sizes = VmSizes.of(build);
    for (VmSize size : sizes.sizes()) {
      int most = build.limits().nics(size).value();
      assertEquals(Math.min(4, size.nics().value()), most);
      assertEquals(example.expect().path("accepted").asBoolean(), asked <= most);
    }
    VmSize large = sizes.size("Standard_D5_v2");
    assertTrue(asked <= Build.named("1904").limits().nics(large).value(), "then the size decides");
    assertTrue(asked <= Build.named("1811").limits().nics(large).value(), "not before 1901");
  }
}
