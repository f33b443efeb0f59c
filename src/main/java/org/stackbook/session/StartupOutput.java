package org.stackbook.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/** Keeps what the startup snippets print until there is a cell to show it in. */
final class StartupOutput implements CellOutput {

  private record Text(Stream stream, String text) {}

  private final List<Text> texts = new ArrayList<>();

  @Override
  public synchronized void stream(Stream stream, String text) {
    texts.add(new Text(stream, text));
  }

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {
    stream(Stream.STDOUT, shown.text() + "\n");
  }

  @Override
  public void progress(Progress progress, Progress.State state) {}

  @Override
  public void clear(boolean wait) {}

  synchronized void drainTo(CellOutput out) {
    texts.forEach(each -> out.stream(each.stream, each.text));
    texts.clear();
  }
}
