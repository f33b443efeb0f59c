package org.stackbook.cache.engine.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.SharedData;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.Pages;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/** Misses on a real trace, as libCacheSim counts them. */
@Tag("oracle")
class CloudPhysicsTest {

  private static final Path FOLDER = SharedData.file("traces").orElse(Path.of("absent"));

  private static final int SECTOR = 512;
  private static final int PAGE = 4096;

  private static long[] sectors = {};
  private static int[] bytes = {};
  private static JsonNode golden = new ObjectMapper().nullNode();

  @BeforeEach
  void thereIsTheTrace() {
    assumeTrue(Files.isDirectory(FOLDER), SharedData.ABSENT);
  }

  @BeforeAll
  static void read() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return;
    }
    golden = new ObjectMapper().readTree(FOLDER.resolve("cloudPhysicsIO.golden.json").toFile());
    Path trace = FOLDER.resolve(golden.get("trace").asText());
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(trace)), US_ASCII))) {
      assertEquals("time,op,lba,size", reader.readLine());
      List<String[]> rows = reader.lines().map(line -> line.split(",", -1)).toList();
      sectors = rows.stream().mapToLong(row -> Long.parseLong(row[2])).toArray();
      bytes = rows.stream().mapToInt(row -> Integer.parseInt(row[3])).toArray();
    }
  }

  private static KeySource perRequest() {
    return KeySource.of(sectors);
  }

  private static KeySource perBlock() {
    return new Pages(
        new RequestSource() {
          private int next;

          @Override
          public boolean read(RequestBatch batch) {
            int count = Math.min(RequestBatch.SIZE, sectors.length - next);
            for (int i = 0; i < count; i++, next++) {
              batch.address[i] = sectors[next] * SECTOR;
              batch.bytes[i] = bytes[next];
            }
            batch.count = count;
            return count > 0;
          }
        },
        PAGE);
  }

  private static KeySource keys(String counted) {
    return counted.equals("per_request") ? perRequest() : perBlock();
  }

  @Test
  void lruAndFifoMissAsLibCacheSimDoes() {
    int compared = 0;
    for (String counted : List.of("per_request", "per_4k_block")) {
      for (Policies policy : List.of(Policies.LRU, Policies.FIFO)) {
        for (Map.Entry<String, JsonNode> size :
            golden.get(counted).get("policies").get(policy.title()).properties()) {
          int capacity = size.getValue().get("cache_objects").asInt();
          long[] counts = replay(keys(counted), policy.of(capacity));
          assertEquals(golden.get(counted).get("requests").asLong(), counts[0]);
          assertEquals(
              size.getValue().get("misses").asLong(),
              counts[1],
              () -> counted + " " + policy + " " + capacity);
          compared++;
        }
      }
    }
    assertEquals(8, compared);
  }

  @Test
  void withoutBoundOnlyTheDistinctOnesMiss() {
    for (String counted : List.of("per_request", "per_4k_block")) {
      assertEquals(
          golden.get(counted).get("distinct_objects").asLong(),
          Bounds.UNBOUNDED.misses(keys(counted), 1));
    }
  }

  @Test
  void noPolicyBeatsBelady() {
    for (String counted : List.of("per_request", "per_4k_block")) {
      int capacity = golden.get(counted).get("distinct_objects").asInt() / 5;
      long least = Bounds.BELADY.misses(keys(counted), capacity);
      for (Policies policy : Policies.values()) {
        long misses = replay(keys(counted), policy.of(capacity))[1];
        assertTrue(misses >= least, () -> policy + " " + misses + " < " + least);
      }
    }
  }

  /** Requests and misses. */
  private static long[] replay(KeySource source, Policy cache) {
    long[] counts = new long[2];
    long[] batch = new long[1000];
    for (int read = source.read(batch); read > 0; read = source.read(batch)) {
      counts[0] += read;
      counts[1] += read - cache.hits(batch, 0, read);
    }
    return counts;
  }
}
