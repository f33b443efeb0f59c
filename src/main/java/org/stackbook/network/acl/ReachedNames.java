package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The NICs of a table of who reaches whom. */
final class ReachedNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Reachability reached
        ? reached.nicNames()
        : place.origin() instanceof Reachability reached
            ? reached.nicNames()
            : place.origin() instanceof Acls acls ? acls.nicNames() : List.of();
  }
}
