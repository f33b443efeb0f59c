package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Media.HDD;
import static org.stackbook.stamp.Media.NVME;
import static org.stackbook.stamp.Media.SSD;
import static org.stackbook.stamp.Samples.HYBRID;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.gb;
import static org.stackbook.stamp.Samples.oslo;
import static org.stackbook.stamp.Samples.refused;
import static org.stackbook.stamp.Samples.refusedBy;
import static org.stackbook.stamp.Samples.refusedServer;
import static org.stackbook.stamp.Samples.tb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;

@Tag("unit")
class StampBuilderTest {

  @Test
  void aDescriptionBecomesTheModel() {
    Stamp oslo = oslo();
    assertEquals("oslo", oslo.name());
    assertEquals("1802", oslo.build().name());
    assertEquals(8, oslo.servers().size());
    Server n5 = oslo.server("n5");
    assertEquals(gb(384), n5.memory());
    assertEquals(40, n5.cores());
    assertEquals(12, n5.drives().size());
    assertEquals(tb(80), n5.rawCapacity());
    assertEquals(tb(3.2), n5.cacheCapacity());
    assertEquals(Optional.empty(), n5.boot());
    assertEquals(List.of(), oslo.volumes());
  }

  @Test
  void cacheDrivesHaveTheFirstNumbersHoweverTheyAreTyped() {
    Stamp typedLast =
        Stamp.describe(
            "oslo",
            s ->
                s.build("1802")
                    .servers(
                        8,
                        n ->
                            n.capacity(10, HDD, tb(8))
                                .cache(2, NVME, tb(1.6))
                                .cores(40)
                                .memory(gb(384))));
    assertEquals(oslo(), typedLast);
    assertEquals(Role.CACHE, typedLast.drive("n1/disk2").role());
    assertEquals(Role.CAPACITY, typedLast.drive("n1/disk3").role());
    assertEquals("n5/disk7", typedLast.drive("n5/disk7").id());
  }

  @Test
  void drivesWithoutARoleGetItFromTheRule() {
    Stamp ruled =
        Stamp.describe(
            "oslo",
            s ->
                s.build("1802")
                    .servers(
                        8,
                        n ->
                            n.memory(gb(384))
                                .cores(40)
                                .drives(10, HDD, tb(8))
                                .drives(2, NVME, tb(1.6))));
    assertEquals(oslo(), ruled);
  }

  @Test
  void unequalGroupsGoOnCountingAndNamesCanBeChosen() {
    Stamp mixed =
        Stamp.describe(
            "mixed",
            s -> s.servers(3, HYBRID).server("spare", HYBRID).servers(2, HYBRID).build("1802"));
    assertEquals(
        List.of("n1", "n2", "n3", "spare", "n4", "n5"),
        mixed.servers().stream().map(Server::name).toList());
    assertEquals("n1..n3, spare, n4, n5", mixed.serverNames());
  }

  @Test
  void countedNamesPassOverThoseThatAreTaken() {
    Stamp stamp = Stamp.describe("s", s -> s.build("1802").server("N2", HYBRID).servers(3, HYBRID));
    assertEquals("N2, n1, n3, n4", stamp.serverNames());
  }

  @Test
  void everyWordThatIsSaidOnceSaysWhatItWasSetTo() {
    assertSays(
        refused(s -> s.build("1802").build("1803")),
        "build(\"1803\")",
        "build is set to \"1802\" already",
        "keep one");
    assertSays(
        refusedServer(n -> n.memory(gb(384)).memory(gb(512))),
        "memory(gb(512))",
        "memory is set to gb(384) already",
        "keep one");
    assertSays(
        refusedServer(n -> n.cores(40).cores(44)), "cores(44)", "cores is set to 40", "keep one");
    assertSays(
        refusedServer(n -> n.boot(SSD, gb(480)).boot(NVME, gb(960))),
        "boot(NVME, gb(960))",
        "boot is set to SSD, gb(480)",
        "keep one");
    assertSays(
        refused(s -> s.lifecycleHost("hlh1").lifecycleHost("hlh2")),
        "lifecycleHost(\"hlh2\")",
        "lifecycleHost is set to \"hlh1\"",
        "keep one");
    assertSays(
        refused(s -> s.lifecycleHost(h -> h.name("a").name("b"))),
        "name(\"b\")",
        "name is set to \"a\"",
        "keep one");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertSays(
        refused(s -> s.servers(4, HYBRID)), "stamp(\"oslo\", …)", "build is missing", "\"1802\"");
    assertSays(
        refusedServer(n -> n.cores(40).drives(4, SSD, tb(2))),
        "servers(4, …)",
        "memory of a server is missing",
        "memory(gb(384))");
    assertSays(
        refusedServer(n -> n.memory(gb(384)).drives(4, SSD, tb(2))),
        "servers(4, …)",
        "number of cores of a server is missing",
        "cores(40)");
  }

  @Test
  void anUnknownServerOrDriveNamesTheNearest() {
    Refusal server = refusedBy(() -> oslo().server("n33"));
    assertSays(server, "server(\"n33\")", "Servers are n1..n8", "name one");
    assertEquals(Optional.of("n3"), server.nearest());
    assertEquals("fail(\"n33\")", refusedBy(() -> oslo().server("n33", "fail(\"n33\")")).given());
    Refusal drive = refusedBy(() -> oslo().drive("n5/disk77"));
    assertSays(drive, "drive(\"n5/disk77\")", "Drives of n5 are disk1..disk12", "n5/disk1");
    assertEquals(Optional.of("disk7"), drive.nearest());
    assertEquals(Optional.of("n5"), refusedBy(() -> oslo().drive("n55/disk7")).nearest());
    assertSays(refusedBy(() -> oslo().drive("disk7")), "drive(\"disk7\")", "by its server", "n1/");
  }

