package org.stackbook.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.compute.Compute;
import org.stackbook.compute.VmPlacement;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.platform.engine.ReplicaView;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Result;

/** What stops when servers stop, beside hand computation and the table of the quorum page. */
@Tag("oracle")
class InfrastructureTest {

  private static Infrastructure of(
      String build, int servers, Consumer<InfrastructureOptions> said) {
    Stamp stamp =
        Stamp.describe(
            "oslo",
            s ->
                s.build(build)
                    .servers(
                        servers,
                        n ->
                            n.memory(Bytes.parse("384 GB"))
                                .cores(40)
                                .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                                .capacity(10, Media.HDD, Bytes.parse("8 TB"))));
    return Infrastructure.of(stamp, said);
  }

  private static Infrastructure of(String build, int servers) {
    return of(build, servers, i -> {});
  }

  /** Three VMs on three of eight servers; two of them needed: 3 of 28 pairs hit two. */
  @Test
  void pairsThatStopTheNetworkController() {
    ServerLoss two = of("1802", 8).stop(2);
    assertEquals(Ratio.of(3.0 / 28), two.share("AzS-NC01"));
    assertEquals(Ratio.of(3.0 / 28), two.share("FabricRing"));
    assertEquals(Ratio.of(0), two.share("AzS-ERCS01"));
    // Two VMs, one needed: the one pair that has both.
    assertEquals(Ratio.of(1.0 / 28), two.share("AzS-SQL01"));
    // Of 56 sets of three servers, 3 × 5 hit two of the three and 1 hits all.
    ServerLoss three = of("1802", 8).stop(3);
    assertEquals(Ratio.of(16.0 / 56), three.share("AzS-NC01"));
    assertEquals(Ratio.of(1.0 / 56), three.share("AzS-ERCS01"));
  }

  /** The table of the page on quorum, for four servers; its column of two at once. */
  @Test
  void clusterAndPoolVoteAsTheQuorumPageSays() {
    ServerLoss with = of("1802", 4, i -> i.witness(true)).stop(2);
    assertFalse(with.stops("cluster"));
    assertFalse(with.stops("storage pool"));
    ServerLoss without = of("1802", 4, i -> i.witness(false)).stop(2);
    assertEquals(Ratio.of(0.5), without.share("cluster"));
    assertEquals(Ratio.of(1), without.share("storage pool"));
    assertFalse(of("1802", 4, i -> i.witness(false)).stopInTurn(2).stops("cluster"));
    assertTrue(of("1802", 4).stop(3).stops("storage pool"));
  }

  /**
   * Target five, minimum three, one on each of five servers: in turn three may go, not at once. The
   * pool, whose votes are not counted anew, goes with three all the same.
   */
  @Test
  void failuresInTurnLeaveMoreThanFailuresAtOnce() {
    Infrastructure five = of("1802", 5, i -> i.ring(5).replicas(5, 3));
    assertFalse(five.stop(2).stops("FabricRing"));
    assertEquals(Ratio.of(1), byItself(five.stop(3), "FabricRing"));
    assertEquals(Ratio.of(0), byItself(five.stopInTurn(3), "FabricRing"));
    assertEquals(Ratio.of(1), five.stopInTurn(3).share("FabricRing"));
    assertEquals(Ratio.of(1), byItself(five.stopInTurn(4), "FabricRing"));
  }

  private static Ratio byItself(ServerLoss loss, String part) {
    return (Ratio) loss.why(part + ": share of sets that stop it by itself").figure().value();
  }

  /**
   * Four servers of which three stop: 12 of 48 drives are left, and the pool stops. ERCS has three
   * VMs on three of the four servers, so that one set of four stops it by itself; with the pool
   * each does.
   */
  @Test
  void withThePoolAllStops() {
    ServerLoss three = of("1802", 4).stop(3);
    assertEquals(Ratio.of(1), three.share("storage pool"));
    assertEquals(Ratio.of(0.25), byItself(three, "AzS-ERCS01"));
    assertEquals(Ratio.of(1), three.share("AzS-ERCS01"));
    assertTrue(of("1802", 4).stop("n2", "n3", "n4").stops("AzS-ERCS01"));
    assertEquals(
        List.of("stops by itself", "stops with the system"),
        three.data().columns().subList(4, 6).stream().map(c -> c.name()).toList());
    assertEquals(byItself(three, "cluster"), three.share("cluster"));
  }

