package org.stackbook.cache;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/** One side of a replay: its latencies, its dirty pages, its tenants or its cache drives. */
public final class CacheReplayPart extends Result {

  private final CacheReplay replay;
  private final String verdict;
  private final DataTable data;
  private final Optional<Picture> picture;

  CacheReplayPart(CacheReplay replay, String verdict, DataTable data, Optional<Picture> picture) {
    this.replay = replay;
    this.verdict = verdict;
    this.data = data;
    this.picture = picture;
  }

  @Override
  public String title() {
    return data.title() + ": " + replay.title();
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
