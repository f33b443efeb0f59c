package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.HYBRID;
import static org.stackbook.stamp.Samples.assertSays;
import static org.stackbook.stamp.Samples.refused;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.fact.Facts;

@Tag("unit")
class FaultDomainTest {

  private static Consumer<ServerBuilder> with(Consumer<ServerBuilder> more) {
    return HYBRID.andThen(more);
  }

  private static Stamp racks() {
    return Stamp.describe(
        "racks",
        s ->
            s.build("1802")
                .servers(4, with(n -> n.rack("r1").site("oslo")))
                .servers(4, with(n -> n.rack("r2").site("oslo"))));
  }

  @Test
  void theLevelsAreThoseOfThePage() {
    List<String> levels =
        Facts.storage().entries("faultDomains/levels").stream()
            .map(path -> Facts.storage().fact(path).text())
            .toList();
    assertEquals(
        levels,
        Arrays.stream(FaultDomain.values())
            .map(l -> l.toString())
            .sorted((a, b) -> levels.indexOf(a) - levels.indexOf(b))
            .toList());
    assertEquals(
        FaultDomain.NODE.toString(), Facts.storage().fact("faultDomains/automatic").text());
  }

  @Test
  void aServerKnowsWhereItIs() {
    Server fifth = racks().server("n5");
    assertEquals(Optional.of("n5"), fifth.domain(FaultDomain.NODE));
    assertEquals(Optional.of("r2"), fifth.domain(FaultDomain.RACK));
    assertEquals(Optional.of("oslo"), fifth.domain(FaultDomain.SITE));
    assertEquals(Optional.empty(), fifth.domain(FaultDomain.CHASSIS));
    assertTrue(racks().toString().contains("By rack: r1 (n1..n4), r2 (n5..n8)."));
  }

  @Test
  void aFileTellsServersApartByTheirRacks() {
    String yaml = racks().toYaml();
    assertTrue(yaml.contains("names: n1..n4"), yaml);
    assertTrue(yaml.contains("rack: r2"), yaml);
    assertEquals(racks(), StampFile.readYaml(yaml));
    assertEquals(racks(), StampFile.readJson(racks().toJson()));
    assertNotEquals(racks(), StampFile.readYaml(yaml.replace("rack: r2", "rack: r3")));
  }

  @Test
  void racksMakeServersNoLessAlike() {
    assertEquals(Samples.oslo().findings().toString(), racks().findings().toString());
  }

  @Test
  void aRackIsInOneSite() {
    assertSays(
        refused(
            s ->
                s.build("1802")
                    .servers(4, with(n -> n.rack("r1").site("oslo")))
                    .servers(4, with(n -> n.rack("r1").site("bergen")))),
        "servers(4, …)",
        "rack r1 is in site oslo already",
        "Fault domain awareness",
        "another name");
    refused(
        s ->
            s.build("1802")
                .servers(4, with(n -> n.chassis("c").rack("r1")))
                .servers(4, with(n -> n.chassis("c").rack("r2"))));
  }

  @Test
  void aPlaceIsSaidOnceAndHasAName() {
    refused(s -> s.build("1802").servers(4, with(n -> n.rack("r1").rack("r2"))));
    refused(s -> s.build("1802").servers(4, with(n -> n.rack(" "))));
  }

  @Test
  void serversJoinAndLeaveAStamp() {
    Stamp joined = racks().addServers(2, with(n -> n.rack("r3").site("oslo")));
    assertEquals("n1..n10", joined.serverNames());
    assertEquals(Optional.of("r3"), joined.server("n9").domain(FaultDomain.RACK));
    assertEquals("n1..n8", racks().serverNames());
    Stamp left = joined.removeServers("n2", "n3");
    assertEquals("n1, n4..n10", left.serverNames());
    // The first free number.
    assertEquals(
        "n1, n4..n10, n2", left.addServers(1, with(n -> n.rack("r1").site("oslo"))).serverNames());
    assertSays(
        Samples.refusedBy(() -> racks().removeServers("n33")),
        "removeServers(\"n33\")",
        "no such server",
        "name one");
    assertSays(
        Samples.refusedBy(() -> racks().removeServers("n1", "n2", "n3", "n4", "n5")),
        "servers(3, …)",
        "4 to 12 servers",
        "4 or more");
  }
}