  /** Two of four at once without a witness: a tie of the cluster, and no quorum of the pool. */
  @Test
  void theClusterDoesNotStopWithThePool() {
    ServerLoss two = of("1802", 4, i -> i.witness(false)).stop(2);
    assertEquals(Ratio.of(0.5), two.share("cluster"));
    assertEquals(Ratio.of(1), two.share("AzS-ERCS01"));
    assertEquals(Ratio.of(0), byItself(two, "AzS-ERCS01"));
    Infrastructure oslo = of("1802", 4, i -> i.witness(false));
    assertEquals(0.5, oslo.chance(oslo.cluster(), 0b11, false));
    assertEquals(1, oslo.chance(oslo.pool(), 0b11, false));
  }

  /** Eight servers and a witness in turn: 7, 6 … down to the last one, which has the witness. */
  @Test
  void whatIsNeededInTurnIsNotWhatIsNeededAtOnce() {
    Infrastructure oslo = of("1802", 8, i -> i.ring(5).replicas(5, 3).witness(true));
    Figure<?> atOnce = oslo.stop(3).why("cluster: votes needed").figure();
    assertEquals(5, atOnce.value());
    Figure<?> inTurn = oslo.stopInTurn(3).why("cluster: servers needed").figure();
    assertEquals(1, inTurn.value());
    Figure<?> without =
        of("1802", 8, i -> i.witness(false)).stopInTurn(3).why("cluster: servers needed").figure();
    // With two left, one of them has no vote: with one left it is a tie.
    assertEquals(2, without.value());
    // Five nodes: three at once, as 3 of 5 replicas are a quorum; in turn two, as 2 of 3 are.
    assertEquals(3, oslo.stop(3).why("FabricRing: needed").figure().value());
    Figure<?> ring = oslo.stopInTurn(3).why("FabricRing: needed").figure();
    assertEquals(2, ring.value());
    assertTrue(names(ring).contains("minimum replicas"), names(ring).toString());
    Figure<?> sets =
        oslo.stopInTurn(3).why("FabricRing: share of sets that stop it by itself").figure();
    assertTrue(names(sets).contains("minimum replicas"), names(sets).toString());
    assertFalse(
        names(oslo.stop(3).why("FabricRing: share of sets that stop it by itself").figure())
            .contains("minimum replicas"));
  }

  private static Set<String> names(Figure<?> of) {
    Set<String> names = new HashSet<>(Set.of(of.name()));
    of.inputs().forEach(input -> names.addAll(names(input)));
    return names;
  }

  /** The words of the walk beside the votes of its replicas, one by one. */
  @Test
  void theWalkNeedsWhatTheReplicasVote() {
    for (int nodes = 1; nodes <= 7; nodes++) {
      for (int target = 1; target <= nodes; target++) {
        for (int minimum = 1; minimum <= target; minimum++) {
          int all = nodes;
          int replicas = target;
          int least = minimum;
          RingPart ring =
              of("1802", 7, i -> i.ring(all).replicas(replicas, least))
                  .ring("FabricRing")
                  .orElseThrow();
          for (int down = 0; down <= nodes; down++) {
            int needs = ring.needsAfter(down).value();
            for (int away = 0; away <= nodes - down; away++) {
              ReplicaView before = ReplicaView.of(target, minimum).fail(Math.min(down, target));
              boolean goesOn =
                  before.hasQuorum() && before.fail(Math.min(away, before.up())).hasQuorum();
              assertEquals(goesOn, nodes - down - away >= needs, ring + " " + down + " " + away);
            }
          }
        }
      }
    }
  }

