package org.stackbook.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.stackbook.session.CellSource.Piece;

/**
 * Statements of a cell that are compiled as one snippet, a block: each snippet, however small,
 * takes the compiler several rounds.
 *
 * <p>To the user, they run one by one all the same. Before each but the first, the block asks
 * whether what comes next may run as it was compiled ({@link NextStatement}); if not, it is left
 * there. A block that does not compile has run in no part.
 *
 * @param id a number of its own
 * @param pieces at least two
 * @param starts where in the code each piece begins
 * @param code the block; its lines are those of the cell, from the first piece on
 */
record Batch(long id, List<Piece> pieces, List<Integer> starts, String code) {

  /**
   * Letters in a batch. The JVM never compiles a method of more than 8000 bytes, and there may be a
   * loop in it.
   */
  private static final int LETTERS = 4_000;

  /** Pieces in a batch. */
  private static final int PIECES = 100;

  private static final AtomicLong IDS = new AtomicLong();
  private static final Map<Long, BooleanSupplier> RUNNING = new ConcurrentHashMap<>();

  /** Ends a batch before the piece with an index into it. */
  static final class Left extends Error {
    private final transient int next;

    Left(int next) {
      super("left before statement " + next, null, false, false);
      this.next = next;
    }

    int next() {
      return next;
    }
  }

  /**
   * The batches of a cell, by the index of their first piece. Its last piece is in none: its value
   * is asked for.
   *
   * @param java what the pieces were cut from
   */
  static Map<Integer, Batch> of(String java, List<Piece> pieces) {
    int end = pieces.size() - 1;
    if (end < 2) {
      return Map.of();
    }
    List<Boolean> plain =
        StatementParser.parse(pieces.subList(0, end).stream().map(Piece::source).toList()).stream()
            .map(PlainStatement::is)
            .toList();
    Map<Integer, Batch> batches = new HashMap<>();
    for (int first = 0, next; first < end; first = Math.max(next, first + 1)) {
      int from = pieces.get(first).offset();
      next = first;
      while (next < end
          && next - first < PIECES
          && plain.get(next)
          && isAsWritten(java, pieces.get(next))
          && end(pieces.get(next)) - from <= LETTERS) {
        next++;
      }
      if (next - first > 1) {
        batches.put(first, join(java, pieces.subList(first, next)));
      }
    }
    return batches;
  }

  /** Whether JShell has added nothing, such as a semicolon. */
  private static boolean isAsWritten(String java, Piece piece) {
    return java.startsWith(piece.source(), piece.offset());
  }

  private static int end(Piece piece) {
    return piece.offset() + piece.source().length();
  }

  private static Batch join(String java, List<Piece> pieces) {
    long id = IDS.incrementAndGet();
    StringBuilder code = new StringBuilder("{ ");
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (i > 0) {
        code.append(java, end(pieces.get(i - 1)), piece.offset())
            .append(NextStatement.class.getName())
            .append(".check(" + id + "L, " + i + "); ");
      }
      starts.add(code.length());
      code.append(piece.source());
    }
    return new Batch(id, List.copyOf(pieces), List.copyOf(starts), code.append("\n}").toString());
  }

  /** The pieces before one, which is not one of the first two. */
  Batch upTo(int index) {
    int end = starts.get(index - 1) + pieces.get(index - 1).source().length();
    // The checks hold the number of this batch.
    return new Batch(
        id, pieces.subList(0, index), starts.subList(0, index), code.substring(0, end) + "\n}");
  }

  /** The index of the piece that an offset into the code belongs to. */
  int pieceAt(long offset) {
    int index = 0;
    while (index + 1 < starts.size() && starts.get(index + 1) <= offset) {
      index++;
    }
    return index;
  }

  /**
   * Evaluates the batch.
   *
   * @param goesOn whether statements may run as they were compiled
   * @param evaluation of {@link #code()}
   */
  <T> T running(BooleanSupplier goesOn, Supplier<T> evaluation) {
    RUNNING.put(id, goesOn);
    try {
      return evaluation.get();
    } finally {
      RUNNING.remove(id);
    }
  }

  static boolean goesOn(long id) {
    BooleanSupplier goesOn = RUNNING.get(id);
    return goesOn != null && goesOn.getAsBoolean();
  }
}
