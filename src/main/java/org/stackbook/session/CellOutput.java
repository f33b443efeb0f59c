package org.stackbook.session;

import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/**
 * Where a running cell's output goes: the Jupyter wire, a report, a terminal. Called from any
 * thread.
 */
public interface CellOutput {

  /** Keeps nothing. */
  CellOutput NONE =
      new CellOutput() {
        @Override
        public void stream(Stream stream, String text) {}

        @Override
        public void display(MimeBundle shown, @Nullable String id, boolean update) {}

        @Override
        public void clear(boolean wait) {}
      };

  /** The two text streams of a cell. */
  enum Stream {
    /** {@code System.out}. */
    STDOUT,
    /** {@code System.err}. */
    STDERR
  }

  /** Text printed by the cell. */
  void stream(Stream stream, String text);

  /**
   * Something the cell displays before it ends.
   *
   * @param shown what to show
   * @param id names the display so that a later call can update it; {@code null} if it never
   *     changes
   * @param update whether the display of that id is replaced rather than added
   */
  void display(MimeBundle shown, @Nullable String id, boolean update);

  /**
   * Something to be shown beside the cells, such as documentation; in the cell where there is no
   * such place.
   */
  default void page(MimeBundle shown) {
    display(shown, null, false);
  }

  /**
   * How far long work in the cell is: a bar that moves in its place, and goes at the end.
   *
   * @param state what has happened to it
   */
  default void progress(Progress progress, Progress.State state) {
    display(
        state == Progress.State.ENDED ? MimeBundle.html("", "") : progress.bar(),
        progress.id(),
        state != Progress.State.BEGUN);
  }

  /**
   * Takes away what the cell has shown so far.
   *
   * @param wait keep it until the next output comes, to avoid flicker
   */
  void clear(boolean wait);
}
