package org.stackbook.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.seed.Random64;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.view.Result;

/**
 * Servers of 384 GiB drained one after the other. Of these, the operating system keeps 57.6 GiB and
 * the infrastructure of 258 GiB on four servers 64.5 GiB: 261.9 GiB are left for VMs.
 */
@Tag("unit")
class UpdatePlanTest {

  private static final String D14 = "Standard_D14_v2";

  /** VMs of 56 GiB: three on n1, two on each of the others. */
  private static UpdatePlan nine() {
    String d13 = "Standard_D13_v2";
    return Stamps.compute("2005", 4, 384)
        .place(p -> p.on("n1", d13, 3).on("n2", d13, 2).on("n3", d13, 2).on("n4", d13, 2))
        .update("2008");
  }

  /** The three of n1 go to the server with the most free memory each: one to each other. */
  @Test
  void vmsMoveIntoTheReserve() {
    UpdatePlan plan = nine();
    assertTrue(plan.goesOn());
    assertTrue(plan.canDrain("n1"));
    Set<Optional<String>> to = new HashSet<>();
    plan.steps().stream().filter(s -> s.server().equals("n1")).forEach(s -> to.add(s.to()));
    assertEquals(Set.of(Optional.of("n2"), Optional.of("n3"), Optional.of("n4")), to);
    assertEquals(9, plan.steps().size());
    assertEquals(9, plan.why("moves").figure().value());
  }

  /** With n1 away, 3 × 261.9 − 9 × 56 − 64.5 GiB are free on the others; so with any other. */
  @Test
  void whatIsFreeMeanwhile() {
    Bytes free = (Bytes) nine().why("least free memory at a step").figure().value();
    assertEquals(3 * 261.9 - 9 * 56 - 64.5, free.to(ByteUnit.GIB), 1e-6);
  }

  /**
   * The reserve keeps (N − 2) × the largest VM free on N − 1 servers beside what moves. For the
   * last VM of size v to find no room, each of them would have to have less than v free, which is
   * less than (N − 1) × v in all; so there always is room, however the VMs were placed.
   */
  @Test
  void whileTheReserveIsKeptThereIsRoom() {
    Random64 random = new Random64(5);
    List<String> sizes =
        List.of("Standard_D2_v2", "Standard_D13_v2", D14, "Standard_F4", "Standard_A7");
    for (int i = 0; i < 60; i++) {
      int servers = 4 + random.nextInt(5);
      String build = random.nextInt(2) == 0 ? "2005" : "2108";
      UpdatePlan plan =
          Stamps.compute(build, servers, 256 << random.nextInt(2))
              .place(
                  p -> {
                    for (int k = 0; k < 12; k++) {
                      p.on(
                          "n" + (1 + random.nextInt(1 + random.nextInt(servers))),
                          sizes.get(random.nextInt(sizes.size())),
                          1 + random.nextInt(4));
                    }
                  })
              .update(u -> u.to("2206").failback(random.nextInt(2) == 0));
      assertTrue(plan.goesOn(), i + ": " + plan.verdict());
    }
  }

  /**
   * Since 2108 the reserve counts highly available VMs only. 18 VMs of 14 GiB with a GPU leave
   * 326.4 − 71 − 252 = 3.4 GiB on each of three servers, and the 14 GiB of n1 find no room,
   * although the reserve is kept: 1,536 − 284 − 770 GiB are 482, of which it wants 230.4 + 28 +
   * 156.
   */
  @Test
  void since2108TheReserveDoesNotKeepRoomBesideGpus() {
    VmPlacement placed =
        Stamps.compute("2108", 4, 384)
            .place(
                p -> {
                  for (String server : List.of("n2", "n3", "n4")) {
                    p.on(server, "Standard_NV4as_v4", 18);
                  }
                  p.on("n1", "Standard_D3_v2", 1);
                });
    assertTrue(placed.memory().available().value().compareTo(Bytes.ZERO) > 0);
    assertEquals(55, Stamps.number(placed, "VMs that run"));
    UpdatePlan plan = placed.update("2206");
    assertFalse(plan.canDrain("n1"));
    assertEquals(UpdateDisposition.NO_ROOM, plan.steps("D3_v2-1").get(0).disposition());
  }

