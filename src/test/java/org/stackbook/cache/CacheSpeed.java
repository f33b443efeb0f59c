package org.stackbook.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.stackbook.cache.engine.curve.MissCurve;
import org.stackbook.cache.engine.policy.LruSizes;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.cache.engine.policy.Policy;
import org.stackbook.seed.Random64;
import org.stackbook.trace.Trace;
import org.stackbook.trace.TraceFiles;
import org.stackbook.trace.TraceKeys;
import org.stackbook.trace.engine.Access;
import org.stackbook.trace.engine.KeySource;

/**
 * Our side of compare-caffeine: does one thing with a trace in a process of its own and prints what
 * came of it, a name and a number on each line.
 *
 * <pre>
 * make FILE REQUESTS OBJECTS SEED   writes a trace, Zipf with exponent 1.0
 * read FILE                         reads it, and nothing else
 * lru FILE CACHE                    replays it; or another policy by its name
 * sizes FILE CACHE…                 replays it in LRU caches of several sizes at once
 * exact FILE                        counts the curve of all sizes
 * sampled FILE RATE                 estimates it
 * error FILE RATE                   how far estimates of five seeds lie from the curve, at 100 sizes
 * </pre>
 */
final class CacheSpeed {

  private static final int BATCH = 8192;
  private static final int SEEDS = 5;
  private static final int SIZES = 100;

  private CacheSpeed() {}

  /** Does what the first argument says. */
  public static void main(String[] args) throws IOException {
    String file = args[1];
    switch (args[0]) {
      case "make" ->
          make(
              Path.of(file),
              Long.parseLong(args[2]),
              Integer.parseInt(args[3]),
              Long.parseLong(args[4]));
      case "read" -> read(file);
      case "sizes" ->
          sizes(file, Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray());
      case "exact" -> exact(file);
      case "sampled" -> print("things", sampled(file, Double.parseDouble(args[2]), 0).things());
      case "error" -> error(file, Double.parseDouble(args[2]));
      default -> replay(Policies.named(args[0]).orElseThrow(), file, Integer.parseInt(args[2]));
    }
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          print("peak KiB", Double.parseDouble(line.replaceAll("[^0-9]", "")));
        }
      }
    }
  }

  private static void print(String name, Object value) {
    System.out.println(name + "\t" + value);
  }

  private static TraceKeys open(String file) {
    return Trace.of(file, t -> t.format("oracleGeneral")).objects();
  }

  private static void make(Path file, long requests, int objects, long seed) throws IOException {
    Random64 random = new Random64(seed);
    Access.Picker picker = new Access.Zipfian(1.0).picker(objects);
    KeySource ids =
        keys -> {
          for (int i = 0; i < keys.length; i++) {
            keys[i] = 1L + picker.next(random);
          }
          return keys.length;
        };
    TraceFiles.writeOracleGeneral(file, ids, requests);
  }

  private static void read(String file) {
    long[] batch = new long[BATCH];
    long requests = 0;
    long sum = 0;
    try (TraceKeys keys = open(file)) {
      for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
        requests += count;
        sum += batch[count - 1];
      }
    }
    print("requests", requests);
    print("sum", sum);
  }

  private static void replay(Policies policy, String file, int capacity) {
    Policy cache = policy.of(capacity);
    long[] batch = new long[BATCH];
    long requests = 0;
    long hits = 0;
    try (TraceKeys keys = open(file)) {
      for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
        hits += cache.hits(batch, 0, count);
        requests += count;
      }
    }
    print("requests", requests);
    print("hits", hits);
  }

  private static void sizes(String file, int... sizes) {
    LruSizes caches = new LruSizes(sizes);
    long[] batch = new long[BATCH];
    try (TraceKeys keys = open(file)) {
      for (int count = keys.read(batch); count > 0; count = keys.read(batch)) {
        caches.access(batch, 0, count);
      }
    }
    print("hits", caches.hits()[sizes.length - 1]);
  }

  private static MissCurve exact(String file) {
    try (TraceKeys keys = open(file)) {
      MissCurve curve = MissCurve.exact(keys);
      print("things", curve.things());
      return curve;
    }
  }

  private static MissCurve sampled(String file, double rate, long seed) {
    try (TraceKeys keys = open(file)) {
      return MissCurve.sampled(keys, rate, seed);
    }
  }

  private static void error(String file, double rate) {
    MissCurve exact = exact(file);
    double all = 0;
    double worst = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      MissCurve estimate = sampled(file, rate, seed);
      double sum = 0;
      for (int i = 1; i <= SIZES; i++) {
        double size = exact.things() * i / SIZES;
        sum += Math.abs(estimate.missRatio(size) - exact.missRatio(size));
      }
      all += sum / SIZES / SEEDS;
      worst = Math.max(worst, sum / SIZES);
    }
    print("mean error", all);
    print("worst error", worst);
  }
}
