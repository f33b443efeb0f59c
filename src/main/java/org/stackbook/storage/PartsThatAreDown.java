package org.stackbook.storage;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The servers and drives of a placement that have failed. */
final class PartsThatAreDown implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Placement placement
        ? List.copyOf(placement.failed())
        : List.of();
  }
}
