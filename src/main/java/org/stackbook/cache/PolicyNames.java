package org.stackbook.cache;

import java.util.List;
import org.stackbook.cache.engine.policy.Policies;
import org.stackbook.word.Vocabulary;

/** The names of the cache policies. */
final class PolicyNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return Policies.titles();
  }
}
