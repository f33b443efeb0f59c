package org.stackbook.view;

/**
 * Something that shows itself: as the last line of a cell, in a report and, through its text, in
 * plain jshell.
 */
public interface Showable {

  /**
   * This value in every form it has, HTML and pictures included; never {@code null}, always with
   * text.
   */
  MimeBundle show();
}
