package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProgressTest {

  private static final long MILLI = 1_000_000;

  private final List<String> told = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(-MILLI); // nanoTime may begin below 0

  @BeforeEach
  void watch() {
    Progress.watchedBy((progress, state) -> told.add(state + " " + progress.text()));
  }

  @AfterEach
  void leave() {
    Progress.watchedBy(Progress.Watcher.NOBODY);
  }

  @Test
  void quickWorkSaysNothing() {
    try (Progress progress = new Progress("Work", clock::get)) {
      clock.addAndGet(499 * MILLI);
      progress.at(0.9);
    }
    assertEquals(List.of(), told);
  }

  @Test
  void longWorkTellsNowAndThenAndThatItEnds() {
    try (Progress progress = new Progress("Work", clock::get)) {
      for (int i = 1; i <= 10; i++) {
        clock.addAndGet(100 * MILLI);
        progress.at(i / 10.0);
      }
    }
    assertEquals(
        List.of(
            "BEGUN Work: 50 %", "FURTHER Work: 70 %", "FURTHER Work: 90 %", "ENDED Work: 100 %"),
        told);
  }

  @Test
  void workOfUnknownLengthHasABarWithoutAnEndAndItsNameIsEscaped() {
    Progress progress = new Progress("<b>", clock::get);
    progress.counted(12_000, "rows");
    assertEquals("<b>: 12,000 rows", progress.bar().text());
    assertTrue(
        String.valueOf(progress.bar().html())
            .contains("<progress></progress> &lt;b&gt;: 12,000 rows"));
  }
}
