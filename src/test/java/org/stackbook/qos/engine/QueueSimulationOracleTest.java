package org.stackbook.qos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.trace.engine.TenantLoad;

/**
 * The simulation beside one that goes through every nanosecond and knows no events, no promises and
 * no times in advance. Both get the same requests, so that all numbers are equal, on every JDK.
 */
@Tag("oracle")
class QueueSimulationOracleTest {

  private static final long END = 3000;
  private static final int UNIT = 8192;
  private static final int READ = 13;
  private static final int WRITE = 29;

  /** A level of tokens, in 10^-9 of them, that rises every nanosecond; first come, first served. */
  private static final class Gate {
    private final long rate;
    private final long burst;
    private long level;
    private final Deque<Request> line = new ArrayDeque<>();

    Gate(int rate, int burst) {
      this.rate = rate;
      this.burst = burst * 1_000_000_000L;
      this.level = this.burst;
    }

    void tick() {
      // Tokens that someone waits for are not lost within the nanosecond that completes them.
      level = line.isEmpty() ? Math.min(burst, level + rate) : level + rate;
    }

    boolean admits(Request request) {
      return rate == 0 || level >= request.tokens() * 1_000_000_000L;
    }

    void pay(Request request) {
      if (rate != 0) {
        level -= request.tokens() * 1_000_000_000L;
      }
    }

    List<Request> release() {
      List<Request> out = new ArrayList<>();
      while (!line.isEmpty() && admits(line.peekFirst())) {
        pay(line.peekFirst());
        out.add(line.removeFirst());
      }
      return out;
    }
  }

  private static final class Request {
    final long came;
    final int bytes;
    final boolean write;

    Request(Requests.One one) {
      this.came = one.nanos();
      this.bytes = one.bytes();
      this.write = one.write();
    }

    long tokens() {
      return Math.max(1, (long) Math.ceil(bytes / (double) UNIT));
    }
  }

  /** What the plain simulation counts. */
  private static final class Plain {
    private final Gate[] disks;
    private final Gate total;
    private final long[] lanes;
    private final Deque<Request> atDrive = new ArrayDeque<>();
    private final int bound;
    long served;
    long refused;
    long throttled;
    long latency;
    long waited;
    long underWay;
    boolean tie;

    Plain(Caps caps, int diskCount, int laneCount) {
      this.disks = new Gate[diskCount];
      Arrays.setAll(disks, d -> new Gate(caps.disk(), caps.diskBurst()));
      this.total = new Gate(caps.total(), caps.totalBurst());
      this.lanes = new long[laneCount];
      this.bound = caps.waiting();
    }

    void run(Requests requests) {
      int next = 0;
      for (long now = 0; now < END; now++) {
        int movers = 0;
        for (int d = 0; d < disks.length; d++) {
          disks[d].tick();
        }
        total.tick();
        for (int d = 0; d < disks.length; d++) {
          List<Request> out = disks[d].release();
          boolean released = !out.isEmpty();
          for (int i = next;
              i < requests.all().size() && requests.all().get(i).nanos() == now;
              i++) {
            if (requests.all().get(i).disk() == d) {
              arrive(requests, i, disks[d], out);
              tie |= released && bound >= 0;
            }
          }
          movers += out.isEmpty() ? 0 : 1;
          total.line.addAll(out);
        }
        tie |= movers > 1;
        while (next < requests.all().size() && requests.all().get(next).nanos() == now) {
          next++;
        }
        for (Request request : total.release()) {
          throttled += now > request.came ? 1 : 0;
          waited += now - request.came;
          atDrive.add(request);
        }
        serve(now);
      }
      for (Gate gate : disks) {
        leave(gate.line, true);
      }
      leave(total.line, true);
      leave(atDrive, false);
    }

    private void arrive(Requests requests, int i, Gate gate, List<Request> out) {
      Request request = new Request(requests.all().get(i));
      if (gate.line.isEmpty() && gate.admits(request)) {
        gate.pay(request);
        out.add(request);
      } else if (bound < 0 || gate.line.size() < bound) {
        gate.line.add(request);
      } else {
        refused++;
      }
    }

    private void serve(long now) {
      for (int lane = 0; lane < lanes.length; lane++) {
        if (lanes[lane] <= now && !atDrive.isEmpty()) {
          Request request = atDrive.removeFirst();
          lanes[lane] = now + (request.write ? WRITE : READ);
          underWay += Math.min(lanes[lane], END) - request.came;
          if (lanes[lane] <= END) {
            served++;
            latency += lanes[lane] - request.came;
          }
        }
      }
    }

    private void leave(Deque<Request> line, boolean waits) {
      for (Request request : line) {
        underWay += END - request.came;
        throttled += waits ? 1 : 0;
        waited += waits ? END - request.came : 0;
      }
    }
  }

  @Test
  void everyNumberIsThatOfAnotherSimulation() {
    int compared = 0;
    long refused = 0;
    long throttled = 0;
    for (int seed = 0; seed < 600; seed++) {
      Random64 random = new Random64(seed);
      int diskCount = 1 + random.nextInt(3);
      int laneCount = 1 + random.nextInt(3);
      Caps caps =
          new Caps(
              random.nextInt(4) == 0 ? 0 : 5_000_000 + random.nextInt(60_000_000),
              4 + random.nextInt(3),
              random.nextInt(3) == 0 ? 0 : 10_000_000 + random.nextInt(90_000_000),
              4 + random.nextInt(3),
              random.nextInt(3) - 1);
      Requests requests = requests(random, diskCount);
      Plain plain = new Plain(caps, diskCount, laneCount);
      plain.run(requests);
      if (plain.tie) {
        continue;
      }
      compared++;
      refused += plain.refused;
      throttled += plain.throttled;
      Machine machine =
          new Machine(
              diskCount,
              0,
              0,
              new Demand.Recorded(requests::source, requests.all().get(0).nanos()),
              1,
              List.of(new TenantLoad.Size(1, 1)),
              0,
              caps);
      Backend backend =
          new Backend(
              List.of(),
              List.of(new PlacedDrive(new DriveTimes(READ, WRITE, 1e18, laneCount), 0)),
              1,
              false);
      Meter meter =
          Meter.sum(
              new QueueSimulation(List.of(machine), backend, UNIT, END, diskCount, seed).run());
      assertEquals(requests.all().size(), meter.offered());
      assertEquals(plain.served, meter.served(), "served of " + seed);
      assertEquals(plain.refused, meter.refused(), "refused of " + seed);
      assertEquals(plain.throttled, meter.throttled(), "throttled of " + seed);
      assertEquals(plain.waited, Math.round(meter.secondsThrottled() * 1e9), "waited of " + seed);
      assertEquals(
          plain.latency,
          Math.round(meter.latencies().meanSeconds() * meter.latencies().count() * 1e9),
          "latency of " + seed);
      assertEquals(
          plain.underWay, Math.round(meter.course().meanDepth() * END), "under way of " + seed);
    }
    assertTrue(compared > 300 && refused > 1000 && throttled > 1000, compared + " compared");
  }

  private static Requests requests(Random64 random, int diskCount) {
    int count = 20 + random.nextInt(130);
    long[] nanos = new long[count];
    Arrays.setAll(nanos, i -> random.nextInt((int) END));
    Arrays.sort(nanos);
    List<Requests.One> all = new ArrayList<>();
    for (long at : nanos) {
      all.add(
          new Requests.One(
              at, random.nextInt(diskCount), random.nextInt(2) == 0, 1 + random.nextInt(4 * UNIT)));
    }
    return new Requests(all);
  }
}