  /**
   * 103 VMs of 7 GiB: 1,536 − 580.8 − 230 − 721 = 4.2 GiB are left in 1904, in 2008 the
   * infrastructure has 258 GiB, 28 more.
   */
  @Test
  void aFullStampMayBeAboveItsReserveAfterTheUpdate() {
    VmPlacement placed = Stamps.compute("1904", 4, 384).place(p -> p.vm("Standard_D2_v2", 103));
    assertEquals(103, Stamps.number(placed, "VMs that run"));
    UpdatePlan plan = placed.update("2008");
    assertEquals(4.2, Stamps.gib(plan, "available before the update"), 1e-6);
    assertEquals(-23.8, Stamps.gib(plan, "available after the update"), 1e-6);
    assertEquals(28, Stamps.gib(plan, "growth of the infrastructure"), 1e-6);
    assertTrue(
        plan.verdict()
            .contains(
                "In build 2008 the VMs take 23.8 GiB* more than the resiliency reserve leaves"),
        plan.verdict());
    assertTrue(
        plan.data().notes().stream()
            .anyMatch(
                note -> note.startsWith("In build 2008 the infrastructure takes 28 GiB more")));
    UpdatePlan few =
        Stamps.compute("1904", 4, 384).place(p -> p.vm("Standard_D2_v2", 9)).update("2008");
    assertFalse(few.verdict().contains("reserve leaves"), few.verdict());
    assertEquals(0, Stamps.gib(nine(), "growth of the infrastructure"));
  }

  /** 220 small VMs are on three servers while one is away: 74 on one of them. */
  @Test
  void moreVmsThanMayBeCreatedOnAServerAreTold() {
    UpdatePlan many =
        Stamps.compute("2005", 4, 384).place(p -> p.vm("Basic_A0", 220)).update("2008");
    assertEquals(74, Stamps.number(many, "most VMs on a server at a step"));
    assertTrue(
        many.verdict()
            .contains("Up to 74* VMs are on one server meanwhile, where 60 may be created."),
        many.verdict());
    assertTrue(many.data().notes().stream().anyMatch(note -> note.contains("bound how many")));
    UpdatePlan few =
        Stamps.compute("2005", 4, 384).place(p -> p.vm("Basic_A0", 180)).update("2008");
    assertEquals(60, Stamps.number(few, "most VMs on a server at a step"));
    assertFalse(few.verdict().contains("meanwhile, where"), few.verdict());
  }

