package org.stackbook.session.magic;

import org.jspecify.annotations.Nullable;

/** A magic as a picocli command: filled with the words of one line, then run once. */
interface Magic {

  /**
   * Does what the magic is for.
   *
   * @return the value that a notebook may assign or, for a cell magic, that the cell shows
   */
  @Nullable Object run() throws Exception;
}
