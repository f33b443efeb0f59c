package org.stackbook.seed;

/**
 * A number that is another one in each process, and not known before: for hashes of what comes from
 * files, so that no file can be made whose keys all fall into one place. Only how fast results come
 * may depend on it, never what they are.
 */
public final class Salt {

  /** The number of this process. */
  public static final long OF_PROCESS =
      Random64.mixed(System.nanoTime() ^ Random64.mixed(System.currentTimeMillis()));

  private Salt() {}
}
