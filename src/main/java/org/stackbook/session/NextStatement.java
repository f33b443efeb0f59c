package org.stackbook.session;

/** Where statements of a cell that were compiled together look whether the next may run. */
public final class NextStatement {

  private NextStatement() {}

  /**
   * Returns unless the cell was interrupted, or what ran last has changed what later code means.
   *
   * @param batch the number of the batch that the statement is part of
   * @param index of the statement in its batch
   * @throws Batch.Left if the statement is not to run here
   */
  public static void check(long batch, int index) {
    if (!Batch.goesOn(batch)) {
      throw new Batch.Left(index);
    }
  }
}
