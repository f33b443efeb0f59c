package org.stackbook.trace;

/**
 * A row of a trace that is not what it should be.
 *
 * @param place such as {@code line 7}, or {@code record 3 at byte 72}
 * @param reason what is wrong with it
 * @param text how it begins; empty for binary records
 */
public record BrokenRow(String place, String reason, String text) {

  /** Place, reason and text in one line. */
  @Override
  public String toString() {
    return place + ": " + reason + (text.isEmpty() ? "" : ": " + text);
  }
}
