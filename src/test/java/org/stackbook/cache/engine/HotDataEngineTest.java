package org.stackbook.cache.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.RequestBatch;

/** Against lists and maps that do what the class says, one request after the other. */
@Tag("oracle")
class HotDataEngineTest {

  private static final long SLAB = 1_000;
  private static final int ALL = Integer.MAX_VALUE;

  private record Request(long nanos, int tenant, long address, int bytes, boolean write) {}

  private static List<Request> requests(Random64 random, int count, int span, int step) {
    List<Request> requests = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < count; i++) {
      now += random.nextInt(step);
      requests.add(
          new Request(
              now,
              random.nextInt(3),
              random.nextInt(span),
              1 + random.nextInt(2_500),
              random.nextInt(3) > 0));
    }
    return requests;
  }

  private static List<RequestBatch> batches(List<Request> requests) {
    List<RequestBatch> batches = new ArrayList<>();
    RequestBatch batch = new RequestBatch();
    batches.add(batch);
    for (Request request : requests) {
      if (batch.count == 100) {
        batch = new RequestBatch();
        batches.add(batch);
      }
      int at = batch.count++;
      batch.nanos[at] = request.nanos;
      batch.tenant[at] = request.tenant;
      batch.address[at] = request.address;
      batch.bytes[at] = request.bytes;
      batch.write[at] = request.write;
    }
    return batches;
  }

  @Test
  void slabsAreCountedInPartsThatDouble() {
    Random64 random = new Random64(1);
    for (int round = 0; round < 200; round++) {
      List<Request> requests =
          requests(
              random, 1 + random.nextInt(800), 1 + random.nextInt(900_000), 1 + random.nextInt(40));
      SlabHeat heat = new SlabHeat(SLAB, 1 + random.nextInt(50), ALL);
      long first = heat.partNanos();
      batches(requests).forEach(heat::add);
      long part = first;
      long end = requests.get(requests.size() - 1).nanos;
      while (end >= part * SlabHeat.PARTS) {
        part *= 2;
      }
      assertEquals(part, heat.partNanos());
      assertEquals(end / part + 1, heat.parts());
      Map<List<Long>, Long> expected = new HashMap<>();
      for (Request request : requests) {
        long last = (request.address + request.bytes - 1) / SLAB;
        for (long slab = request.address / SLAB; slab <= last; slab++) {
          expected.merge(List.of((long) request.tenant, slab, request.nanos / part), 1L, Long::sum);
        }
      }
      Map<List<Long>, Long> found = new HashMap<>();
      long before = Long.MAX_VALUE;
      for (int slab : heat.hottestFirst()) {
        assertTrue(heat.requests(slab) <= before);
        before = heat.requests(slab);
        for (int p = 0; p < heat.parts(); p++) {
          if (heat.requests(slab, p) > 0) {
            found.put(
                List.of((long) heat.tenant(slab), heat.number(slab), (long) p),
                heat.requests(slab, p));
          }
        }
      }
      assertEquals(expected, found);
    }
  }

  @Test
  void moreSlabsThanHaveRoomAreNotCounted() {
    List<Request> ten = List.of(new Request(0, 0, 0, (int) (10 * SLAB), false));
    SlabHeat heat = new SlabHeat(SLAB, 1, 10);
    batches(ten).forEach(heat::add);
    batches(ten).forEach(heat::add);
    assertEquals(10, heat.slabs());
    List<RequestBatch> one = batches(List.of(new Request(0, 1, 0, 1, false)));
    String message =
        assertThrows(ArithmeticException.class, () -> one.forEach(heat::add)).getMessage();
    assertEquals("more than 10 slabs are asked for", message);
  }

  /** 0.29 × 100 is 28.999999999999996 in binary. */
  @Test
  void theThresholdIsAsManyRegionsAsWasSaid() {
    for (int percent = 1; percent <= 100; percent++) {
      MirrorRotation rotation = new MirrorRotation(SLAB, 100, percent / 100.0, 1e9);
      List<Request> requests = new ArrayList<>();
      for (int region = 0; region < 100; region++) {
        requests.add(new Request(region * 1_000_000_000L, 0, region * SLAB, 1, true));
      }
      requests.add(new Request(1_000_000_000_000L, 0, 0, 1, false));
      batches(requests).forEach(rotation::add);
      assertEquals(percent, rotation.held());
    }
  }

  @Test
  void regionsRotateAsTheyAreWritten() {
    Random64 random = new Random64(2);
    for (int round = 0; round < 300; round++) {
      List<Request> requests =
          requests(random, 1 + random.nextInt(600), 1 + random.nextInt(60_000), 1_000_000_000);
      int mirror = 1 + random.nextInt(20);
      double threshold = 0.1 + 0.9 * random.nextDouble();
      double perSecond = 3 * random.nextDouble();
      MirrorRotation rotation = new MirrorRotation(SLAB, mirror, threshold, perSecond);
      batches(requests).forEach(rotation::add);
      Volume expected = new Volume(mirror, (int) (mirror * threshold), perSecond);
      requests.forEach(expected::take);
      assertEquals(expected.inMirror.size(), rotation.held());
      assertEquals(expected.seen.size(), rotation.regions());
      assertEquals(expected.rotated, rotation.rotated());
      assertEquals(expected.back, rotation.invalidated());
      assertEquals(expected.toMirror, rotation.toMirror());
      assertEquals(expected.toParity, rotation.toParity());
      assertEquals(
          requests.stream().filter(Request::write).mapToLong(Request::bytes).sum(),
          rotation.toMirror() + rotation.toParity());
      assertTrue(rotation.mostHeld() <= mirror);
    }
  }

  /** The mirror as a map from its least recently written region to its last. */
  private static final class Volume {
    private final int room;
    private final int threshold;
    private final double perSecond;
    private final LinkedHashMap<List<Long>, Boolean> inMirror = new LinkedHashMap<>();
    private final Map<List<Long>, Boolean> seen = new HashMap<>();
    private long now;
    private double budget;
    private long rotated;
    private long back;
    private long toMirror;
    private long toParity;

    Volume(int room, int threshold, double perSecond) {
      this.room = room;
      this.threshold = threshold;
      this.perSecond = perSecond;
    }

    void take(Request request) {
      budget += (request.nanos - now) / 1e9 * perSecond;
      now = request.nanos;
      while (inMirror.size() > threshold && budget >= 1) {
        inMirror.remove(inMirror.keySet().iterator().next());
        rotated++;
        budget -= 1;
      }
      if (inMirror.size() <= threshold) {
        budget = 0;
      }
      if (!request.write) {
        return;
      }
      Map<Long, Long> byRegion = new TreeMap<>();
      for (long b = request.address; b < request.address + request.bytes; b++) {
        byRegion.merge(b / SLAB, 1L, Long::sum);
      }
      byRegion.forEach(
          (number, bytes) -> {
            List<Long> region = List.of((long) request.tenant, number);
            boolean known = seen.put(region, true) != null;
            if (inMirror.remove(region) != null) {
              inMirror.put(region, true);
              toMirror += bytes;
            } else if (inMirror.size() < room) {
              back += known ? 1 : 0;
              inMirror.put(region, true);
              toMirror += bytes;
            } else {
              toParity += bytes;
            }
          });
    }
  }
}
