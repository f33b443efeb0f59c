package org.stackbook.view;

import java.util.Collection;

/** Pieces of the sentences that results say. */
public final class Sentences {

  private Sentences() {}

  /**
   * Names in a row, not too many of them: {@code web1, web2 and 498 more}.
   *
   * @param most how many are told, 1 or more
   */
  public static String names(Collection<String> names, int most) {
    String first = String.join(", ", names.stream().limit(most).toList());
    return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
  }

  /** A word or clause as a sentence begins with it. */
  public static String capital(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }
}
