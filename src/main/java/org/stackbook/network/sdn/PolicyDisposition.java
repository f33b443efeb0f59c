package org.stackbook.network.sdn;

import org.stackbook.view.Disposition;

/** What became of a request to the network controller. */
public enum PolicyDisposition implements Disposition {
  /** All have it. */
  PROGRAMMED("programmed", "each server and MUX that it concerns has the policies"),
  /** Some are not reached. */
  PROGRAMMED_IN_PART(
      "programmed in part",
      "a server or MUX that it concerns is not reached: it keeps its policies, and gets the others"
          + " when it is back"),
  /** No policy differs. */
  NO_CHANGE("no change", "no policy of any server or MUX differs"),
  /** It was refused. */
  NO_QUORUM(
      "no quorum",
      "fewer than a majority of the instances of the network controller are up: requests are refused"
          + " and nothing is programmed; what is programmed goes on");

  private final String word;
  private final String definition;

  PolicyDisposition(String word, String definition) {
    this.word = word;
    this.definition = definition;
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
