package org.stackbook.view;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;

/** A closer look at one side of a result: over time, by part, its latencies. */
public final class ResultPart extends Result {

  private final Result whole;
  private final String title;
  private final String verdict;
  private final DataTable data;
  private final Optional<Picture> picture;

  /**
   * @param whole the result, whose figures these are too
   * @param verdict the answer in one line
   */
  public ResultPart(
      Result whole, String title, String verdict, DataTable data, Optional<Picture> picture) {
    this.whole = whole;
    this.title = title;
    this.verdict = verdict;
    this.data = data;
    this.picture = picture;
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
    return picture;
  }

  @Override
  public List<Figure<?>> figures() {
    return whole.figures();
  }
}
