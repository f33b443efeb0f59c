package org.stackbook.trace;

import org.stackbook.view.Progress;

/** Is told how far a trace is read, after every few thousand requests. */
@FunctionalInterface
public interface ReadingProgress {

  /**
   * So much is read. Called by the thread that reads; what it throws ends the reading.
   *
   * @param reading the account up to now
   */
  void read(Reading reading);

  /**
   * Shows how far a trace is read: as a share of its file, or by requests where there is none.
   *
   * @param progress what shows it
   */
  static ReadingProgress shownBy(Progress progress) {
    return reading -> {
      if (reading.ofBytes() > 0) {
        progress.at((double) reading.bytes() / reading.ofBytes());
      } else {
        progress.counted(reading.rows(), "requests");
      }
    };
  }
}
