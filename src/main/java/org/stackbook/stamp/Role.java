package org.stackbook.stamp;

/** What a drive does in its server. */
public enum Role {
  /** Holds recent reads and writes of the capacity drives; adds nothing to capacity. */
  CACHE("cache"),
  /** Holds the data of volumes. */
  CAPACITY("capacity");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