  /** Five nodes, one down: its replica leaves the view, three of four are left to be needed. */
  @Test
  void theWalkSaysWhatIsNeededAfterServersStopped() {
    Infrastructure oslo = of("1802", 5, i -> i.ring(5).replicas(5, 3));
    Figure<?> steps = oslo.walk("n1").why("FabricRing: steps in which it works").figure();
    assertTrue(names(steps).contains("FabricRing: VMs down"), names(steps).toString());
    assertTrue(names(steps).contains("minimum replicas"), names(steps).toString());
    assertTrue(steps.substituted().startsWith("steps of 3 that leave 3 up"), steps.substituted());
    // Two down: two of the three in view.
    Figure<?> two = oslo.walk("n1", "n2").why("FabricRing: steps in which it works").figure();
    assertTrue(two.substituted().startsWith("steps of 3 that leave 2 up"), two.substituted());
  }

  /**
   * AzS-SRNG01 is the support ring: 12 roles on 29 VMs, the third domain controller being that of
   * 1905, and three rings of three.
   */
  @Test
  void theSupportRingIsCountedOnce() {
    Infrastructure oslo = of("1905", 4);
    List<String> parts =
        oslo.data().rows().stream().map(row -> String.valueOf(row.get(0).value())).toList();
    assertFalse(parts.contains("AzS-SRNG01"), parts.toString());
    assertTrue(parts.contains("SupportRing"), parts.toString());
    assertEquals(29, oslo.why("VMs of roles").figure().value());
    assertEquals(38, oslo.why("VMs in all").figure().value());
    assertEquals(31, oslo.why("VMs as the capacity page counts").figure().value());
    assertTrue(oslo.verdict().contains("38* VMs, where the capacity page counts about 31"));
    Infrastructure larger = of("1905", 4, i -> i.instances("AzS-SRNG01", 5));
    assertEquals(40, larger.why("VMs in all").figure().value());
    assertEquals(5, larger.ring("SupportRing").orElseThrow().has().value());
    assertEquals(3, larger.ring("SeedRing").orElseThrow().has().value());
  }

  /** The notes of 1905: one more domain controller; an infrastructure ring that no list names. */
  @Test
  void whatBuild1905AddsIsCountedOrTold() {
    assertEquals(2, of("1904", 4).why("AzS-DC01: VMs").figure().value());
    Figure<?> since = of("1905", 4).why("AzS-DC01: VMs").figure();
    assertEquals(3, since.value());
    assertEquals("2 + 1", since.substituted());
    assertTrue(since.confidence().starred());
    assertEquals(
        1, of("1905", 4, i -> i.instances("AzS-DC01", 1)).why("AzS-DC01: VMs").figure().value());
    assertTrue(
        of("1905", 4).data().notes().stream()
            .anyMatch(note -> note.contains("infrastructure ring")));
    assertTrue(
        of("1904", 4).data().notes().stream()
            .noneMatch(note -> note.contains("infrastructure ring")));
    assertTrue(of("1707", 4).toString().contains("FabricRing"));
  }

  /** Sets counted anew from nothing but the inputs that the figure names. */
  @Test
  void theSetsThatStopARoleCanBeCountedFromTheirInputs() {
    Infrastructure oslo = of("1905", 6);
    List<ServerLoss> losses =
        List.of(oslo.stop(2), oslo.stop(3), oslo.stop("n1", "n2"), oslo.stop("n2", "n5", "n6"));
    int looked = 0;
    for (ServerLoss loss : losses) {
      for (RolePart part : oslo.virtualMachines()) {
        Figure<?> share = loss.why(part.name() + ": share of sets that stop it by itself").figure();
        Figure<?> stopped = input(share, part.name() + ": sets that stop it by itself");
        Figure<?> sets = input(stopped, "sets of servers");
        assertEquals((double) looked(sets).size(), ((Number) sets.value()).doubleValue());
        List<String> on =
            List.of(
                String.valueOf(input(stopped, part.name() + ": servers of its VMs").value())
                    .split(", "));
        int needed = (Integer) input(stopped, part.name() + ": needed").value();
        assertEquals(on.size(), input(stopped, part.has().name()).value());
        long counted =
            looked(sets).stream()
                .filter(set -> on.stream().filter(server -> !set.contains(server)).count() < needed)
                .count();
        assertEquals((double) counted, stopped.value(), loss.title() + ", " + part.name());
        looked++;
      }
    }
    assertEquals(4 * 15, looked);
  }

