package org.stackbook.network.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.Stackbook.ANY;
import static org.stackbook.Stackbook.tcp;
import static org.stackbook.Stackbook.udp;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.network.address.IpAddress;
import org.stackbook.seed.Random64;
import org.stackbook.view.DataTable.Cell;

/** The table of all pairs says of each pair what is said if it is asked for itself. */
@Tag("property")
class ReachabilityPropertyTest {

  private static final List<String> WORDS =
      List.of(
          "Any",
          "Internet",
          "VirtualNetwork",
          "AzureLoadBalancer",
          "0.0.0.0/0",
          "0.0.0.0",
          "255.255.255.255",
          "128.0.0.0/1",
          "10.0.2.0/24",
          "10.0.2.0/30",
          "10.0.2.5",
          "10.0.3.0/24",
          "198.51.100.0/24",
          "198.51.100.7");

  private static final List<String> OUTSIDE =
      List.of("0.0.0.0", "255.255.255.255", "198.51.100.7", "198.51.100.8", "127.0.0.1");

  private static final List<Traffic> TRAFFIC =
      List.of(ANY, tcp(443), tcp(0, 1023), tcp(1024, 65_535), udp(53), tcp(443).from(0, 49_151));

  private static <T> T one(List<T> values, Random64 random) {
    return values.get(random.nextInt(values.size()));
  }

  private static void rules(RuleOptions options, Random64 random) {
    for (int i = random.nextInt(7); i > 0; i--) {
      Traffic traffic = one(TRAFFIC, random);
      String from = one(WORDS, random);
      String to = one(WORDS, random);
      switch (random.nextInt(4)) {
        case 0 -> options.allowIn(100 + i, "r" + i, traffic, from, to);
        case 1 -> options.denyIn(100 + i, "r" + i, traffic, from, to);
        case 2 -> options.allowOut(100 + i, "r" + i, traffic, from, to);
        default -> options.denyOut(100 + i, "r" + i, traffic, from, to);
      }
    }
  }

  private static void describe(AclOptions options, Random64 random) {
    options.virtualNetwork("10.0.0.0/16");
    for (String group : List.of("a", "b", "c")) {
      options.group(group, g -> rules(g, random));
    }
    if (random.nextInt(2) == 0) {
      options.subnet("10.0.2.0/24", "c");
    }
    if (random.nextInt(3) == 0) {
      options.host(h -> rules(h, random));
    }
    if (random.nextInt(3) == 0) {
      options.tor(t -> rules(t, random));
    }
    for (int i = 0; i < 6; i++) {
      String address = "10.0." + (2 + i / 3) + "." + (4 + i % 3);
      if (random.nextInt(4) == 0) {
        options.nic("n" + i, address);
      } else {
        options.nic("n" + i, address, random.nextInt(2) == 0 ? "a" : "b");
      }
      if (random.nextInt(5) == 0) {
        options.guest("n" + i, f -> rules(f, random));
      }
    }
  }

  private static List<String> parts(Cell cell) {
    return List.of(String.valueOf(cell.value()).split(", ", -1));
  }

  private static boolean covers(Cell ranges, String address) {
    return parts(ranges).stream().anyMatch(range -> covers(range, IpAddress.parse(address)));
  }

  private static boolean covers(String range, IpAddress address) {
    if (!Character.isDigit(range.charAt(0))) {
      return range.equals("Internet");
    }
    List<String> ends = List.of(range.split("–", -1));
    return IpAddress.parse(ends.get(0)).compareTo(address) <= 0
        && IpAddress.parse(ends.get(ends.size() - 1)).compareTo(address) >= 0;
  }

  @Test
  void theTableAgreesWithEachQuestion() {
    int reached = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random64 random = new Random64(seed);
      Acls acls = Systems.acls(a -> describe(a, random));
      Traffic asked = seed % 3 == 0 ? udp(53) : tcp(443);
      Reachability table = acls.reachability(asked);
      long pairs = 0;
      for (String from : acls.nicNames()) {
        for (String to : acls.nicNames()) {
          if (!from.equals(to)) {
            boolean expected = acls.canReach(from, to, asked).reaches();
            assertEquals(expected, table.reaches(from, to), from + " to " + to + " of " + seed);
            assertEquals(expected, table.from(from).contains(to));
            pairs += expected ? 1 : 0;
          }
        }
      }
      assertEquals(pairs, table.pairs());
      reached += (int) pairs;
      long rows =
          table.data().rows().stream()
              .mapToLong(
                  row -> row.get(2).value() instanceof Number number ? number.longValue() : 0)
              .sum();
      assertEquals(pairs, rows, "pairs in the rows");
      outside(acls, asked, table);
    }
    assertTrue(reached > 1_000 && reached < 8_000, "reached: " + reached);
  }

  private static void outside(Acls acls, Traffic asked, Reachability table) {
    List<List<Cell>> rows =
        table.data().rows().stream().filter(row -> row.get(2).value() == null).toList();
    if (rows.toString().contains(" more")) {
      return;
    }
    for (String nic : acls.nicNames()) {
      for (String address : OUTSIDE) {
        assertEquals(
            acls.canReach(address, nic, asked).reaches(),
            rows.stream()
                .anyMatch(row -> parts(row.get(1)).contains(nic) && covers(row.get(0), address)),
            () -> address + " to " + nic + " in " + rows);
        assertEquals(
            acls.canReach(nic, address, asked).reaches(),
            rows.stream()
                .anyMatch(row -> parts(row.get(0)).contains(nic) && covers(row.get(1), address)),
            () -> nic + " to " + address + " in " + rows);
      }
    }
  }
}
