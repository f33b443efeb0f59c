package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The network security groups that are described. */
final class GroupNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Acls acls
        ? acls.groupNames()
        : place.origin() instanceof Acls acls ? acls.groupNames() : List.of();
  }
}
