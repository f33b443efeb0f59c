package org.stackbook.network.sdn;

/** Which packet of a flow is on its way. */
public enum FlowLeg {
  /** The first one. */
  THERE("there", false),
  /** The answer to it. */
  BACK("back", true),
  /** What a MUX tells a server: where the next ones can go without it. */
  REDIRECT("redirect", false),
  /** A later one, when a MUX has told the server of the sender the way. */
  LATER_THERE("later there", false),
  /** The answer to a later one. */
  LATER_BACK("later back", true);

  private final String word;
  private final boolean answer;

  FlowLeg(String word, boolean answer) {
    this.word = word;
    this.answer = answer;
  }

  /** Whether it goes to who opened the flow. */
  public boolean isAnswer() {
    return answer;
  }

  /** Whether the connection exists already. */
  boolean isLater() {
    return this == LATER_THERE || this == LATER_BACK;
  }

  @Override
  public String toString() {
    return word;
  }
}
