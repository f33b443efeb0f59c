package org.stackbook.view;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.word.Vocabulary;

/** The figures of a result. */
final class FigureNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Result result
        ? result.figures().stream().map(Figure::name).toList()
        : List.of();
  }
}
