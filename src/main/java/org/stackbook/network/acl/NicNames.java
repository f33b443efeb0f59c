package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The NICs whose filters are described. */
final class NicNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Acls acls
        ? acls.nicNames()
        : place.origin() instanceof Acls acls ? acls.nicNames() : List.of();
  }
}
