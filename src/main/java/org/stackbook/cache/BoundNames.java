package org.stackbook.cache;

import java.util.List;
import org.stackbook.cache.engine.policy.Bounds;
import org.stackbook.word.Vocabulary;

/** The names of the bounds that no cache policy can pass. */
final class BoundNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return Bounds.titles();
  }
}
