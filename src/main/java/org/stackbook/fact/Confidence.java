package org.stackbook.fact;

import java.util.Locale;

/** How well a number is founded, best first. What is computed is as weak as its weakest input. */
public enum Confidence {
  /** Stated by the maker of the product. */
  DOCUMENTED("stated in the cited page"),
  /** Computed from stated numbers by a stated rule, or from what the user described. */
  DERIVED("computed from stated values"),
  /** Stated by others than the maker, or read from a summary. */
  REPORTED("stated by a secondary source only"),
  /** Not stated anywhere that was found: chosen by Stackbook, and open to change. */
  ASSUMED("not stated in a public source");

  private final String definition;

  Confidence(String definition) {
    this.definition = definition;
  }

  /** What the word means, in one clause. */
  public String definition() {
    return definition;
  }

  /** Whether a number of this confidence is starred wherever it is shown. */
  public boolean starred() {
    return this == REPORTED || this == ASSUMED;
  }

  /** The weaker of two. */
  public Confidence weaker(Confidence other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
