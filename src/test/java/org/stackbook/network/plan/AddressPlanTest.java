package org.stackbook.network.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.network.Network;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.Finding;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.word.Vocabulary.Place;

@Tag("unit")
class AddressPlanTest {

  private static Refusal refused(String build, Consumer<AddressOptions> said) {
    return assertThrows(Refusal.class, () -> Plans.of(build, said));
  }

  private static Refusal refused(Consumer<AddressOptions> said) {
    return refused("2008", said);
  }

  @Test
  void theRoomOfNetworksHandsItOut() {
    AddressPlan plan =
        Network.of(Plans.stamp("2008", 4))
            .addresses(p -> Plans.others(p).privateNetwork("11.11.128.0/20"));
    assertEquals(Plans.example().verdict(), plan.verdict());
    assertTrue(plan.verdict().startsWith("5 networks are divided into 18. Tenants get 223 public"));
  }

  @Test
  void whatIsMissingIsNamed() {
    Refusal refusal = refused(p -> p.bmc("10.193.132.0/27").publicVip("13.200.132.0/24"));
    assertEquals(
        "the plan lacks privateNetwork(…), infrastructure(…), switchInfrastructure(…)",
        refusal.rule());
    assertTrue(refusal.source().isPresent());
  }

  @Test
  void aNetworkIsSaidOnce() {
    Refusal refusal = refused(p -> p.bmc("10.193.132.0/27").bmc("10.194.132.0/27"));
    assertEquals("bmc is set to \"10.193.132.0/27\" already", refusal.rule());
    assertEquals("bmc(\"10.194.132.0/27\")", refusal.given());
  }

  static List<Function<String, Consumer<AddressOptions>>> words() {
    return List.of(
        text -> p -> p.bmc(text),
        text -> p -> p.privateNetwork(text),
        text -> p -> p.addedPrivateNetwork(text),
        text -> p -> p.infrastructure(text),
        text -> p -> p.publicVip(text),
        text -> p -> p.switchInfrastructure(text),
        text -> p -> p.publicPool(text));
  }

