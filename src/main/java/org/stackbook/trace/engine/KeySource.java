package org.stackbook.trace.engine;

/** Keys of what requests touch, one after the other: of pages, or of whole objects. */
public interface KeySource extends AutoCloseable {

  /** The keys of an array. */
  static KeySource of(long... keys) {
    return new KeySource() {
      private int next;

      @Override
      public int read(long[] into) {
        int read = Math.min(keys.length - next, into.length);
        System.arraycopy(keys, next, into, 0, read);
        next += read;
        return read;
      }
    };
  }

  /**
   * Fills an array with the keys that follow.
   *
   * @param keys of length 1 or more
   * @return how many were filled in; 0 at the end
   */
  int read(long[] keys);

  /** Lets go of what is read from. */
  @Override
  default void close() {}
}