  /** The known issue of 1902 to 2005, where the placement has such a set. */
  @Test
  void setsOfThreeFaultDomainsTakeNoVmMeanwhile() {
    String error = "FabricVmPlacementErrorUnsupportedFaultDomainSize";
    UpdatePlan both =
        Stamps.compute("2002", 4, 384)
            .place(
                p ->
                    p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 1))
                        .availabilitySet("db", 2, a -> a.vm("Standard_D2_v2", 2))
                        .scaleSet("batch", "Standard_D2_v2", 2))
            .update("2005");
    assertTrue(
        both.verdict().contains("Meanwhile no VM can be created in web, batch: " + error + "."),
        both.verdict());
    assertEquals(2, Stamps.number(both, "sets that take no new VM meanwhile"));
    UpdatePlan two =
        Stamps.compute("2002", 4, 384)
            .place(p -> p.availabilitySet("db", 2, a -> a.vm("Standard_D2_v2", 2)))
            .update("2005");
    UpdatePlan later =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 3)))
            .update("2008");
    UpdatePlan larger =
        Stamps.compute("2002", 5, 384)
            .place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 3)))
            .update("2005");
    for (UpdatePlan plan : List.of(two, later, larger)) {
      assertFalse(plan.verdict().contains(error), plan.verdict());
      assertTrue(plan.figures().stream().noneMatch(f -> f.name().startsWith("sets that take")));
    }
  }

  @Test
  void gpuVmsStandStillMeanwhile() {
    UpdatePlan plan =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.on("n2", "Standard_NC6s_v3", 1).vm("Standard_D2_v2", 2))
            .update("2008");
    DrainStep gpu = plan.steps("NC6s_v3-1").get(0);
    assertEquals(UpdateDisposition.STOPPED, gpu.disposition());
    assertEquals(Optional.empty(), gpu.to());
    assertEquals("n2", gpu.server());
    assertFalse(plan.goesOn());
    assertTrue(plan.canDrain("n2"));
    assertTrue(plan.verdict().contains("Stopped meanwhile*: NC6s_v3-1."), plan.verdict());
  }

  /** Three domains on four servers: with one away, each of the other three has one of them. */
  @Test
  void faultDomainsStayApartWhileThereIsAServerForEach() {
    UpdatePlan four =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.availabilitySet("web", 3, a -> a.vm("Standard_D2_v2", 3)))
            .update("2008");
    assertTrue(four.goesOn());
    assertEquals(0, four.why("moves together").figure().value());
    UpdatePlan scale =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.scaleSet("batch", "Standard_D2_v2", 4))
            .update("2008");
    // Fault domains 0, 1, 2, 0: the two of one domain may share, each of the others has to.
    assertEquals(2, scale.why("moves together").figure().value());
  }

  /** Where VMs stay after they moved, the last server that is drained is empty at the end. */
  @Test
  void withoutFailbackTheLastServerIsLeftEmpty() {
    UpdatePlan stays =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.vm("Standard_D2_v2", 20))
            .update(u -> u.to("2008").failback(false).order("n4", "n2", "n3", "n1"));
    assertEquals("n4", stays.steps().get(0).server());
    Map<String, String> at = new HashMap<>();
    for (DrainStep step : stays.steps()) {
      assertTrue(step.server().equals(at.getOrDefault(step.vm(), step.server())), step.toString());
      at.put(step.vm(), step.to().orElseThrow());
    }
    assertEquals(20, at.size());
    assertFalse(at.containsValue("n1"));
    assertTrue(stays.steps().size() > 20);
  }

  @Test
  void sameQuestionSameSteps() {
    assertEquals(nine().steps(), nine().steps());
  }

  @Test
  void wrongInputIsRefusedWhereItIsTyped() {
    VmPlacement placed =
        Stamps.compute("2005", 4, 384)
            .place(p -> p.availabilitySet("web", 2, a -> a.vm("Standard_D2_v2", 2)));
    refused(() -> placed.update("2005"), "update(\"2005\")", "build 2005 already");
    refused(() -> placed.update("1910"), "update(\"1910\")", "build 2005 already");
    refused(() -> placed.update("2007"), "update(\"2007\")", "no build 2007");
    refused(() -> placed.update(u -> u.to("2007")), "to(\"2007\")", "no build 2007");
    refused(() -> placed.update(u -> u.to("2005")), "to(\"2005\")", "build 2005 already");
    refused(() -> placed.update(u -> {}), "update(…)", "leads to a build");
    refused(() -> placed.update(u -> u.to("2008").to("2102")), "to(\"2102\")", "already");
    refused(() -> placed.update(u -> u.order("n1", "n2")), "order(…)", "all servers");
    refused(() -> placed.update(u -> u.order("n1", "n1")), "order(\"n1\")", "already");
    refused(() -> placed.fail("n1").update("2008"), "update(…)", "all others are up");
    UpdatePlan plan = placed.update("2008");
    refused(() -> plan.canDrain("n9"), "canDrain(\"n9\")", "no such server");
    refused(() -> plan.creationError(4), "creationError(4)", "1 to 3");
    Refusal vm = refused(() -> plan.steps("wep-1"), "steps(\"wep-1\")", "no such VM");
    assertEquals("web-1", vm.nearest().orElse(""));
  }

  private static Refusal refused(Executable call, String given, String rule) {
    Refusal refusal = assertThrows(Refusal.class, call);
    assertEquals(given, refusal.given());
    assertTrue(refusal.rule().contains(rule), refusal.rule());
    assertTrue(refusal.wayOut().isPresent());
    return refusal;
  }

  @Test
  void everyResultShowsItselfAndSaysWhy() {
    UpdatePlan plan = nine();
    UpdatePlan old = Stamps.compute("1802", 5, 384).place(p -> {}).update("1809");
    for (Result result : List.of(plan, plan.moves(), old)) {
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
