package org.stackbook.compute;

import org.stackbook.view.Disposition;

/** What became of a VM while its server was drained. */
public enum UpdateDisposition implements Disposition {
  /** It moved while it ran. */
  MOVED("moved", "it moved to another server while it ran"),
  /** It moved beside one that it was to be kept apart from. */
  MOVED_TOGETHER(
      "moved together",
      "it moved beside a VM of another fault domain of its set, for no choice of servers keeps all"
          + " apart"),
  /** It cannot move while it runs. */
  STOPPED("stopped", "it has a GPU and cannot move while it runs: it stands still meanwhile"),
  /** No server has the memory. */
  NO_ROOM("no room", "no other server has the memory for it: the update cannot drain its server");

  private final String word;
  private final String definition;

  UpdateDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
  }

  /** Whether the VM runs on. */
  public boolean runs() {
    return this == MOVED || this == MOVED_TOGETHER;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String definition() {
    return definition;
  }

  @Override
  public String toString() {
    return word;
  }
}
