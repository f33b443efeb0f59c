package org.stackbook.kernel;

import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellOutput;
import org.stackbook.view.MimeBundle;

/** For executions whose output nobody shall see. */
record NoOutput() implements CellOutput {

  @Override
  public void stream(Stream stream, String text) {}

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {}

  @Override
  public void clear(boolean wait) {}
}
