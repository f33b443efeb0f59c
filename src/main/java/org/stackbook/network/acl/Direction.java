package org.stackbook.network.acl;

/** Which way a packet passes a filter. */
public enum Direction {
  /** Towards the VM. */
  IN("in"),
  /** Away from it. */
  OUT("out");

  private final String word;

  Direction(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
