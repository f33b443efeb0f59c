package org.stackbook.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.cache.engine.Binding;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.word.Vocabulary;

@Tag("property")
class CacheBindingTest {

  private static ServerBuilder server(ServerBuilder n) {
    return n.memory(Bytes.parse("384 GB")).cores(40);
  }

  private static final Stamp OSLO =
      Stamp.describe(
          "oslo",
          s ->
              s.build("1802")
                  .servers(
                      8,
                      n ->
                          server(n)
                              .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                              .capacity(10, Media.HDD, Bytes.parse("8 TB"))));

  @Test
  void everyDriveIsBoundOnceAndEvenlyWhateverHasFailed() {
    Random64 random = new Random64(1);
    for (int i = 0; i < 2_000; i++) {
      int caches = random.nextInt(6);
      int capacity = random.nextInt(30);
      BitSet failed = new BitSet();
      for (int cache = 0; cache < caches; cache++) {
        failed.set(cache, random.nextInt(3) == 0);
      }
      int[] binding = Binding.without(Binding.of(caches, capacity), caches, failed);
      int[] bound = Binding.boundTo(binding, caches);
      int up = caches - failed.cardinality();
      for (int cache = 0; cache < caches; cache++) {
        if (failed.get(cache)) {
          assertEquals(0, bound[cache]);
        } else {
          assertTrue(bound[cache] >= capacity / up && bound[cache] <= (capacity + up - 1) / up);
        }
      }
      assertEquals(up == 0 ? 0 : capacity, Arrays.stream(bound).sum());
    }
  }

  /** 32 GiB of 20 GB cannot be kept back. */
  @Test
  void aDriveSmallerThanTheReserveHoldsNothingAndItsFormulaSaysSo() {
    Stamp tiny =
        Stamp.describe(
            "tiny",
            s ->
                s.build("1802")
                    .servers(
                        4,
                        n ->
                            server(n)
                                .cache(2, Media.NVME, Bytes.parse("20 GB"))
                                .capacity(4, Media.HDD, Bytes.parse("8 TB"))));
    Figure<?> cache = Cache.of(tiny).binding().why("cache").figure();
    assertEquals(Bytes.ZERO, cache.value());
    assertTrue(cache.formula().endsWith("gives all it has"), cache::formula);
    assertTrue(
        Cache.of(OSLO).binding().why("cache").figure().formula().endsWith("metadata reserve"));
    CacheFill fill = Cache.of(tiny).fillUp(f -> f.writes(Bytes.parse("800 MB")));
    assertTrue(fill.explain().toString().contains("max(0, cache drive"), fill.explain()::toString);
  }

  @Test
  void whatHadAnotherCacheDriveKeepsIt() {
    for (int first = 0; first < 4; first++) {
      for (int second = 0; second < 4; second++) {
        BitSet failed = new BitSet();
        failed.set(first);
        int[] before = Binding.of(4, 13);
        int[] after = Binding.without(before, 4, failed);
        failed.set(second);
        int[] last = Binding.without(after, 4, failed);
        for (int drive = 0; drive < 13; drive++) {
          assertTrue(before[drive] == first || before[drive] == after[drive]);
          assertTrue(after[drive] == second || after[drive] == last[drive]);
        }
      }
    }
  }

  /** 16 drives of 1.6 TB, each less 32 GiB (34,359,738,368 bytes). */
  @Test
  void theCacheHoldsItsDrivesLessTheReserveForMetadata() {
    CacheBinding binding = Cache.of(OSLO).binding();
    assertEquals("25.05 TB", binding.why("cache").figure().valueText());
    assertEquals(
        16 * (1_600_000_000_000L - 34_359_738_368L),
        ((Bytes) binding.why("cache").figure().value()).count());
    assertEquals(5, binding.boundTo("n1/disk1"));
    assertFalse(binding.verdict().contains("than before"));
    assertTrue(
        binding
            .fail("n3/disk1")
            .verdict()
            .endsWith("5 are bound to another cache drive than before."));
    assertTrue(
        binding
            .fail("n3/disk1")
            .fail("n3/disk2")
            .verdict()
            .endsWith("10 capacity drives have no cache drive left in their server."));
    assertEquals(0, binding.fail("n3").boundTo("n3/disk1"));
    assertFalse(binding.fail("n3").verdict().contains("no cache drive left"));
  }

  /** disk3 is the first of ten, which the cache drives take in turn. */
  @Test
  void aCapacityDriveThatFailsLeavesTheOthersWhereTheyAre() {
    CacheBinding whole = Cache.of(OSLO).binding();
    CacheBinding without = whole.fail("n1/disk3");
    assertEquals(4, without.boundTo("n1/disk1"));
    assertEquals(5, without.boundTo("n1/disk2"));
    assertEquals("disk3, disk5, disk7, disk9, disk11", bound(whole, 0));
    assertEquals("disk5, disk7, disk9, disk11", bound(without, 0));
    assertEquals(bound(whole, 1), bound(without, 1));
    assertFalse(without.verdict().contains("than before"), without.verdict());
    assertTrue(
        without
            .fail("n1/disk1")
            .verdict()
            .endsWith("4 are bound to another cache drive than before."));
  }

  private static String bound(CacheBinding binding, int cacheDrive) {
    int column =
        binding.data().columns().stream().map(DataTable.Column::name).toList().indexOf("bound");
    return String.valueOf(binding.data().rows().get(cacheDrive).get(column).value());
  }

  @Test
  void wrongNamesAreToldWithTheNearest() {
    CacheBinding binding = Cache.of(OSLO).binding();
    assertTrue(assertThrows(Refusal.class, () -> binding.fail("n33")).getMessage().contains("n3"));
    assertTrue(
        assertThrows(Refusal.class, () -> binding.fail("n3").fail("n3"))
            .getMessage()
            .contains("it has failed already"));
    assertTrue(
        assertThrows(Refusal.class, () -> binding.boundTo("n3/disk7"))
            .getMessage()
            .contains("no such cache drive"));
  }

  /** What Tab offers for boundTo(…), fail(…) and failAt(…) of a replay is taken by them. */
  @Test
  void cacheDrivesAreOfferedAndNoOthers() {
    List<String> offered = new StampWords.CacheDrives().words(new Vocabulary.Place(null, OSLO, ""));
    assertEquals(16, offered.size());
    assertEquals(List.of("n1/disk1", "n1/disk2", "n2/disk1"), offered.subList(0, 3));
    CacheBinding binding = Cache.of(OSLO).binding();
    ReplayOptions options = new ReplayOptions(OSLO);
    for (String drive : offered) {
      assertEquals(5, binding.boundTo(drive));
      options.fail(drive);
    }
  }

  @Test
  void oneTypeOfDrivesIsNoCache() {
    Stamp flash =
        Stamp.describe(
            "flash",
            s ->
                s.build("1802")
                    .servers(4, n -> server(n).capacity(6, Media.SSD, Bytes.parse("3.84 TB"))));
    CacheBinding binding = Cache.of(flash).binding();
    assertEquals("No cache: all drives of a server are of one type.", binding.verdict());
    assertTrue(binding.picture().isEmpty());
  }
}
