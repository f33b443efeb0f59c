package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.seed.Random64;
import org.stackbook.unit.Timespan;

/** What a probe makes of a back end, against a walk by seconds and closed forms. */
@Tag("oracle")
class ProbeCourseTest {

  private static ProbeCourse probe(Consumer<ProbeOptions> how) {
    return Networks.small().probe("web1", how);
  }

  private static double seconds(ProbeCourse course, String name) {
    return ((Timespan) course.why(name).figure().value()).seconds();
  }

  private static Timespan s(int seconds) {
    return new Timespan(seconds);
  }

  /** Whenever it stops, it is out within the bounds that the forms say, and they are met. */
  @Test
  void boundsOfDetection() {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int stop = 100; stop < 200; stop++) {
      int at = stop;
      ProbeCourse course =
          probe(p -> p.interval(s(15)).downAfter(3).stops(s(at), s(1_000)).duration(s(1_100)));
      assertEquals(2 * 15 + 15, seconds(course, "out at least after"));
      assertEquals(3 * 15 + 15, seconds(course, "out at most after"));
      least = Math.min(least, seconds(course, "unnoticed"));
      most = Math.max(most, seconds(course, "unnoticed"));
    }
    assertEquals(45, least);
    // Seconds are whole here, and it answers the probe that comes with its stop no more.
    assertEquals(59, most);
  }

  /** Each second asked whether it serves and is in; probes are answered at once or never. */
  @Test
  void aWalkBySecondsFindsTheSame() {
    int found = 0;
    for (int trial = 0; trial < 300; trial++) {
      Random64 random = Random64.stream(3, trial);
      int interval = 1 + random.nextInt(8);
      int down = 1 + random.nextInt(3);
      int up = 1 + random.nextInt(3);
      boolean http = random.nextInt(2) == 0;
      List<int[]> troubles = new ArrayList<>();
      for (int at = random.nextInt(20); at < 200; at += 1 + random.nextInt(40)) {
        int length = 1 + random.nextInt(30);
        troubles.add(new int[] {at, at + length, random.nextInt(2)});
        at += length;
      }
      ProbeCourse course =
          probe(
              p -> {
                p.interval(s(interval)).downAfter(down).upAfter(up).duration(s(300));
                if (http) {
                  p.http("/health");
                }
                for (int[] t : troubles) {
                  if (t[2] == 1) {
                    p.errs(s(t[0]), s(t[1] - t[0]));
                  } else {
                    p.stops(s(t[0]), s(t[1] - t[0]));
                  }
                }
              });
      boolean in = true;
      int against = 0;
      int unnoticed = 0;
      int unused = 0;
      int outs = 0;
      int outAt = -1;
      boolean taken = true;
      for (int now = 0; now < 300; now++) {
        int state = 0;
        for (int[] t : troubles) {
          state = t[0] <= now && now < t[1] ? 1 + t[2] : state;
        }
        if (now % interval == 0) {
          boolean answers = state == 0 || (state == 2 && !http);
          against = answers == in ? 0 : against + 1;
          if (against == (in ? down : up)) {
            in = answers;
            against = 0;
            outs += in ? 0 : 1;
            if (in) {
              taken = true;
              outAt = -1;
            } else {
              outAt = now + (state == 1 ? interval : 0);
            }
          }
        }
        if (outAt >= 0 && now >= outAt) {
          taken = false;
        }
        unnoticed += state != 0 && taken ? 1 : 0;
        unused += state == 0 && !taken ? 1 : 0;
      }
      assertEquals(unnoticed, seconds(course, "unnoticed"), "trial " + trial);
      assertEquals(unused, seconds(course, "unused"), "trial " + trial);
      assertEquals((long) outs, course.why("times out").figure().value());
      found += outs;
    }
    assertTrue(found > 500, found + " times out");
  }

  @Test
  void errorsAreSeenByHttpOnly() {
    Consumer<ProbeOptions> errs = p -> p.errs(s(11), s(30));
    assertEquals(30, seconds(probe(errs), "unnoticed"));
    // Asked at 15 and 20: two answers other than 200.
    assertEquals(9, seconds(probe(p -> errs.accept(p.http("/health"))), "unnoticed"));
    assertTrue(probe(errs).data().notes().stream().anyMatch(n -> n.contains("10.0.2.1")));
  }

  @Test
  void aBackEndThatFlaps() {
    // Out 10 s after the first of two probes finds no answer, back with the first answer.
    ProbeCourse course = probe(p -> p.duration(s(400)).flaps(s(4), s(16)));
    assertEquals(20L, course.why("times out").figure().value());
    assertEquals(20 * 11.0, seconds(course, "unnoticed"));
    assertEquals(0.0, seconds(course, "unused"));
  }

  @Test
  void theIntervalOfPublicAzureIsAssumed() {
    ProbeCourse course = probe(p -> {});
    assertEquals(new Timespan(5), course.why("interval").figure().value());
    assertTrue(course.why("interval").figure().confidence().starred());
    assertEquals(List.of(), course.data().rows());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThrows(Refusal.class, () -> Networks.small().probe("db1", p -> {}));
    assertThrows(Refusal.class, () -> Networks.small().probe("web9", p -> {}));
    assertThrows(Refusal.class, () -> probe(p -> p.interval(Timespan.ZERO)));
    assertThrows(Refusal.class, () -> probe(p -> p.downAfter(0)));
    assertThrows(Refusal.class, () -> probe(p -> p.upAfter(1_001)));
    assertThrows(Refusal.class, () -> probe(p -> p.http("health")));
    assertThrows(Refusal.class, () -> probe(p -> p.stops(s(5), s(10)).errs(s(14), s(1))));
    assertThrows(Refusal.class, () -> probe(p -> p.interval(s(1)).interval(s(2))));
    assertThrows(Refusal.class, () -> probe(p -> p.stops(new Timespan(1e300), s(1))));
    assertThrows(
        Refusal.class, () -> probe(p -> p.interval(new Timespan(0.001)).duration(s(100_000))));
  }
}
