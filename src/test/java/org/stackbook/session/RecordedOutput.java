package org.stackbook.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;

/** Keeps what a cell puts out. */
public final class RecordedOutput implements CellOutput {

  /** One display call. */
  public record Display(MimeBundle shown, @Nullable String id, boolean update) {}

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  public final List<Display> displays = new ArrayList<>();
  public final List<Boolean> clears = new ArrayList<>();

  @Override
  public synchronized void stream(Stream stream, String text) {
    (stream == Stream.STDOUT ? out : err).append(text);
  }

  @Override
  public synchronized void display(MimeBundle shown, @Nullable String id, boolean update) {
    displays.add(new Display(shown, id, update));
  }

  @Override
  public synchronized void clear(boolean wait) {
    clears.add(wait);
  }

  public synchronized String out() {
    return out.toString();
  }

  public synchronized String err() {
    return err.toString();
  }
}
