package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

@Tag("unit")
class FaultDomainPlacementTest {

  private static Consumer<ServerBuilder> in(String rack) {
    return n ->
        n.memory(Bytes.parse("384 GB"))
            .cores(40)
            .rack(rack)
            .capacity(4, Media.SSD, Bytes.parse("4 TB"));
  }

  /** Racks of 2, 3 and 4 servers. */
  private static final Stamp UNEQUAL =
      Stamp.describe(
          "unequal",
          s -> s.build("1908").servers(2, in("r1")).servers(3, in("r2")).servers(4, in("r3")));

  private static Placement placed() {
    return Storage.of(UNEQUAL)
        .place(p -> p.faultDomain(FaultDomain.RACK).fill(Ratio.percent(30)).seed(7));
  }

  @Test
  void aRackThatFailsTakesOneCopyAtMost() {
    assertEquals(placed().slabs(), placed().fail("n6", "n7", "n8", "n9").slabsWith(2));
    assertEquals(0, placed().fail("n1", "n2", "n3", "n4", "n5").slabsWith(0));
    // By servers alone two racks take all three copies of some.
    Placement byServers = Storage.of(UNEQUAL).place(p -> p.fill(Ratio.percent(30)).seed(7));
    assertTrue(byServers.fail("n1", "n2", "n3", "n4", "n5").slabsWith(0) > 0);
    assertTrue(placed().verdict().endsWith("no rack has two copies of a slab."));
  }

  @Test
  void threeRacksAreFilledToTheSmallest() {
    // Two servers with 12 TB each beside the reserve: 24 of 144 TB raw, three times.
    Refusal more =
        assertThrows(
            Refusal.class,
            () ->
                Storage.of(UNEQUAL)
                    .place(p -> p.faultDomain(FaultDomain.RACK).fill(Ratio.percent(51))));
    assertTrue(more.getMessage().contains("at most 50 %"), more.getMessage());
    Refusal all =
        assertThrows(
            Refusal.class, () -> Storage.of(UNEQUAL).place(p -> p.faultDomain(FaultDomain.RACK)));
    // 24 TB in whole slabs of 256 MiB.
    assertTrue(all.getMessage().contains("at most 23.99"), all.getMessage());
    assertTrue(all.getMessage().contains("the volumes are 36 TB"), all.getMessage());
  }

  @Test
  void rebalancingKeepsCopiesInDifferentRacks() {
    Rebalancing joined = placed().addServers(1, in("r1"));
    Placement after = joined.after();
    assertEquals(after.slabs(), after.fail("n6", "n7", "n8", "n9").slabsWith(2));
    // Every rack holds a copy of every slab: the new server takes a third of that of its rack.
    assertEquals(
        after.slabs() / 3.0, ((Long) joined.why("copies moved").figure().value()).doubleValue(), 4);
  }

  @Test
  void aLevelThatIsNotDescribedIsRefused() {
    Refusal refused =
        assertThrows(
            Refusal.class,
            () -> Storage.of(UNEQUAL).place(p -> p.faultDomain(FaultDomain.CHASSIS)));
    assertTrue(
        refused.getMessage().contains("the chassis of n1 is not described"), refused.getMessage());
    assertThrows(
        Refusal.class,
        () ->
            Storage.of(UNEQUAL)
                .place(p -> p.faultDomain(FaultDomain.RACK).faultDomain(FaultDomain.NODE)));
  }
}
