package org.stackbook.stamp;

/**
 * Where something stands in a file.
 *
 * @param file name of the file; empty for a text that is in no file
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {

  /** {@code oslo.yaml, line 4, column 9}. */
  @Override
  public String toString() {
    return (file.isEmpty() ? "" : file + ", ") + "line " + line + ", column " + column;
  }
}
