package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.refusedBy;
import static org.stackbook.stamp.Samples.tb;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Confidence;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

@Tag("unit")
class BuildTest {

  @Test
  void buildsAreOrderedByAge() {
    List<Build> all = Build.all();
    assertEquals(all.stream().sorted().toList(), all);
    assertTrue(Build.named("1802").isBefore(Build.named("1908")));
    assertFalse(Build.named("1908").isBefore(Build.named("1908")));
    assertTrue(Build.named("1908").isAtLeast(Build.named("1908")));
  }

  @Test
  void theHostChangesWith1908AndWith2311() {
    assertEquals("Windows Server 2016", Build.named("1707").hostOs());
    assertEquals("Windows Server 2016", Build.named("1907").hostOs());
    assertEquals("Windows Server 2019", Build.named("1908").hostOs());
    assertEquals("Windows Server 2019", Build.named("2306").hostOs());
    assertEquals("Windows Server 2022", Build.named("2311").hostOs());
  }

  @Test
  void thereWasNo1806() {
    assertSays(
        refusedBy(() -> Build.named("1806")),
        "build(\"1806\")",
        "There was no 1806",
        "Release notes",
        "before it is 1805, the one after it 1807");
  }

  @Test
  void anUnknownBuildNamesItsNeighbours() {
    assertSays(
        refusedBy(() -> Build.named("1909")), "build(\"1909\")", "no build 1909", "1908, the one");
    assertSays(refusedBy(() -> Build.named("1601")), "build(\"1601\")", "", "first build is 1707");
    assertSays(refusedBy(() -> Build.named("9912")), "build(\"9912\")", "", "latest build known");
    Refusal slip = refusedBy(() -> Build.named("18o2"));
    assertSays(slip, "build(\"18o2\")", "no build 18o2", "four digits");
    assertEquals(Optional.of("1802"), slip.nearest());
  }

  @Test
  void limitsFollowTheHost() {
    Limits of1802 = Build.named("1802").limits();
    assertEquals(4, of1802.fewestServers().value());
    assertEquals(12, of1802.mostServers().value());
    assertEquals(16, Build.named("1809").limits().mostServers().value());
    assertEquals(tb(1000), of1802.rawCapacity().value());
    assertEquals(tb(4000), Build.named("1908").limits().rawCapacity().value());
    assertEquals(32, of1802.volumes().value());
    assertEquals(64, Build.named("2005").limits().volumes().value());
    assertEquals(tb(32), of1802.volumeSize().value());
    assertEquals(416, Limits.drives().value());
    assertEquals(Confidence.DOCUMENTED, of1802.volumeSize().confidence());
  }

  @Test
  void aLimitOfAnEarlierHostIsAssumed() {
    Figure<Bytes> size = Build.named("2408").limits().volumeSize();
    assertEquals(tb(64), size.value());
    assertEquals(Confidence.ASSUMED, size.confidence());
    assertTrue(size.note().orElseThrow().contains("Windows Server 2019"), size.toString());
  }
}
