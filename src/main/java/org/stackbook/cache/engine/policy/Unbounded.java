package org.stackbook.cache.engine.policy;

/**
 * Gives up nothing: only first uses miss. Grows with the number of different keys, by {@link
 * KeyNumbers}.
 */
final class Unbounded implements Policy {

  private final KeyNumbers numbers = new KeyNumbers();

  @Override
  public boolean access(long key) {
    int known = numbers.size();
    return numbers.of(key) < known;
  }
}
