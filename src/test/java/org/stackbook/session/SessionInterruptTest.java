package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.view.MimeBundle;

/** Cells that would run for ever. */
@Tag("unit")
class SessionInterruptTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().build();
    session.start();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Tells when the cell prints, which is when it runs. */
  private static final class Started implements CellOutput {
    final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void stream(Stream stream, String text) {
      latch.countDown();
    }

    @Override
    public void display(MimeBundle shown, @Nullable String id, boolean update) {}

    @Override
    public void clear(boolean wait) {}
  }

  /** Runs a cell and interrupts it when it prints, which it must do before it goes on for ever. */
  private static CellResult interrupted(String cell) throws Exception {
    Started started = new Started();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                assertTrue(started.latch.await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                return;
              }
              session.interrupt();
            });
    interrupter.start();
    CellResult result = session.run(cell, started);
    interrupter.join();
    return result;
  }

  private static CellError interruptedError(String cell) throws Exception {
    CellError error = interrupted(cell).error();
    assertNotNull(error);
    assertEquals("InterruptedException", error.name());
    return error;
  }

  private static @Nullable Object value(String cell) {
    CellResult result = session.run(cell, new RecordedOutput());
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
    return result.value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "while (true);",
        "do { before++; } while (true);",
        "while (true) { try { before++; } catch (Throwable t) { } }",
        "while (true) { try { while (true) { before++; } } catch (Throwable t) { } }",
        "while (true) { try { if (before++ > 0) continue; } catch (Throwable t) { continue; } }",
        "while (true) { try { while (true) { } } finally { continue; } }",
        "while (true) { try { Thread.sleep(1); } catch (InterruptedException e) { } }",
        "while (true) { switch (before++) { case 1: continue; default: break; } }",
        "Thread.sleep(60_000);",
        "var lock = new Object(); synchronized (lock) { lock.wait(); }",
        "var held = new java.util.concurrent.locks.ReentrantLock();"
            + " var holder = new Thread(held::lock); holder.start(); holder.join();"
            + " held.lockInterruptibly();",
        "new LinkedBlockingQueue<Integer>().take();",
        "while (true) { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }",
        "while (true) { try { new LinkedBlockingQueue<Integer>().take(); } catch (Throwable e) { } }",
        "new CountDownLatch(1).await();",
        "IntStream.iterate(0, i -> i + 1).map(i -> i & 1).forEach(i -> { });",
        "Stream.iterate(0, i -> i + 1).parallel().mapToInt(i -> i).map(i -> i & 1).sum();",
        "IntStream.iterate(0, i -> i).parallel().forEach(i -> { while (true) { } });",
        "class Deep { void down(int n) { try { down(n + 1); } finally { down(n + 1); } } }"
            + " new Deep().down(0);",
        "Runnable spin = () -> { while (true) { } }; spin.run();",
        "record Node(int i) { Node { while (true) { } } } new Node(1);",
      })
  void anInterruptEndsTheCellAndTheSessionGoesOn(String forever) throws Exception {
    // In one statement, so that the interrupt cannot come between two.
    String statement = "{ System.out.print(1); " + forever + " }";
    interruptedError("int before = 1;\n" + statement + "\nint unreached = 2;");
    assertEquals(true, value("before >= 1"));
    assertFalse(session.run("unreached", new RecordedOutput()).ok());
    assertNoThreadOfACellRuns();
  }

  /** No thread burns a core: what is inside code of cells ends soon, wherever it runs. */
  private static void assertNoThreadOfACellRuns() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!threadsInCells().isEmpty()) {
      assertTrue(System.nanoTime() < end, () -> "still there: " + threadsInCells());
      Thread.sleep(5);
    }
  }

  private static List<String> threadsInCells() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().startsWith("REPL.")))
        .map(entry -> entry.getKey() + " " + Arrays.toString(entry.getValue()))
        .toList();
  }

  @Test
  void codeDeclaredInAnEarlierCellIsStoppedToo() throws Exception {
    value("void spinEarlier() { while (true) { } }");
    value("class Spinner { int n; void spin() { for (;;) n++; } }");
    int declared = session.executionCount();
    CellError error = interruptedError("\n{ System.out.print(1); spinEarlier(); }");
    assertEquals(2, error.line());
    String trace = String.join("\n", error.traceback());
    assertTrue(trace.contains("spinEarlier (cell [" + (declared - 1) + "], line 1)"), trace);
    assertFalse(trace.contains("org.stackbook"), trace);
    interruptedError("{ System.out.print(1); new Spinner().spin(); }");
    assertEquals(3, value("1 + 2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (int i = 0; i < 3; i++) new Thread(() -> { while (true) { } }).start();",
        "new Thread(() -> { while (true) { try { while (true) { } } catch (Throwable t) { } } })"
            + ".start();",
        "new Thread(() -> new Thread(() -> { while (true) { } }).start()).start();",
        "for (int i = 0; i < 9; i++) ForkJoinPool.commonPool().execute(() -> { while (true) { } });",
        "var pool = Executors.newFixedThreadPool(2);"
            + " for (int i = 0; i < 9; i++) pool.submit(() -> { while (true) { } });",
        "new Timer(true).schedule(new TimerTask() {"
            + " public void run() { while (true) { } } }, 0, 1);",
      })
  void whatTheCellHasStartedEndsWithIt(String start) throws Exception {
    interruptedError("{ " + start + " System.out.print(1); while (true) { } }");
    RecordedOutput next = new RecordedOutput();
    assertEquals(3, session.run("1 + 2", next).value());
    assertEquals("", next.out() + next.err());
    assertNoThreadOfACellRuns();
  }

  @Test
  void executorsOfAnInterruptedCellServeLaterOnes() throws Exception {
    interruptedError(
        "var kept = Executors.newFixedThreadPool(1); kept.submit(() -> { while (true) { } });"
            + " { System.out.print(1); while (true) { } }");
    String count = "(() -> { int n = 0; while (n < 100_000) n++; return n; })";
    assertEquals(100_000, value("kept.submit" + count + ".get()"));
    assertEquals(100_000, value("ForkJoinPool.commonPool().submit" + count + ".get()"));
    assertEquals(4950, value("IntStream.range(0, 100).parallel().map(i -> i).sum()"));
    value("kept.shutdown();");
  }

  @Test
  void whatEarlierCellsLeftRunningGoesOn() throws Exception {
    value(
        """
        var rounds = new java.util.concurrent.atomic.AtomicLong();
        var pooledRounds = new java.util.concurrent.atomic.AtomicLong();
        var go = new java.util.concurrent.atomic.AtomicBoolean(true);
        var own = new Thread(() -> { while (go.get()) { rounds.incrementAndGet(); Thread.yield(); } });
        own.start();
        var pooled = ForkJoinPool.commonPool().submit(
            () -> { while (go.get()) { pooledRounds.incrementAndGet(); Thread.yield(); } });
        while (rounds.get() == 0 || pooledRounds.get() == 0) Thread.yield();
        """);
    try {
      interruptedError("{ System.out.print(1); while (true) { } }");
      value(
          """
          long then = rounds.get(), pooledThen = pooledRounds.get();
          while (rounds.get() == then || pooledRounds.get() == pooledThen) {
            if (!own.isAlive() || pooled.isDone()) throw new IllegalStateException("ended");
          }
          """);
    } finally {
      value("go.set(false); own.join(); pooled.get();");
    }
  }

  private static boolean aWorkerIsInACell() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().startsWith("ForkJoinPool.commonPool"))
        .flatMap(each -> Arrays.stream(each.getValue()))
        .anyMatch(frame -> frame.getClassName().startsWith("REPL."));
  }

  /** The wait does not listen to interrupts, so the worker is left behind in it. */
  @Test
  void aWorkerThatWasLeftBehindServesTheNextCell() throws Exception {
    value("var phaser = new Phaser(1); var in = new java.util.concurrent.atomic.AtomicBoolean();");
    Phaser phaser = (Phaser) Objects.requireNonNull(value("phaser"));
    interruptedError(
        """
        { ForkJoinPool.commonPool().submit(() -> { in.set(true); phaser.awaitAdvance(0); });
          while (!in.get()) Thread.yield();
          System.out.print(1);
          while (true) { } }
        """);
    phaser.arrive();
    while (aWorkerIsInACell()) {
      Thread.sleep(1);
    }
    value(
        """
        var go2 = new java.util.concurrent.atomic.AtomicBoolean(true);
        var next = ForkJoinPool.commonPool().submit(() -> { while (go2.get()) Thread.yield(); });
        Thread.sleep(50);
        """);
    value("go2.set(false); next.get();");
  }

  @Test
  void codeThatHeedsTheInterruptMayCleanUp() throws Exception {
    value("boolean cleaned = false;");
    // Cleaning takes a fifth of the time there is; a slow machine may still be late once.
    for (int i = 0; i < 5 && !Boolean.TRUE.equals(value("cleaned")); i++) {
      interruptedError(
          """
          try {
            System.out.print(1);
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            for (long end = System.nanoTime() + 20_000_000; System.nanoTime() < end; ) { }
            cleaned = true;
          }
          """);
    }
    assertEquals(true, value("cleaned"));
  }

  @Test
  void aStoppedLoopEndsSoonEvenIfItCatchesAll() throws Exception {
    String cell =
        "{ System.out.print(1);"
            + " while (true) { try { while (true) { } } catch (Throwable t) { } } }";
    long best = Long.MAX_VALUE;
    // The shared machine may be slow once, hardly five times.
    for (int i = 0; i < 5; i++) {
      Started started = new Started();
      long[] asked = new long[1];
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  started.latch.await();
                } catch (InterruptedException e) {
                  return;
                }
                asked[0] = System.nanoTime();
                session.interrupt();
              });
      interrupter.start();
      assertFalse(session.run(cell, started).ok());
      long ended = System.nanoTime();
      interrupter.join();
      best = Math.min(best, ended - asked[0]);
    }
    assertTrue(best < TimeUnit.MILLISECONDS.toNanos(250), "took " + best + " ns");
  }

  @Test
  void twoInterruptsInARowEndOneCell() throws Exception {
    Started started = new Started();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                started.latch.await();
              } catch (InterruptedException e) {
                return;
              }
              session.interrupt();
              session.interrupt();
            });
    interrupter.start();
    assertFalse(session.run("{ System.out.print(1); while (true) { } }", started).ok());
    interrupter.join();
    assertEquals(3, value("int n = 0; while (n < 3) n++; n"));
  }

  @Test
  void anInterruptWhileNothingRunsIsForgotten() {
    session.interrupt();
    assertEquals(3, session.run("1 + 2", new RecordedOutput()).value());
  }

  @Test
  void aStatementMayBeGivenATimeLimit() {
    try (Session limited = Session.builder().timeout(Duration.ofMillis(1500)).build()) {
      CellError error = limited.run("Thread.sleep(60_000);", new RecordedOutput()).error();
      assertNotNull(error);
      assertEquals("java.util.concurrent.TimeoutException", error.name());
      assertEquals(3, limited.run("1 + 2", new RecordedOutput()).value());
    }
  }

  @Test
  void aCellThatCannotBeStoppedIsLeftAndMuted() throws Exception {
    RecordedOutput stubborn = new RecordedOutput();
    long roundsBefore = Stubborn.ROUNDS.get();
    Thread interrupter = new Thread(() -> interruptOnceStubborn(roundsBefore));
    interrupter.start();
    try {
      CellError error = session.run("org.stackbook.session.Stubborn.run();", stubborn).error();
      assertNotNull(error);
      assertTrue(error.message().contains("did not stop"), error.message());
      String before = stubborn.out();
      RecordedOutput next = new RecordedOutput();
      session.run("Thread.sleep(50);", next);
      awaitRounds(Stubborn.ROUNDS.get() + 5);
      assertEquals(before, stubborn.out());
      assertEquals("", next.out());
    } finally {
      Stubborn.release();
      interrupter.join();
    }
  }

  private static void interruptOnceStubborn(long roundsBefore) {
    awaitRounds(roundsBefore + 1);
    session.interrupt();
  }

  private static void awaitRounds(long rounds) {
    while (Stubborn.ROUNDS.get() < rounds) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptOfTheNextCellHitsItBeforeItBeginsAndNoOther() {
    session.interruptNext();
    CellError error = session.run("int never = 1;", new RecordedOutput()).error();
    assertNotNull(error);
    assertEquals("InterruptedException", error.name());
    assertEquals(3, session.run("int never = 3; never", new RecordedOutput()).value());
    session.interruptNext();
    session.forgetInterrupt();
    assertEquals(4, session.run("2 + 2", new RecordedOutput()).value());
  }
}
