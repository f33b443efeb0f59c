package org.stackbook.cache;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/** A closer look at one side of a replay: over time, by tenant, by cache drive, its latencies. */
public final class ReplayPart extends Result {

  private final Result replay;
  private final String title;
  private final String verdict;
  private final DataTable data;
  private final Optional<Picture> picture;

  ReplayPart(
      Result replay, String title, String verdict, DataTable data, Optional<Picture> picture) {
    this.replay = replay;
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
    return replay.figures();
  }
}
