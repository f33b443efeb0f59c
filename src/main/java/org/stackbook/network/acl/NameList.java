package org.stackbook.network.acl;

import java.util.Collection;
import java.util.List;

/** Names in a sentence, not too many of them. */
final class NameList {

  private static final int SHOWN = 4;

  private NameList() {}

  /** {@code web1, web2, web3, web4 and 496 more}. */
  static String of(Collection<String> names) {
    List<String> first = names.stream().limit(SHOWN).toList();
    String shown = String.join(", ", first);
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }
}
