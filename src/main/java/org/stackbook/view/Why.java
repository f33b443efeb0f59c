package org.stackbook.view;

import java.util.List;
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
    return explanation().show();
  }

  @Override
  public String toString() {
    return explanation().toString();
  }

  private Explanation explanation() {
    return new Explanation(List.of(figure));
  }
}
