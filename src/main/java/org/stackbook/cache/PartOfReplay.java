package org.stackbook.cache;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/** A closer look at one side of a replay. */
final class PartOfReplay extends Result {

  private final String title;
  private final String verdict;
  private final DataTable data;
  private final Picture picture;
  private final List<Figure<?>> figures;

  PartOfReplay(
      String title, String verdict, DataTable data, Picture picture, List<Figure<?>> figures) {
    this.title = title;
    this.verdict = verdict;
    this.data = data;
    this.picture = picture;
    this.figures = List.copyOf(figures);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String verdict() {
    return verdict;
  }

  @Override
  public DataTable data() {
    return data;
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(picture);
  }

  @Override
  public List<Figure<?>> figures() {
    return figures;
  }
}