  @ParameterizedTest
  @MethodSource("words")
  void noWordTakesWhatIsNoNetwork(Function<String, Consumer<AddressOptions>> word) {
    for (String text :
        List.of(
            "",
            "/",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/-24",
            "10.0.0.0/+24",
            "10.0.0.0/024",
            "10.0.0.0/24/24",
            "10.0.0.0/2４",
            "１0.0.0.0/24",
            "10.0.0.0/24\0",
            "10.0.0/24",
            "256.0.0.0/24",
            "::/24",
            "<b>/24",
            "1".repeat(5_000_000) + "/24",
            "10.0.0.0/" + "2".repeat(5_000_000))) {
      Refusal refusal = refused(word.apply(text));
      assertTrue(refusal.getMessage().length() < 300, refusal.rule());
      assertTrue(refusal.wayOut().isPresent(), refusal.rule());
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void aNetworkBeginsWhereItsBitsAreZero(Function<String, Consumer<AddressOptions>> word) {
    Refusal refusal = refused(word.apply("10.0.0.5/24"));
    assertEquals("a network begins where the bits after its prefix are 0", refusal.rule());
    assertEquals("write \"10.0.0.0/24\" if that network is meant", refusal.wayOut().orElse(""));
    assertTrue(refusal.given().endsWith("(\"10.0.0.5/24\")"), refusal.given());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/26, '0.0.0.0/8 is for \"this network\"'",
    "127.0.0.0/26, 127.0.0.0/8 is for a host itself",
    "169.254.3.0/26, 169.254.0.0/16 is for a single link",
    "224.0.0.0/26, 224.0.0.0/4 is for multicast",
    "255.255.255.192/26, 240.0.0.0/4 is for later use and broadcast"
  })
  void whatIsNotForHostsIsRefused(String network, String rule) {
    assertEquals(rule, refused(p -> p.switchInfrastructure(network)).rule());
    assertTrue(refused(p -> p.publicPool(network)).source().isPresent());
  }

  @ParameterizedTest
  @CsvSource({"223.255.255.192/26", "1.0.0.0/26", "126.255.255.192/26", "128.0.0.0/26"})
  void itsNeighboursAreForHosts(String network) {
    Refusal refusal = refused(p -> p.switchInfrastructure(network));
    assertTrue(refusal.rule().startsWith("the plan lacks"), refusal.rule());
  }

  @Test
  void sizesThatANetworkCannotHaveAreRefused() {
    assertEquals("the network is a /27 or larger", refused(p -> p.bmc("10.193.132.0/28")).rule());
    assertEquals("the network is a /24", refused(p -> p.infrastructure("12.193.130.0/25")).rule());
    assertEquals("the network is a /24", refused(p -> p.infrastructure("12.193.130.0/23")).rule());
    assertEquals(
        "the network is a /26", refused(p -> p.switchInfrastructure("10.193.132.0/27")).rule());
    assertEquals(
        "the network is a /26", refused(p -> p.switchInfrastructure("10.193.132.0/25")).rule());
    assertEquals(
        "the network is a /26 to a /22", refused(p -> p.publicVip("13.200.132.0/27")).rule());
    Refusal refusal = refused(p -> p.publicVip("13.200.136.0/21"));
    assertEquals("the network is a /26 to a /22", refusal.rule());
    assertEquals(
        "say \"13.200.136.0/22\", if these addresses are yours", refusal.wayOut().orElse(""));
    assertEquals("Network integration planning for Azure Stack Hub", refusal.source().orElse(""));
  }

  @Test
  void networksThatOverlapAreRefusedWithBothNames() {
    Refusal inside = refused(p -> p.publicVip("13.200.132.0/24").publicPool("13.200.132.128/25"));
    assertEquals("publicPool(\"13.200.132.128/25\")", inside.given());
    assertEquals("it overlaps with publicVip(\"13.200.132.0/24\")", inside.rule());
    Refusal around = refused(p -> p.publicPool("13.200.132.128/25").publicVip("13.200.132.0/24"));
    assertEquals("it overlaps with publicPool(\"13.200.132.128/25\")", around.rule());
    Refusal same = refused(p -> p.publicPool("13.0.0.0/25").publicPool("13.0.0.0/25"));
    assertEquals("it overlaps with publicPool(\"13.0.0.0/25\")", same.rule());
  }

  @Test
  void thePrivateNetworkIsOfTheSizeOfTheBuild() {
    Refusal large = refused("1802", p -> Plans.others(p).privateNetwork("11.11.128.0/20"));
    assertEquals("the network is a /24 in systems deployed with build 1802", large.rule());
    assertEquals("privateNetwork(\"11.11.128.0/20\")", large.given());
    Refusal small = refused("1910", p -> Plans.others(p).privateNetwork("11.11.128.0/24"));
    assertEquals("the network is a /20 in systems deployed with build 1910", small.rule());
    AddressPlan old = Plans.of("1908", p -> Plans.others(p).privateNetwork("11.11.128.0/24"));
    assertEquals("11.11.128.128/25", old.network("InternalVIPS").range().toString());
    assertEquals(0, Plans.number(old, "Private undivided"));
    assertThrows(Refusal.class, () -> old.network("Containers"));
    assertEquals(4096 - 128 - 128 - 512, Plans.number(Plans.example(), "Private undivided"));
  }

  private static AddressOptions deployed(AddressOptions options, String build) {
    return Plans.others(options).privateNetwork("11.11.128.0/24").deployedWith(build);
  }

  @Test
  void aSystemThatWasDeployedEarlierGetsASecondPrivateNetwork() {
    AddressPlan plan =
        Plans.of("2008", p -> deployed(p, "1808").addedPrivateNetwork("10.87.0.0/20"));
    assertEquals("10.87.0.0/23", plan.network("Containers").range().toString());
    assertEquals(3584, Plans.number(plan, "Added private undivided"));
    assertEquals(
        "build 2002 cannot be installed without a second private network",
        refused("2002", p -> deployed(p, "1808")).rule());
    AddressPlan waiting = Plans.of("1910", p -> deployed(p, "1808"));
    assertTrue(messages(waiting).contains("the next update needs a second private network, a /20"));
    assertFalse(
        messages(Plans.of("1910", p -> deployed(p, "1808").addedPrivateNetwork("10.87.0.0/20")))
            .contains("the next update needs a second private network, a /20"));
  }

  @Test
  void otherSystemsGetNone() {
    assertEquals(
        "systems deployed with build 2008 need no second private network",
        refused(
                p ->
                    Plans.others(p)
                        .privateNetwork("11.11.128.0/20")
                        .addedPrivateNetwork("10.87.0.0/20"))
            .rule());
    assertEquals(
        "build 1908 takes no second private network",
        refused("1908", p -> deployed(p, "1808").addedPrivateNetwork("10.87.0.0/20")).rule());
    assertEquals(
        "the network is a /20", refused(p -> p.addedPrivateNetwork("10.87.0.0/21")).rule());
  }

  @Test
  void aSystemIsDeployedWithABuildThatItRunsOrAnOlderOne() {
    Refusal refusal = refused("1908", p -> p.deployedWith("1910"));
    assertEquals("the system runs build 1908, which is older", refusal.rule());
    assertThrows(Refusal.class, () -> Plans.of("1908", p -> p.deployedWith("1806")));
    assertEquals(
        "deployedWith is set to \"1808\" already",
        refused("1908", p -> p.deployedWith("1808").deployedWith("1808")).rule());
  }

  private static List<String> messages(AddressPlan plan) {
    return plan.findings().stream().map(Finding::message).toList();
  }

  @Test
  void theWorkedExampleDoesNotFollowAllAdvice() {
    AddressPlan plan = Plans.example();
    assertEquals(
        List.of(
            "10.193.132.0/27 is small: the page asks for a /26, while its worked example has a /27",
            "11.11.128.0/20 is not for private use: RFC 1918 is the guidance for its addresses",
            "12.193.130.0/24 is not for private use: public or internet routable addresses are not"
                + " recommended for it"),
        messages(plan));
    assertTrue(plan.verdict().endsWith("; advice not followed: 3."), plan.verdict());
    assertEquals(
        3, plan.data().notes().stream().filter(note -> note.startsWith("Advice: ")).count());
  }

  @Test
  void aPlanCanFollowAllAdvice() {
    AddressPlan plan =
        Plans.of(
            "2008",
            p ->
                p.bmc("10.193.132.0/26")
                    .privateNetwork("172.31.240.0/20")
                    .infrastructure("192.168.255.0/24")
                    .publicVip("13.200.132.0/22")
                    .switchInfrastructure("10.193.132.128/26")
                    .publicPool("203.0.113.0/25"));
    assertEquals(List.of(), messages(plan));
    assertEquals(
        "Tenants get 1,117* public addresses.",
        plan.verdict().substring(plan.verdict().indexOf("Tenants")));
  }

  @Test
  void aSmallPublicNetworkIsFound() {
    AddressPlan plan =
        Plans.of(
            "2008",
            p ->
                p.bmc("10.193.132.0/26")
                    .privateNetwork("10.0.0.0/20")
                    .infrastructure("10.1.0.0/24")
                    .publicVip("13.200.132.0/25")
                    .switchInfrastructure("10.193.132.128/26"));
    assertEquals(List.of("13.200.132.0/25 is small: a /24 is recommended"), messages(plan));
    assertEquals(95, plan.tenantAddresses());
  }

  @Test
  void furtherPoolsAreCountedByPoolAndInAll() {
    AddressPlan plan =
        Plans.of(
            "2008",
            p ->
                Plans.others(p)
                    .privateNetwork("11.11.128.0/20")
                    .publicPool("203.0.113.0/25")
                    .publicPool("198.51.100.8/29"));
    assertEquals(126, Plans.number(plan, "203.0.113.0/25 left"));
    assertEquals(6, Plans.number(plan, "198.51.100.8/29 left"));
    assertEquals(223 + 126 + 6, plan.tenantAddresses());
    assertEquals("223 + 126 + 6", plan.why("for tenants").figure().substituted());
    assertTrue(plan.why("for tenants").figure().confidence().starred());
    assertEquals(
        List.of("usable addresses of a pool"),
        plan.why("for tenants").figure().assumptions().stream()
            .map(Figure::name)
            .distinct()
            .toList());
    assertFalse(Plans.example().why("for tenants").figure().confidence().starred());
    assertEquals(126, plan.network("203.0.113.0/25").count(AddressUse.TENANTS));
    assertEquals("Addresses of 203.0.113.0/25 of oslo", plan.network("203.0.113.0/25").title());
    assertTrue(
        plan.data()
            .notes()
            .contains(
                "Tenants cannot choose the pool that an address comes from, and a pool that was"
                    + " added stays."));
  }

  @Test
  void switchesOfOldDeploymentsBlockNewPools() {
    Consumer<AddressOptions> pool = p -> p.publicPool("203.0.113.0/25");
    AddressPlan old =
        Plans.of(
            "1808",
            p -> pool.accept(Plans.others(p).privateNetwork("10.0.0.0/24").deployedWith("1808")));
    AddressPlan newer =
        Plans.of("1809", p -> pool.accept(Plans.others(p).privateNetwork("10.0.0.0/24")));
    String message =
        "systems deployed before 1809 have filters in their top-of-rack switches that block the"
            + " addresses of a new pool";
    assertTrue(messages(old).contains(message));
    assertFalse(messages(newer).contains(message));
    AddressPlan none = Plans.of("1808", p -> Plans.others(p).privateNetwork("10.0.0.0/24"));
    assertFalse(messages(none).contains(message));
  }

  @Test
  void everyAddressHasAnOwner() {
    AddressPlan plan = Plans.example();
    AddressOwner tor = plan.find("10.193.132.170");
    assertEquals("TOR1", tor.holder());
    assertEquals("SwitchMgmt", tor.network());
    assertEquals(AddressUse.ASSIGNED, tor.use());
    assertEquals("10.193.132.170 in SwitchMgmt: TOR1.", tor.verdict());
    assertEquals("nobody", plan.find("10.193.132.155").holder());
    assertEquals(AddressUse.FREE, plan.find("10.193.132.155").use());
    assertEquals("Switch infra", plan.find("10.193.132.155").network());
    assertEquals(AddressUse.SYSTEM, plan.find("11.11.143.255").use());
    AddressOwner outside = plan.find("10.193.132.192");
    assertEquals(AddressUse.OUTSIDE, outside.use());
    assertEquals("10.193.132.192 is in none of the networks.", outside.verdict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.193.132", "10.193.132.1７0", "TOR1", "10.193.132.170/32"})
  void whatIsNoAddressHasNoOwner(String text) {
    assertThrows(Refusal.class, () -> Plans.example().find(text));
    Refusal huge =
        assertThrows(Refusal.class, () -> Plans.example().find(text + "9".repeat(5_000_000)));
    assertTrue(huge.getMessage().length() < 300);
  }

  @Test
  void aDeviceHasItsAddresses() {
    AddressPlan plan = Plans.example();
    // Border links, link to the BMC switch, loopback, two links to the other switch, management,
    // storage, infrastructure: as the worked example has them, the lower address upstream.
    assertEquals(
        List.of(
            "10.193.132.130",
            "10.193.132.138",
            "10.193.132.145",
            "10.193.132.152",
            "10.193.132.157",
            "10.193.132.161",
            "10.193.132.170",
            "11.11.128.2",
            "12.193.130.2"),
        plan.addressOf("TOR1").addresses().stream().map(IpAddress::toString).sorted().toList());
    assertEquals("n3 is in BMCMgmt.", plan.addressOf("n3").verdict());
    assertTrue(plan.addressOf("TOR1").data().starred(), "which end of a link between equals");
    assertFalse(plan.addressOf("n3").data().starred());
  }

  @Test
  void serversFollowTheGatewayAndTheLifecycleHost() {
    AddressPlan plan =
        AddressPlan.of(
            Plans.stamp("2008", 16), p -> Plans.others(p).privateNetwork("11.11.128.0/20"));
    assertEquals("n16", plan.find("10.193.132.18").holder());
    assertEquals("ExternalAccessible-1", plan.find("10.193.132.19").holder());
    assertEquals(0, Plans.number(plan, "BMCMgmt left"));
    assertEquals("1 + 1 + 16 + 5 + 5 + 1 + 1", plan.why("BMCMgmt assigned").figure().substituted());
  }

  @Test
  void placesThatTheExampleDoesNotShowAreStarred() {
    AddressPlan plan =
        Plans.of(
            "2008",
            p ->
                p.bmc("10.193.132.0/26")
                    .privateNetwork("11.11.128.0/20")
                    .infrastructure("12.193.130.0/24")
                    .publicVip("13.200.132.0/24")
                    .switchInfrastructure("10.193.132.128/26"));
    assertEquals("HLH-OS", plan.find("10.193.132.62").holder());
    assertTrue(plan.find("10.193.132.62").data().starred());
    assertFalse(plan.find("10.193.132.3").data().starred());
    assertFalse(Plans.example().find("10.193.132.30").data().starred());
    List<String> starred =
        plan.data().rows().stream()
            .filter(row -> row.stream().anyMatch(Cell::starred))
            .map(row -> String.valueOf(row.get(0).value()))
            .toList();
    assertEquals(List.of("InternalVIPS", "Containers"), starred);
    assertTrue(plan.find("11.11.130.5").data().starred(), "containers");
    assertTrue(plan.find("11.11.143.255").data().starred(), "beside them");
    assertFalse(plan.find("11.11.128.1").data().starred(), "storage");
    assertFalse(plan.find("10.193.132.159").data().starred(), "broadcast between equals");
    assertTrue(plan.find("11.11.128.128").data().starred(), "left out of the pool");
    assertTrue(plan.why("place of Containers").figure().confidence().starred());
  }

  @Test
  void unknownNamesAreRefusedWithTheNearest() {
    AddressPlan plan = Plans.example();
    Refusal network = assertThrows(Refusal.class, () -> plan.network("Storag"));
    assertEquals("Storage", network.nearest().orElse(""));
    Refusal holder = assertThrows(Refusal.class, () -> plan.addressOf("TOR3"));
    assertEquals("addressOf(\"TOR3\")", holder.given());
    Refusal huge = assertThrows(Refusal.class, () -> plan.network("x".repeat(5_000_000)));
    assertTrue(huge.getMessage().length() < 2_000);
  }

  @Test
  void tabOffersTheNamesOfThePlan() {
    AddressPlan plan = Plans.example();
    Place place = new Place(plan, plan, "");
    for (String name : new AddressPlan.NetworkNames().words(place)) {
      assertTrue(plan.network(name).range().size() > 0);
    }
    assertTrue(new AddressPlan.NetworkNames().words(place).contains("SwitchMgmt"));
    assertTrue(new AddressPlan.HolderNames().words(place).containsAll(List.of("TOR2", "n4")));
    assertEquals(List.of(), new AddressPlan.HolderNames().words(new Place(null, null, "")));
  }

  @Test
  void theBarsOfANetworkAddUp() {
    Picture.Bars bars = (Picture.Bars) Plans.example().picture().orElseThrow();
    assertEquals(
        List.of("BMC", "Private", "Infrastructure", "Public VIP", "Switch infra"),
        bars.categories());
    for (int i = 0; i < bars.categories().size(); i++) {
      int network = i;
      assertEquals(
          100, bars.series().stream().mapToDouble(s -> s.values().get(network)).sum(), 1e-9);
    }
  }

  private static final Pattern POWER = Pattern.compile("2\\^\\(32 − (\\d+)\\)");

  /** Sums, differences and powers of two: all that the formulas of a plan are made of. */
  private static long computed(String substituted) {
    Matcher power = POWER.matcher(substituted);
    if (power.matches()) {
      return 1L << (32 - Integer.parseInt(power.group(1)));
    }
    String[] words = substituted.replace(",", "").split(" ", -1);
    long sum = Long.parseLong(words[0]);
    for (int i : IntStream.iterate(1, i -> i < words.length, i -> i + 2).toArray()) {
      long term = Long.parseLong(words[i + 1]);
      sum += words[i].equals("+") ? term : -term;
    }
    return sum;
  }

  @Test
  void everyFigureFollowsFromItsInputs() {
    AddressPlan plan =
        Plans.of(
            "2008",
            p -> Plans.others(p).privateNetwork("11.11.128.0/20").publicPool("203.0.113.0/25"));
    int looked = 0;
    for (Figure<?> figure : plan.figures()) {
      if (!figure.formula().isEmpty()) {
        assertEquals(
            ((Number) figure.value()).longValue(),
            computed(figure.substituted()),
            figure + ": " + figure.substituted());
        looked++;
      }
    }
    assertTrue(looked > 80, "looked at " + looked);
    assertEquals(119, Plans.number(plan, "internal front ends for tenants"));
    assertEquals(32, Plans.number(plan, "reachable in the infrastructure"));
  }

  @Test
  void itShowsItself() {
    String text = Plans.example().toString();
    assertTrue(text.contains("Border1-TOR1 P2P"), text);
    assertTrue(text.contains("names 8 + 7 + 15 = 30 of them"), text);
    assertTrue(Plans.example().network("BMC").toString().contains("HLH-BMC"));
    assertTrue(Plans.example().addressOf("gateway").toString().contains("10.193.132.169"));
    assertTrue(Plans.example().find("1.2.3.4").toString().contains("outside"));
  }
}
