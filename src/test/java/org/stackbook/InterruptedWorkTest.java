package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.RecordedOutput;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;
import org.stackbook.view.MimeBundle;

/**
 * Cells that read a trace or simulate for hours: they show how far they are, an interrupt ends them
 * within 200 ms, and the session goes on.
 */
@Tag("unit")
class InterruptedWorkTest {

  private static final long PROMISE_MILLIS = 200;

  /** The machine that runs the tests may be slow once, hardly so often. */
  private static final int TRIES = 5;

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().startup(StartupSnippet.text()).build();
    runs(
        "var oslo = stamp(\"oslo\", s -> s.build(\"1802\").servers(4, n -> n.memory(gb(384)).cores(40)"
            + ".cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))));\n"
            // more requests than anybody would wait for
            + "var endless = workload(\"endless\", w -> w.requests(1L << 40).objects(200_000).zipf(0.8)"
            + ".reads(pct(60)));\n"
            + "var many = workload(\"many\", w -> w.requests(20_000_000).objects(400_000).zipf(0.8));\n"
            // requests that are each for a quarter of a million pages
            + "var vast = workload(\"vast\", w -> w.requests(1L << 40).objects(4).size(gib(1))"
            + ".reads(pct(50)));");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static CellResult runs(String cell) {
    CellResult result = session.run(cell, new RecordedOutput());
    assertTrue(result.ok(), () -> cell + ": " + result.error());
    return result;
  }

  /** Tells when a cell shows that it does what is awaited. */
  private static final class Watching implements CellOutput {
    private final String awaited;
    final CountDownLatch seen = new CountDownLatch(1);

    Watching(String awaited) {
      this.awaited = awaited;
    }

    @Override
    public void stream(Stream stream, String text) {
      look(text);
    }

    @Override
    public void display(MimeBundle shown, @Nullable String id, boolean update) {
      look(shown.text());
    }

    private void look(String text) {
      if (text.contains(awaited)) {
        seen.countDown();
      }
    }

    @Override
    public void clear(boolean wait) {}
  }

  /**
   * Runs a cell and interrupts it.
   *
   * @param awaited what it shows before
   * @param millis how long to wait after that
   * @return how long it took to end, in milliseconds
   */
  private static long interrupted(String cell, String awaited, long millis) throws Exception {
    Watching out = new Watching(awaited);
    long[] asked = new long[1];
    Thread interrupter =
        new Thread(
            () -> {
              try {
                assertTrue(out.seen.await(60, TimeUnit.SECONDS), cell + " never shows " + awaited);
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                return;
              }
              asked[0] = System.nanoTime();
              session.interrupt();
            });
    interrupter.start();
    CellResult result = session.run(cell, out);
    long ended = System.nanoTime();
    interrupter.join();
    CellError error = result.error();
    assertNotNull(error, cell);
    assertEquals("InterruptedException", error.name(), cell);
    return TimeUnit.NANOSECONDS.toMillis(ended - asked[0]);
  }

  private static void endsInTime(String cell, String awaited, long millis) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && best >= PROMISE_MILLIS; i++) {
      best = Math.min(best, interrupted(cell, awaited, millis));
    }
    assertTrue(best < PROMISE_MILLIS, cell + " ended after " + best + " ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "oslo.cache().replay(TRACE);                            endless; Replaying endless",
        "oslo.cache().replay(TRACE, r -> r.warmUp(pct(10)));    endless; Counting requests of endless",
        "oslo.cache().policies(TRACE);                          endless; Counting pages in endless",
        "oslo.cache().policies(TRACE, p -> p.bounds(\"belady\")); many;    Looking ahead in many",
        "oslo.cache().policies(TRACE);                          many;    Replaying many",
        "oslo.cache().curve(TRACE, c -> c.page(kib(4)));        endless; Counting reuse in endless",
        "oslo.cache().curve(TRACE, c -> c.page(kib(4)).sampled(pct(10)).seed(1)); endless; Counting reuse in endless",
        "oslo.cache().heat(TRACE);                              endless; Looking for hot data in endless",
        "TRACE.summary();                                       endless; Summing up endless",
      })
  void anInterruptEndsWhatShowsHowFarItIsAndTheSessionGoesOn(
      String word, String trace, String awaited) throws Exception {
    endsInTime(word.replace("TRACE", trace), awaited, 0);
    runs(word.replace("TRACE", trace + ".limit(1_000)"));
  }

  @Test
  void anInterruptEndsASimulationOfQueues() throws Exception {
    String run =
        "oslo.qos().run(q -> q.tenant(\"sql\", t -> t.open(iops(9_000))).duration(LENGTH).seed(1))";
    endsInTime(run.replace("LENGTH", "hours(100)"), "Simulating the queues of oslo", 0);
    runs(run.replace("LENGTH", "minutes(0.01)"));
  }

  /** Between two requests there is more to do than anybody would wait for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "oslo.cache().replay(TRACE)",
        "oslo.cache().policies(TRACE, p -> p.page(kib(4)))",
        "oslo.cache().curve(TRACE, c -> c.page(kib(4)))",
        "oslo.cache().heat(TRACE, h -> h.slab(kib(64)))",
        "TRACE.summary()",
      })
  void requestsForMillionsOfPagesAreNoHindrance(String word) throws Exception {
    endsInTime("System.out.print(\"runs\"); " + word.replace("TRACE", "vast"), "runs", 1_000);
    runs("1 + 2");
  }
}