  @Test
  void sizesAndCountsArePositive() {
    assertSays(refusedServer(n -> n.memory(gb(0))), "memory(gb(0))", "more than 0", "tb(8)");
    assertSays(refusedServer(n -> n.memory(gb(-1))), "memory(gb(-1))", "more than 0", "tb(8)");
    assertSays(refusedServer(n -> n.cores(0)), "cores(0)", "1 or more", "leave");
    assertSays(
        refusedServer(n -> n.capacity(-3, HDD, tb(8))),
        "capacity(-3, HDD, tb(8))",
        "1 or more",
        "");
    assertSays(refusedServer(n -> n.cache(2, SSD, tb(0))), "cache(2, SSD, tb(0))", "0 bytes", "");
    assertSays(refusedServer(n -> n.boot(SSD, tb(-1))), "boot(SSD, tb(-1))", "0 bytes", "");
    assertSays(refused(s -> s.servers(0, HYBRID)), "servers(0, …)", "1 or more", "leave");
    assertSays(
        refused(s -> s.volume("v", tb(0))), "volume(\"v\", tb(0))", "more than 0 bytes", "tb(8)");
  }

  @Test
  void absurdNumbersAreRefusedBeforeAnythingIsMade() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertSays(
              refused(s -> s.servers(2_000_000_000, HYBRID)),
              "servers(2000000000, …)",
              "at most 16 servers in any build",
              "Release notes",
              "several stamps");
          assertSays(
              refusedServer(n -> n.capacity(2_000_000_000, HDD, tb(8))),
              "capacity(2000000000, HDD, tb(8))",
              "at most 416 drives",
              "Storage Pool",
              "one server");
          assertSays(
              refusedServer(n -> n.cores(2_000_000_000)),
              "cores(2000000000)",
              "no server has more than 1024 cores",
              "physical cores");
          assertSays(
              refusedServer(n -> n.memory(tb(8_000_000))),
              "memory(tb(8000000))",
              "more than a whole storage pool in any build, 4,000 TB",
              "unit");
        });
  }

  @Test
  void namesAreOfPlainCharacters() {
    assertSays(
        refusedBy(() -> Stamp.describe("<b>oslo", s -> {})), "stamp(\"<b>oslo\")", "letters", "n1");
    assertSays(refused(s -> s.server("n1/x", HYBRID)), "server(\"n1/x\", …)", "letters", "n1");
    assertSays(
        refused(s -> s.volume("a\nb", tb(1))), "volume(\"a\nb\", tb(1))", "letters", "ObjStore_1");
    assertSays(refused(s -> s.lifecycleHost("h l h")), "name(\"h l h\")", "hyphens", "n1");
    assertSays(refused(s -> s.volume("", tb(1))), "volume(\"\", tb(1))", "letters", "ObjStore_1");
  }

  @Test
  void aNameIsUsedOnceWhateverItsCase() {
    assertSays(
        refused(s -> s.server("a1", HYBRID).server("A1", HYBRID)),
        "server(\"A1\", …)",
        "described already",
        "another name");
    assertSays(
        refused(s -> s.volume("Data", tb(1)).volume("data", tb(2))),
        "volume(\"data\", tb(2))",
        "described already",
        "another name");
  }

  @Test
  void theLifecycleHostIsKeptWithWhatIsKnownOfIt() {
    Stamp stamp =
        Stamp.describe(
            "s",
            s -> s.build("1802").servers(4, HYBRID).lifecycleHost(h -> h.memory(gb(64)).cores(8)));
    HardwareLifecycleHost host = stamp.lifecycleHost().orElseThrow();
    assertEquals("hlh", host.name());
    assertEquals(Optional.of(gb(64)), host.memory());
    assertEquals(Optional.of(8), host.cores());
    assertEquals(
        "hlh01",
        Stamp.describe("s", s -> s.build("1802").servers(4, HYBRID).lifecycleHost("hlh01"))
            .lifecycleHost()
            .orElseThrow()
            .name());
  }

  @Test
  void stampsAreEqualIfTheirDescriptionsAre() {
    assertEquals(oslo(), oslo());
    assertEquals(oslo().hashCode(), oslo().hashCode());
    Stamp withVolume =
        Stamp.describe("oslo", s -> s.build("1802").servers(8, HYBRID).volume("v", tb(1)));
    assertNotEquals(oslo(), withVolume);
    assertNotEquals(oslo(), Stamp.describe("oslo", s -> s.build("1803").servers(8, HYBRID)));
    assertNotEquals(
        oslo(),
        Stamp.describe(
            "oslo", s -> s.build("1802").servers(8, HYBRID.andThen(n -> n.boot(SSD, gb(480))))));
    assertNotEquals(oslo(), Stamp.describe("oslo", s -> s.build("1802").servers(7, HYBRID)));
    assertNotEquals(
        oslo(), Stamp.describe("oslo", s -> s.build("1802").servers(8, HYBRID).lifecycleHost("h")));
  }

  @Test
  void mediaAreOrderedFromFastToSlow() {
    assertTrue(NVME.isFasterThan(SSD) && SSD.isFasterThan(HDD));
    assertFalse(HDD.isFasterThan(HDD));
    assertEquals("NVMe", NVME.toString());
  }
}
