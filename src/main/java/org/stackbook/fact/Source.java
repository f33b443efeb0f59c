package org.stackbook.fact;

/**
 * Where a fact was read.
 *
 * @param code the short name used in the fact file, such as {@code PV}; may repeat between files
 * @param citation title and place of the page
 */
public record Source(String code, String citation) {

  /** The title of the page: the citation up to where its place begins. */
  public String title() {
    int place = citation.indexOf(", MicrosoftDocs/");
    return place < 0 ? citation : citation.substring(0, place);
  }

  @Override
  public String toString() {
    return citation;
  }
}
