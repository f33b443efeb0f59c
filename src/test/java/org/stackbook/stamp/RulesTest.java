package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Media.HDD;
import static org.stackbook.stamp.Media.NVME;
import static org.stackbook.stamp.Media.SSD;
import static org.stackbook.stamp.Samples.HYBRID;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.gb;
import static org.stackbook.stamp.Samples.refused;
import static org.stackbook.stamp.Samples.refusedServer;
import static org.stackbook.stamp.Samples.tb;
import static org.stackbook.stamp.Samples.tib;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** Every rule of the facts that a description can break: refused beyond its edge, taken at it. */
@Tag("unit")
class RulesTest {

  private static Consumer<ServerBuilder> with(Consumer<ServerBuilder> drives) {
    return n -> drives.accept(n.memory(gb(384)).cores(40));
  }

  private static void taken(Consumer<StampBuilder> spec) {
    assertDoesNotThrow(() -> Stamp.describe("oslo", spec));
  }

  @Test
  void theNumberOfServersIsThatOfTheBuild() {
    taken(s -> s.build("1808").servers(4, HYBRID));
    taken(s -> s.build("1808").servers(12, HYBRID));
    taken(s -> s.build("1908").servers(16, HYBRID));
    assertSays(
        refused(s -> s.build("1808").servers(3, HYBRID)),
        "servers(3, …)",
        "has 4 to 12 servers in build 1808, not 3",
        "in-depth architecture",
        "4 or more");
    assertSays(
        refused(s -> s.build("1808").servers(13, HYBRID)),
        "servers(13, …)",
        "has 4 to 12 servers in build 1808, not 13",
        "in-depth architecture",
        "build 1809 and later");
    assertSays(
        refused(s -> s.servers(13, HYBRID).build("1808")),
        "build(\"1808\")",
        "not 13",
        "in-depth architecture",
        "build 1809 and later");
    assertSays(
        refused(s -> s.build("1908").servers(16, HYBRID).server("more", HYBRID)),
        "server(\"more\", …)",
        "at most 16 servers in any build",
        "Release notes",
        "several stamps");
  }

