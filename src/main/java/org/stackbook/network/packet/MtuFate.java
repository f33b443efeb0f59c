package org.stackbook.network.packet;

import org.stackbook.view.Disposition;

/** What becomes of a packet at a link of some MTU. */
public enum MtuFate implements Disposition {
  /** It goes as it is. */
  FITS("fits", "it is no longer than the MTU of the link"),
  /** It ends here. */
  DROPPED("too long", "it is longer than the MTU of the link and not to be fragmented: dropped"),
  /** It goes in pieces. */
  FRAGMENTED("fragmented", "it is longer than the MTU of the link: sent in fragments");

  private final String word;
  private final String definition;

  MtuFate(String word, String definition) {
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
}
