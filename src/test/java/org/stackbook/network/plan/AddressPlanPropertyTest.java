package org.stackbook.network.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.seed.Random64;
import org.stackbook.view.DataTable.Cell;

/** Random networks: what a plan says of them against looking at every address. */
@Tag("property")
class AddressPlanPropertyTest {

  private static final int TRIALS = 40;

  private static long number(IpAddress address) {
    return Integer.toUnsignedLong(address.bits());
  }

  /** A network of a size anywhere in the slot of that number: no two slots overlap. */
  private static IpNetwork anywhere(Random64 random, int slot, int prefix) {
    int size = 32 - prefix;
    int place = random.nextInt(1 << (20 - size)) << size;
    return new IpNetwork(new IpAddress(11 << 24 | slot << 20 | place), prefix);
  }

  /** A plan, and the names and ranges of the networks that it was given. */
  private record Drawn(AddressPlan plan, Map<String, IpNetwork> given) {}

  private static Drawn draw(long seed) {
    Random64 random = new Random64(seed);
    boolean small = random.nextInt(2) == 0;
    boolean added = small && random.nextInt(2) == 0;
    Map<String, IpNetwork> given = new LinkedHashMap<>();
    int slot = random.nextInt(4);
    given.put("BMC", anywhere(random, slot++, 21 + random.nextInt(7)));
    given.put("Private", anywhere(random, slot++, small ? 24 : 20));
    if (added) {
      given.put("Added private", anywhere(random, slot++, 20));
    }
    given.put("Infrastructure", anywhere(random, slot++, 24));
    given.put("Public VIP", anywhere(random, slot++, 22 + random.nextInt(5)));
    given.put("Switch infra", anywhere(random, slot++, 26));
    for (int i = random.nextInt(4); i > 0; i--) {
      IpNetwork pool = anywhere(random, slot++, 21 + random.nextInt(12));
      given.put(pool.toString(), pool);
    }
    String build = small && !added ? "1808" : "2008";
    AddressPlan plan =
        AddressPlan.of(
            Plans.stamp(build, 4 + random.nextInt(9)), p -> say(p, given, small && added));
    return new Drawn(plan, given);
  }

  private static void say(AddressOptions p, Map<String, IpNetwork> given, boolean late) {
    if (late) {
      p.deployedWith("1808");
    }
    given.forEach(
        (name, range) -> {
          String text = range.toString();
          switch (name) {
            case "BMC" -> p.bmc(text);
            case "Private" -> p.privateNetwork(text);
            case "Added private" -> p.addedPrivateNetwork(text);
            case "Infrastructure" -> p.infrastructure(text);
            case "Public VIP" -> p.publicVip(text);
            case "Switch infra" -> p.switchInfrastructure(text);
            default -> p.publicPool(text);
          }
        });
  }

  private static List<String> parts(AddressPlan plan) {
    return plan.data().rows().stream().map(row -> String.valueOf(row.get(0).value())).toList();
  }

  @Test
  void partsAreDisjointAndLieInWhatWasGiven() {
    for (long seed = 0; seed < TRIALS; seed++) {
      Drawn drawn = draw(seed);
      List<IpNetwork> ranges = new ArrayList<>();
      for (String part : parts(drawn.plan)) {
        ranges.add(drawn.plan.network(part).range());
      }
      for (int i = 0; i < ranges.size(); i++) {
        IpNetwork one = ranges.get(i);
        assertEquals(
            1,
            drawn.given.values().stream()
                .filter(
                    g ->
                        number(g.first()) <= number(one.first())
                            && number(one.last()) <= number(g.last()))
                .count(),
            () -> one + " of " + drawn.given);
        for (int j = 0; j < i; j++) {
          IpNetwork other = ranges.get(j);
          assertTrue(
              number(one.last()) < number(other.first())
                  || number(other.last()) < number(one.first()),
              () -> one + " and " + other);
        }
      }
    }
  }

  @Test
  void everyAddressHasOneUseAndTheCountsAgree() {
    for (long seed = 0; seed < TRIALS; seed++) {
      Drawn drawn = draw(seed);
      long tenants = 0;
      for (Map.Entry<String, IpNetwork> given : drawn.given.entrySet()) {
        Map<AddressUse, Long> uses = new EnumMap<>(AddressUse.class);
        for (long i = 0; i < given.getValue().size(); i++) {
          AddressOwner owner = drawn.plan.find(given.getValue().address(i).toString());
          uses.merge(owner.use(), 1L, Long::sum);
        }
        NetworkAddresses network = drawn.plan.network(given.getKey());
        for (AddressUse use : AddressUse.values()) {
          assertEquals(
              uses.getOrDefault(use, 0L), network.count(use), given + " " + use + " seed " + seed);
        }
        assertEquals(0, network.count(AddressUse.OUTSIDE));
        tenants += uses.getOrDefault(AddressUse.TENANTS, 0L);
      }
      assertEquals(tenants, drawn.plan.tenantAddresses(), "seed " + seed);
    }
  }

