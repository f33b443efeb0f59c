package org.stackbook.kernel;

import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellOutput;
import org.stackbook.view.MimeBundle;

/** What is printed between cells belongs to the cell that ran last. */
final class LateOutput implements CellOutput {

  private volatile @Nullable CellOutput last;

  void follow(CellOutput output) {
    last = output;
  }

  @Override
  public void stream(Stream stream, String text) {
    CellOutput output = last;
    if (output != null) {
      output.stream(stream, text);
    }
  }

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {
    CellOutput output = last;
    if (output != null) {
      output.display(shown, id, update);
    }
  }

  @Override
  public void clear(boolean wait) {
    CellOutput output = last;
    if (output != null) {
      output.clear(wait);
    }
  }
}
