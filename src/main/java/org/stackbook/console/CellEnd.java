package org.stackbook.console;

import org.stackbook.session.Completeness.Status;
import org.stackbook.session.Session;

/** Says whether what was typed so far is a whole cell, or whether more lines are to come. */
final class CellEnd {

  private CellEnd() {}

  static boolean isWhole(Session session, String code) {
    if (Words.isWord(code)) {
      return true;
    }
    if (code.startsWith("%%")) {
      return endsBlank(code); // the body may be any text
    }
    return session.isComplete(code).status() != Status.INCOMPLETE;
  }

  private static boolean endsBlank(String code) {
    return code.lastIndexOf('\n') >= 0 && code.substring(code.lastIndexOf('\n')).isBlank();
  }
}
