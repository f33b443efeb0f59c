package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "Thread.sleep(60_000);",
        "var lock = new Object(); synchronized (lock) { lock.wait(); }",
        "while (true) { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }",
        "new CountDownLatch(1).await();",
      })
  void anInterruptEndsTheCellAndTheSessionGoesOn(String forever) throws Exception {
    Started started = new Started();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                assertTrue(started.latch.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                return;
              }
              session.interrupt();
            });
    interrupter.start();
    CellResult result =
        session.run("int before = 1;\nSystem.out.print(1);\n" + forever + "\nbefore = 2;", started);
    interrupter.join();
    CellError error = result.error();
    assertNotNull(error);
    assertEquals("InterruptedException", error.name());
    assertEquals(1, session.run("before", new RecordedOutput()).value());
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
    Thread interrupter = new Thread(SessionInterruptTest::interruptOnceStubborn);
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
      Stubborn.end = true;
      interrupter.join();
    }
  }

  private static void interruptOnceStubborn() {
    awaitRounds(1);
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