  @Test
  void everyServerHasTheSameTypesOfDrives() {
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(4, HYBRID)
                    .servers(1, with(n -> n.cache(2, SSD, tb(1.6)).capacity(10, HDD, tb(8))))),
        "cache(2, SSD, tb(1.6)).capacity(10, HDD, tb(8))",
        "same types of drives; n5 has 2 SSD + 10 HDD, n1 has 2 NVMe + 10 HDD",
        "Drive symmetry",
        "give n5 what n1 has");
  }

  @Test
  void everyServerHasTheSameNumberOfEachTypeButSizesMayDiffer() {
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(4, HYBRID)
                    .servers(1, with(n -> n.cache(2, NVME, tb(1.6)).capacity(11, HDD, tb(8))))),
        "cache(2, NVME, tb(1.6)).capacity(11, HDD, tb(8))",
        "same number of drives of each type; n5 has 2 NVMe + 11 HDD",
        "Drive symmetry",
        "sizes may differ");
    taken(
        s ->
            s.build("1802")
                .servers(4, HYBRID)
                .servers(1, with(n -> n.cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(10)))));
  }

  @Test
  void aCacheHasAtLeastTwoDrives() {
    assertSays(
        refusedServer(with(n -> n.cache(1, SSD, tb(1.6)).capacity(10, HDD, tb(8)))),
        "cache(1, SSD, tb(1.6))",
        "at least 2 cache drives",
        "Understand the cache",
        "2 or more");
  }

  @Test
  void aServerHasAtLeastFourCapacityDrives() {
    assertSays(
        refusedServer(with(n -> n.cache(2, SSD, tb(1.6)).capacity(3, HDD, tb(8)))),
        "capacity(3, HDD, tb(8))",
        "at least 4 capacity drives",
        "Understand the cache",
        "4 or more");
    assertSays(
        refusedServer(with(n -> {})),
        "server n1",
        "at least 4 capacity drives",
        "Understand the cache",
        "capacity(10, HDD, tb(8))");
    taken(s -> s.build("1802").servers(4, with(n -> n.capacity(4, SSD, tb(2)))));
  }

  @Test
  void nothingButHddIsNotSupported() {
    assertSays(
        refusedServer(with(n -> n.capacity(10, HDD, tb(8)))),
        "capacity(10, HDD, tb(8))",
        "nothing but HDD",
        "Understand the cache",
        "at least 2 cache drives");
  }

  @Test
  void azureStackTakesTwoTypesOfDrives() {
    assertSays(
        refusedServer(
            with(n -> n.drives(2, NVME, tb(1.6)).drives(4, SSD, tb(2)).drives(4, HDD, tb(8)))),
        "cache(2, NVME, tb(1.6)).capacity(4, SSD, tb(2)).capacity(4, HDD, tb(8))",
        "at most 2 drive types, this one has 3",
        "Azure Stack Hub storage capacity planning",
        "one type of flash alone");
  }

  @Test
  void threeTypesOfDrivesAreTakenWhenThatIsSaid() {
    Consumer<ServerBuilder> three =
        with(
            n ->
                n.threeTypes()
                    .capacity(4, HDD, tb(8))
                    .cache(2, NVME, tb(1.6))
                    .capacity(4, SSD, tb(2)));
    taken(s -> s.build("1802").servers(4, three));
    assertSays(
        refusedServer(with(n -> n.threeTypes().cache(2, NVME, tb(1.6)).capacity(4, HDD, tb(8)))),
        "threeTypes()",
        "fewer types: NVMe, HDD",
        "Understand the cache",
        "leave it out");
    assertSays(
        refusedServer(
            with(
                n ->
                    n.threeTypes()
                        .cache(2, NVME, tb(1.6))
                        .cache(2, SSD, tb(1.6))
                        .capacity(4, HDD, tb(8)))),
        "cache(2, SSD, tb(1.6))",
        "the fastest drive type of a server is its cache",
        "Understand the cache",
        "drives(");
  }

  @Test
  void theFastestTypeIsTheCache() {
    assertSays(
        refusedServer(n -> n.cache(2, SSD, tb(1)).capacity(4, NVME, tb(2))),
        "capacity(4, NVME, tb(2))",
        "NVMe is faster than SSD",
        "Understand the cache",
        "drives(count, media, size)");
    assertSays(
        refusedServer(n -> n.capacity(4, NVME, tb(2)).cache(2, SSD, tb(1))),
        "cache(2, SSD, tb(1))",
        "NVMe in capacity(4, NVME, tb(2)) is faster than SSD",
        "Understand the cache",
        "drives(");
    assertSays(
        refusedServer(n -> n.cache(2, SSD, tb(1)).capacity(4, SSD, tb(2))),
        "capacity(4, SSD, tb(2))",
        "one role",
        "Understand the cache",
        "drives(");
    assertSays(
        refusedServer(with(n -> n.cache(6, SSD, tb(1)))),
        "cache(6, SSD, tb(1))",
        "no cache when all drives of a server are SSD",
        "Understand the cache",
        "capacity(");
    assertSays(
        refusedServer(with(n -> n.capacity(4, SSD, tb(1)).capacity(4, HDD, tb(8)))),
        "capacity(4, SSD, tb(1))",
        "the fastest drive type of a server is its cache, here SSD",
        "Understand the cache",
        "cache(");
  }

  /** 2 × 1.6 TB of cache take 4 GiB for each TB: 12.8 GiB. */
  @Test
  void memoryCarriesTheCache() {
    Bytes edge = Bytes.of((long) (12.8 * (1L << 30)), ByteUnit.B);
    assertSays(
        refusedServer(
            n -> n.memory(gb(13)).cores(40).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))),
        "memory(gb(13))",
        "3.2 TB of cache takes 12.8 GiB of memory: 4 GiB for each TB",
        "hardware requirements",
        "less cache");
    taken(
        s ->
            s.build("1802")
                .servers(
                    4,
                    n ->
                        n.memory(edge.plus(Bytes.of(1, ByteUnit.B)))
                            .cores(40)
                            .cache(2, NVME, tb(1.6))
                            .capacity(10, HDD, tb(8))));
  }

  /** 416 drives: 13 servers of 32 are 416, 12 of 35 are 420. */
  @Test
  void aPoolHasAtMost416Drives() {
    taken(
        s ->
            s.build("1908")
                .servers(13, with(n -> n.cache(2, NVME, tb(1)).capacity(30, HDD, tb(1)))));
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(12, with(n -> n.cache(2, NVME, tb(1)).capacity(33, HDD, tb(1))))),
        "servers(12, …)",
        "at most 416 drives, described are 420",
        "Storage Pool",
        "fewer servers");
  }

  @Test
  void aPoolHasTheRawCapacityOfItsHost() {
    Consumer<ServerBuilder> full = with(n -> n.cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(10)));
    taken(s -> s.build("1802").servers(10, full));
    assertSays(
        refused(s -> s.build("1802").servers(11, full)),
        "servers(11, …)",
        "at most 1,000 TB of raw capacity in build 1802 (Windows Server 2016), described are 1,100",
        "hardware requirements",
        "or build 1908 and later");
    taken(s -> s.build("1908").servers(11, full));
  }

  @Test
  void aVolumeHasTheSizeOfItsHost() {
    assertEquals(
        "volume(\"ObjStore_1\", tib(40)): a volume may hold at most 32 TB in build 1802 (Windows"
            + " Server 2016).\n"
            + "  Source: Plan(ning) volumes in Storage Spaces Direct.\n"
            + "  Way out: two volumes of 20 TiB, or build 1908 and later.",
        refused(s -> s.build("1802").servers(8, HYBRID).volume("ObjStore_1", tib(40)))
            .getMessage());
    taken(s -> s.build("1802").servers(8, HYBRID).volume("ObjStore_1", tb(32)));
    taken(s -> s.build("1908").servers(8, HYBRID).volume("ObjStore_1", tib(40)));
    assertSays(
        refused(s -> s.volume("ObjStore_1", tib(40)).build("1802")),
        "volume(\"ObjStore_1\", tib(40))",
        "at most 32 TB",
        "Plan(ning) volumes",
        "two volumes of 20 TiB");
  }

  @Test
  void aLimitThatIsNotStatedForTheHostIsMarkedAsAssumed() {
    assertSays(
        refused(s -> s.build("2311").servers(8, HYBRID).volume("big", tb(65))),
        "volume(\"big\", tb(65))",
        "at most 64 TB in build 2311 (Windows Server 2022; assumed: no limit is stated for Windows"
            + " Server 2022; the one for Windows Server 2019 is taken)",
        "Plan(ning) volumes",
        "two volumes of 32.5 TB");
  }

  @Test
  void aClusterHasTheNumberOfVolumesOfItsHost() {
    Consumer<StampBuilder> full =
        s -> {
          s.build("1802").servers(8, HYBRID);
          for (int i = 1; i <= 32; i++) {
            s.volume("v" + i, tb(1));
          }
        };
    taken(full);
    assertSays(
        refused(full.andThen(s -> s.volume("v33", tb(1)))),
        "volume(\"v33\", tb(1))",
        "at most 32 volumes in build 1802 (Windows Server 2016)",
        "Plan(ning) volumes",
        "or build 1908 and later");
  }

  @Test
  void aBootDeviceHoldsTheHost() {
    assertSays(
        refusedServer(HYBRID.andThen(n -> n.boot(SSD, gb(339)))),
        "boot(SSD, gb(339))",
        "at least 340 GB",
        "storage infrastructure overview",
        "boot(SSD, gb(480))");
    taken(s -> s.build("1802").servers(4, HYBRID.andThen(n -> n.boot(SSD, gb(340)))));
  }

  @Test
  void everyServerHasTheSameMemoryAndProcessors() {
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(4, HYBRID)
                    .server(
                        "n5",
                        n ->
                            n.memory(gb(512))
                                .cores(40)
                                .cache(2, NVME, tb(1.6))
                                .capacity(10, HDD, tb(8)))),
        "memory(gb(512))",
        "same memory; n1 has 384 GB",
        "Manage physical memory capacity",
        "memory(gb(384)) in n5");
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(4, HYBRID)
                    .server(
                        "n5",
                        n ->
                            n.memory(gb(384))
                                .cores(44)
                                .cache(2, NVME, tb(1.6))
                                .capacity(10, HDD, tb(8)))),
        "cores(44)",
        "same processors; n1 has 40 cores",
        "Add scale unit nodes",
        "cores(40) in n5");
  }

  @Test
  void aServersNameIsShorterThanFifteenCharacters() {
    taken(s -> s.build("1802").servers(3, HYBRID).server("fourteen-chars", HYBRID));
    assertSays(
        refused(s -> s.server("fifteen-charact", HYBRID)),
        "server(\"fifteen-charact\", …)",
        "at most 14 characters, this one has 15",
        "Add scale unit nodes",
        "shorter name");
  }

  @Test
  void whatIsRefusedIsRefusedWhereItIsTyped() {
    StringBuilder reached = new StringBuilder();
    refused(
        s -> {
          s.build("1802").servers(8, HYBRID);
          reached.append("servers ");
          s.volume("big", tib(40));
          reached.append("volume");
        });
    assertTrue(reached.toString().equals("servers "), reached.toString());
  }
}