  /** The sets that the figure of their number tells of, from its own inputs. */
  private static List<Set<String>> looked(Figure<?> sets) {
    if (sets.inputs().stream().anyMatch(i -> i.name().equals("servers named"))) {
      return List.of(Set.of(String.valueOf(input(sets, "servers named").value()).split(", ")));
    }
    int servers = (Integer) input(sets, "servers").value();
    int size = (Integer) input(sets, "servers that stop").value();
    List<Set<String>> all = new ArrayList<>();
    for (int set = 0; set < 1 << servers; set++) {
      if (Integer.bitCount(set) == size) {
        Set<String> names = new HashSet<>();
        for (int server = 0; server < servers; server++) {
          if ((set >> server & 1) == 1) {
            names.add("n" + (server + 1));
          }
        }
        all.add(names);
      }
    }
    return all;
  }

  private static Figure<?> input(Figure<?> of, String name) {
    return of.inputs().stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
  }

  /** Without cluster or pool nothing walks on: four of eight without a witness, six with one. */
  @Test
  void theWalkStopsWithClusterAndPool() {
    UpgradeWalk tie = of("1802", 8, i -> i.witness(false)).walk("n1", "n2", "n3", "n4");
    assertFalse(tie.goesOn());
    assertTrue(tie.verdict().contains("the cluster may lose its quorum"), tie.verdict());
    assertTrue(tie.verdict().contains("the storage pool loses"), tie.verdict());
    for (List<Cell> row : tie.data().rows()) {
      assertEquals("", row.get(4).value(), row.toString());
      assertEquals(0, row.get(3).value(), row.toString());
    }
    assertEquals(0, tie.why("AzS-CA01: steps in which it works").figure().value());
    assertEquals("No", tie.why("pool quorum").figure().value());
    // With the witness the pool's owner breaks the tie: 49 of 97 votes.
    UpgradeWalk with = of("1802", 8, i -> i.witness(true)).walk("n1", "n2", "n3", "n4");
    assertEquals(3, with.why("AzS-CA01: steps in which it works").figure().value());
    UpgradeWalk most = of("1802", 8).walk("n1", "n2", "n3", "n4", "n5", "n6");
    assertEquals(0, most.why("AzS-NC01: steps in which it works").figure().value());
  }

  /** What stops in stop(…) of the same servers works in no step of the walk. */
  @Test
  void theWalkAgreesWithWhatStops() {
    for (boolean witness : List.of(true, false)) {
      Infrastructure oslo = of("1802", 4, i -> i.witness(witness));
      for (int set = 1; set < 15; set++) {
        String[] servers = oslo.names(set).split(", ");
        boolean system =
            oslo.stop(servers).stops("cluster") || oslo.stop(servers).stops("storage pool");
        UpgradeWalk walk = oslo.walk(servers);
        boolean works =
            walk.figures().stream()
                .filter(f -> f.name().endsWith("steps in which it works"))
                .anyMatch(f -> (Integer) f.value() > 0);
        assertEquals(!system, works, witness + " " + oslo.names(set));
      }
    }
  }