  @Test
  void whatIsBesideTheNetworksIsOutside() {
    for (long seed = 0; seed < TRIALS; seed++) {
      Drawn drawn = draw(seed);
      for (IpNetwork given : drawn.given.values()) {
        for (IpAddress beside : List.of(given.first().plus(-1), given.last().plus(1))) {
          boolean inAnother =
              drawn.given.values().stream()
                  .anyMatch(
                      g ->
                          number(g.first()) <= number(beside)
                              && number(beside) <= number(g.last()));
          assertEquals(!inAnother, drawn.plan.find(beside.toString()).use() == AddressUse.OUTSIDE);
        }
      }
    }
  }

  @Test
  void theFiguresOfAPartAreWhatIsCounted() {
    for (long seed = 0; seed < TRIALS; seed++) {
      Drawn drawn = draw(seed);
      for (String part : parts(drawn.plan)) {
        NetworkAddresses network = drawn.plan.network(part);
        long hosts = 0;
        Set<String> holders = new HashSet<>();
        long held = 0;
        for (long i = 0; i < network.range().size(); i++) {
          AddressOwner owner = drawn.plan.find(network.range().address(i).toString());
          hosts += owner.use() == AddressUse.ENDS ? 0 : 1;
          if (owner.use() == AddressUse.ASSIGNED) {
            assertTrue(holders.add(owner.holder()), () -> owner + " twice in " + part);
            held++;
          }
        }
        assertEquals(network.range().size(), Plans.number(network, part + " addresses"));
        assertEquals(hosts, Plans.number(network, part + " hosts"));
        assertEquals(
            hosts,
            Plans.number(network, part + " left") + Plans.number(network, part + " assigned"));
        assertTrue(held <= Plans.number(network, part + " assigned"));
      }
    }
  }

  @Test
  void theRowsOfANetworkAreAllOfIt() {
    for (long seed = 0; seed < TRIALS; seed++) {
      Drawn drawn = draw(seed);
      for (String name : drawn.given.keySet()) {
        long next = number(drawn.given.get(name).first());
        for (List<Cell> row : drawn.plan.network(name).data().rows()) {
          String[] ends = String.valueOf(row.get(0).value()).split(" – ", -1);
          assertEquals(next, number(IpAddress.parse(ends[0])));
          long last = number(IpAddress.parse(ends[ends.length - 1]));
          assertEquals(last - next + 1, row.get(1).value());
          next = last + 1;
        }
        assertEquals(number(drawn.given.get(name).last()) + 1, next);
      }
    }
  }

  @Test
  void poolsAreRefusedIfAndOnlyIfTheyShareAnAddress() {
    Random64 random = new Random64(11);
    int refused = 0;
    for (int trial = 0; trial < 3_000; trial++) {
      int bits = random.nextInt(7);
      int otherBits = random.nextInt(7);
      IpNetwork one =
          new IpNetwork(new IpAddress(11 << 24 | random.nextInt(256) >> bits << bits), 32 - bits);
      IpNetwork other =
          new IpNetwork(
              new IpAddress(11 << 24 | random.nextInt(256) >> otherBits << otherBits),
              32 - otherBits);
      Set<Long> addresses = new HashSet<>();
      for (long i = 0; i < one.size(); i++) {
        addresses.add(number(one.first()) + i);
      }
      boolean shared = false;
      for (long i = 0; i < other.size(); i++) {
        shared |= addresses.contains(number(other.first()) + i);
      }
      AddressOptions options =
          new AddressOptions(Plans.stamp("2008", 4).build()).publicPool(one.toString());
      if (shared) {
        Refusal refusal = assertThrows(Refusal.class, () -> options.publicPool(other.toString()));
        assertTrue(refusal.getMessage().contains("publicPool(\"" + one + "\")"));
        assertTrue(refusal.getMessage().contains("publicPool(\"" + other + "\")"));
        refused++;
      } else {
        options.publicPool(other.toString());
      }
    }
    assertTrue(refused > 300 && refused < 2_700, "refused " + refused);
  }
}
