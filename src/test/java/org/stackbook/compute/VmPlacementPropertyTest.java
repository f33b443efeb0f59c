package org.stackbook.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.VmSize;
import org.stackbook.stamp.VmSizes;
import org.stackbook.unit.ByteUnit;
import org.stackbook.view.DataTable.Cell;

/** What holds of every placement on every stamp. */
@Tag("property")
class VmPlacementPropertyTest {

  private static final List<String> BUILDS =
      List.of("1802", "1901", "1905", "2008", "2108", "2506");

  /** A stamp, and VMs on it: alone, in availability sets, in a scale set. */
  private static VmPlacement some(Random64 random, int seed) {
    String build = BUILDS.get(random.nextInt(BUILDS.size()));
    Stamp stamp = Stamps.stamp(build, 4 + random.nextInt(7), 256 + 128 * random.nextInt(5), 48);
    List<VmSize> sizes =
        VmSizes.of(Build.named(build)).sizes().stream()
            .filter(size -> size.isOfferedOn(96))
            .filter(size -> size.memory().value().to(ByteUnit.GIB) <= 64)
            .toList();
    int parts = 1 + random.nextInt(12);
    return Compute.of(stamp)
        .place(
            p -> {
              p.seed(seed);
              for (int i = 0; i < parts; i++) {
                String size = sizes.get(random.nextInt(sizes.size())).name();
                int count = 1 + random.nextInt(12);
                switch (random.nextInt(3)) {
                  case 0 -> p.vm(size, count);
                  case 1 ->
                      p.availabilitySet("as" + i, 1 + random.nextInt(3), a -> a.vm(size, count));
                  default -> p.scaleSet("ss" + i, size, count);
                }
              }
            });
  }

  private static String text(List<Cell> row, int column) {
    return String.valueOf(row.get(column).value());
  }

  private static double number(List<Cell> row, int column) {
    return ((Number) Objects.requireNonNull(row.get(column).value())).doubleValue();
  }

  /** What the tables say of a placement adds up, server by server. */
  private static void assertWhole(VmPlacement placed, double forVmsOfServer, boolean allUp) {
    Map<String, Double> memory = new HashMap<>();
    Map<String, Map<String, String>> domains = new HashMap<>();
    for (List<Cell> vm : placed.vms().data().rows()) {
      VmDisposition what = placed.disposition(text(vm, 0));
      Optional<String> server = placed.server(text(vm, 0));
      assertEquals(what.runs(), server.isPresent());
      if (server.isEmpty()) {
        continue;
      }
      memory.merge(server.get(), number(vm, 2), Double::sum);
      if (vm.get(3).value() != null && what == VmDisposition.PLACED && allUp) {
        String other =
            domains
                .computeIfAbsent(text(vm, 3), set -> new HashMap<>())
                .put(server.get(), text(vm, 4));
        assertTrue(other == null || other.equals(text(vm, 4)), "two fault domains on a server");
      }
    }
    for (List<Cell> server : placed.data().rows()) {
      double vms = memory.getOrDefault(text(server, 0), 0.0);
      assertEquals(vms, number(server, 5), 1e-6);
      if (server.get(6).value() == null) {
        assertFalse(allUp || text(server, 1).equals("up"));
        continue;
      }
      assertTrue(number(server, 6) >= 0, "memory is over-committed");
      if (allUp) {
        assertEquals(forVmsOfServer, vms + number(server, 6), 1e-6);
      }
    }
  }

  @Test
  void memoryIsNeverOverCommittedAndFaultDomainsAreApart() {
    Random64 random = new Random64(1);
    for (int i = 0; i < 150; i++) {
      VmPlacement placed = some(random, i);
      double forVms = Stamps.gib(placed, "memory of a server for VMs");
      assertWhole(placed, forVms, true);
      assertTrue(Stamps.gib(placed, "available") >= 0);
      assertWhole(placed.fail("n2"), forVms, false);
      assertWhole(placed.fail("n2", "n1").fail("n4"), forVms, false);
    }
  }

  /** What the reserve is for: whichever server fails, all that is highly available runs again. */
  @Test
  void oneServerMayFail() {
    Random64 random = new Random64(2);
    int restarted = 0;
    for (int i = 0; i < 60; i++) {
      VmPlacement placed = some(random, i);
      for (Server server : placed.stamp().servers()) {
        VmPlacement failed = placed.fail(server.name());
        for (List<Cell> vm : placed.vms().data().rows()) {
          String name = text(vm, 0);
          if (placed.disposition(name).runs() && VmSizes.named(text(vm, 1)).isHighlyAvailable()) {
            assertTrue(failed.disposition(name).runs(), name + " on " + server);
            restarted += placed.server(name).equals(failed.server(name)) ? 0 : 1;
          }
        }
      }
    }
    assertTrue(restarted > 500, "restarted " + restarted);
  }

  @Test
  void theSameSeedGivesTheSameTables() {
    List<String> once = new ArrayList<>();
    List<String> again = new ArrayList<>();
    for (List<String> into : List.of(once, again)) {
      Random64 random = new Random64(3);
      for (int i = 0; i < 10; i++) {
        into.add(some(random, i).fail("n1").vms().toString());
      }
    }
    assertEquals(once, again);
  }
}