  /** VMs of tenants stop with cluster and pool, and with these only. */
  @Test
  void theVmsOfTenantsStopWhenClusterOrPoolDo() {
    for (int servers = 4; servers <= 7; servers++) {
      Infrastructure oslo = of("1905", servers);
      VmPlacement placed =
          Compute.of(oslo.stamp())
              .place(p -> p.vm("Standard_D2_v2", 2 * oslo.stamp().servers().size()));
      int lost = 0;
      for (int set = 1; set < (1 << servers) - 1; set++) {
        String[] names = oslo.names(set).split(", ");
        boolean stops = oslo.stop(names).stops("storage pool");
        VmPlacement failed = placed.fail(names);
        assertEquals(
            stops,
            failed.why("VMs that run").figure().value().equals(0),
            servers + ": " + oslo.names(set));
        assertEquals(
            oslo.stop(names).stops("cluster"),
            failed.why("cluster quorum").figure().value().equals("No"));
        lost += stops ? 1 : 0;
      }
      assertTrue(lost > 0);
      VmPlacement inTurn = placed;
      for (int gone = 1; gone < servers; gone++) {
        inTurn = inTurn.fail("n" + gone);
        assertEquals(
            oslo.stopInTurn(gone).share("storage pool").value() == 1,
            inTurn.why("VMs that run").figure().value().equals(0),
            servers + " in turn, " + gone);
      }
    }
  }

  /** Two of three gateways are active: the pairs that hit two of three. */
  @Test
  void twoGatewaysAreActive() {
    Infrastructure oslo = of("1802", 8);
    assertEquals(2, oslo.why("AzS-GWY01: needed").figure().value());
    assertEquals(Ratio.of(3.0 / 28), oslo.stop(2).share("AzS-GWY01"));
    assertEquals(
        1,
        of("1802", 8, i -> i.instances("AzS-GWY01", 1)).why("AzS-GWY01: needed").figure().value());
  }

  @Test
  void aNamedSetStopsWhatIsOnIt() {
    Infrastructure oslo = of("1802", 8);
    // Roles take servers in turn: six roles of 2, 2, 2, 2, 3, 3 VMs, so NC01 is on VMs 14 to 16.
    ServerLoss loss = oslo.stop("n7", "n8");
    assertTrue(loss.stops("AzS-NC01"));
    assertFalse(oslo.stop("n2", "n3").stops("AzS-NC01"));
    assertTrue(loss.title().endsWith("without n7, n8"));
  }

  /** More servers never stop less. */
  @Test
  void whatStopsGrowsWithTheServers() {
    Infrastructure oslo = of("2008", 6);
    for (Part part : oslo.parts()) {
      for (int n = 1; n < 5; n++) {
        assertTrue(
            oslo.stop(n).share(part.name()).value()
                <= oslo.stop(n + 1).share(part.name()).value() + 1e-12,
            part.name() + n);
        assertTrue(
            oslo.stopInTurn(n).share(part.name()).value()
                <= oslo.stop(n).share(part.name()).value() + 1e-12,
            part.name() + n);
      }
    }
  }

  /** Each domain has one VM of three: two are left, which is enough, unless one is down already. */
  @Test
  void upgradeDomainsInTurn() {
    Infrastructure oslo = of("1802", 8);
    assertTrue(oslo.walk().goesOn());
    UpgradeWalk hurt = oslo.walk("n7");
    assertFalse(hurt.goesOn());
    // NC01 is on n7, n8 and n1, so with n7 down its first domain changes nothing; the others do.
    assertTrue(hurt.verdict().contains("AzS-NC01 in step 2"), hurt.verdict());
    assertTrue(hurt.verdict().contains("AzS-NC01 in step 3"), hurt.verdict());
    assertFalse(hurt.verdict().contains("AzS-NC01 in step 1"), hurt.verdict());
    assertFalse(of("1802", 8, i -> i.upgradeDomains(2)).walk().goesOn());
  }

  @Test
  void rolesChangeWithTheBuild() {
    assertTrue(of("1902", 4).toString().contains("AzS-CA01"));
    assertFalse(of("2102", 4).toString().contains("AzS-CA01"));
    assertFalse(of("1811", 4).toString().contains("SupportRing"));
    assertTrue(of("1905", 4).toString().contains("SupportRing"));
    assertEquals("8 GiB", memory(of("1901", 4)));
    assertEquals("12 GiB", memory(of("1902", 4)));
  }

