package org.stackbook.view;

import org.stackbook.fact.Figure;

/**
 * Why a figure is what it is: its formula with names and with values, what was put in, down to
 * facts and to what was described, with sources, builds and confidence.
 */
public final class Why implements Showable {

  private final Figure<?> figure;

  /** Explains {@code figure}. */
  public Why(Figure<?> figure) {
    this.figure = figure;
  }

  /** The figure that is explained. */
  public Figure<?> figure() {
    return figure;
  }

  @Override
  public MimeBundle show() {
    return MimeBundle.text(toString());
  }

  @Override
  public String toString() {
    return figure.toString();
  }
}