  private static String memory(Infrastructure of) {
    return of.why("AzS-ERCS01: memory of each").figure().valueText();
  }

  @Test
  void whatIsAssumedIsStarredAndWhatIsSaidIsNot() {
    assertTrue(starred(of("1802", 4), "AzS-SQL01: VMs"));
    assertFalse(starred(of("1802", 4, i -> i.instances("AzS-SQL01", 1)), "AzS-SQL01: VMs"));
    assertFalse(starred(of("1802", 4), "AzS-ERCS01: VMs"));
    assertTrue(starred(of("1802", 4), "FabricRing: needed"));
  }

  private static boolean starred(Infrastructure of, String name) {
    return of.why(name).figure().confidence().starred();
  }

  @Test
  void wrongInputIsRefusedWhereItIsTyped() {
    Infrastructure oslo = of("1802", 4);
    refused(() -> oslo.stop(0), "stop(0)", "1 to 3 servers");
    refused(() -> oslo.stop(4), "stop(4)", "1 to 3 servers");
    refused(() -> oslo.stop("n9"), "stop(\"n9\")", "no such server");
    refused(() -> oslo.stop("n1", "n1"), "stop(\"n1\")", "named already");
    refused(() -> oslo.walk("n5"), "walk(\"n5\")", "no such server");
    refused(() -> oslo.walk("n1", "n2", "n3", "n4"), "walk(…)", "no server would be left");
    refused(() -> of("1802", 4, i -> i.ring(0)), "ring(0)", "1 to 100");
    refused(() -> of("1802", 4, i -> i.ring(3).ring(5)), "ring(5)", "3 already");
    refused(() -> of("1802", 4, i -> i.replicas(3, 4)), "replicas(3, 4)", "1 to 3");
    refused(() -> of("1802", 4, i -> i.replicas(5, 3)), "replicas(5, …)", "a ring has 3");
    Refusal role =
        refused(
            () -> of("1802", 4, i -> i.instances("AzS-SQL1", 2)),
            "instances(\"AzS-SQL1\", 2)",
            "no such VM");
    assertEquals("AzS-SQL01", role.nearest().orElse(""));
    refused(
        () -> of("2102", 4, i -> i.instances("AzS-CA01", 3)),
        "instances(\"AzS-CA01\", 3)",
        "build 2102 has no AzS-CA01");
    refused(
        () -> of("1802", 4, i -> i.instances("AzS-SRNG01", 3)),
        "instances(\"AzS-SRNG01\", 3)",
        "build 1802 has no AzS-SRNG01");
    refused(
        () -> of("1905", 4, i -> i.instances("AzS-SRNG01", 2)), "replicas(3, …)", "a ring has 2");
    Refusal part =
        refused(() -> oslo.stop(1).share("AzS-NC1"), "share(\"AzS-NC1\")", "no such part");
    assertEquals("AzS-NC01", part.nearest().orElse(""));
  }

  private static Refusal refused(
      org.junit.jupiter.api.function.Executable call, String given, String rule) {
    Refusal refusal = assertThrows(Refusal.class, call);
    assertEquals(given, refusal.given());
    assertTrue(refusal.rule().contains(rule), refusal.rule());
    assertTrue(refusal.wayOut().isPresent());
    return refusal;
  }

  @Test
  void everyResultShowsItselfAndSaysWhy() {
    Infrastructure oslo = of("2102", 8);
    for (Result result :
        List.of(oslo, oslo.stop(2), oslo.stopInTurn(3), oslo.stop("n1"), oslo.walk("n1"))) {
      assertTrue(result.toString().length() > 100, result.title());
      assertFalse(result.data().rows().isEmpty(), result.title());
      Set<String> names = new HashSet<>();
      for (Figure<?> figure : result.figures()) {
        result.why(figure.name());
        assertTrue(names.add(figure.name()), figure.name() + " twice");
      }
      result.picture().ifPresent(picture -> result.svg());
    }
  }
}
