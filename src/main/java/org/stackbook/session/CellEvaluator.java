package org.stackbook.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellSource.Piece;

/**
 * Evaluates the Java of a cell in JShell, snippet by snippet or several as one, and tells what is
 * wrong with it.
 */
final class CellEvaluator {

  /**
   * So many values of expressions without a name, {@code $1} and the like, can still be used;
   * JShell would keep all of them and compile each cell more slowly than the one before.
   */
  static final int UNNAMED_KEPT = 20;

  /** Snippets behind the first wrong one add errors up to this many. */
  private static final int ERRORS_TOLD = 10;

  /** How the compiler's codes begin for what it finds too large for a class file. */
  private static final String LIMIT = "compiler.err.limit.";

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final CompiledSnippets compiled;
  private final CellExecutionControl control;
  private final CellThread thread;
  private final ErrorFormatter errors;
  private final Deque<Snippet> unnamed = new ArrayDeque<>();

  /** Counts what may change the meaning of code that is compiled already. */
  private final AtomicInteger changes = new AtomicInteger();

  CellEvaluator(
      JShell shell,
      SourceCodeAnalysis analysis,
      CellExecutionControl control,
      CellThread thread,
      ErrorFormatter errors) {
    this.shell = shell;
    this.analysis = analysis;
    this.compiled = new CompiledSnippets(shell);
    this.control = control;
    this.thread = thread;
    this.errors = errors;
  }

  /** What code means may have changed: names may stand for other classes now. */
  void meaningsChanged() {
    changes.incrementAndGet();
  }

  /** Runs something and forgets the values without a name that it leaves. */
  void withoutTrace(Runnable evaluation) {
    int before = unnamed.size();
    evaluation.run();
    while (unnamed.size() > before) {
      shell.drop(unnamed.removeLast());
    }
  }

  /** Evaluates all snippets of a text, those behind a wrong one, too. */
  @Nullable CellError evaluateAll(CellSource source) {
    CellError first = null;
    for (Piece piece : CellSource.split(source.java(), analysis)) {
      CellError error = evaluate(source, piece).error();
      first = first == null ? error : first;
    }
    return first;
  }

  /** Evaluates a text, as far as the first error. */
  Evaluated evaluate(CellSource source) {
    return evaluate(source, CellSource.split(source.java(), analysis));
  }

  /** Evaluates a cell; nothing of it, if it cannot be parsed. */
  Evaluated evaluateWhole(CellSource source) {
    List<Piece> pieces = CellSource.split(source.java(), analysis);
    // What cannot be parsed is told before anything of the cell runs.
    Optional<Piece> broken = pieces.stream().filter(piece -> !piece.isComplete()).findFirst();
    if (broken.isPresent()) {
      return Evaluated.failed(syntaxError(source, broken.get()));
    }
    for (Piece piece : pieces) {
      CellError error = unfit(source, piece);
      if (error != null) {
        return Evaluated.failed(error);
      }
    }
    return evaluate(source, pieces);
  }

  /** What is missing in declarations that cannot be used yet. */
  List<String> unresolved(List<DeclarationSnippet> declared) {
    return declared.stream()
        .filter(snippet -> shell.unresolvedDependencies(snippet).findAny().isPresent())
        .map(this::unresolvedMessage)
        .toList();
  }

  /** What is wrong with code that JShell would take as it is. */
  private @Nullable CellError unfit(CellSource source, Piece piece) {
    OptionalInt text = CellSource.longText(piece);
    if (text.isPresent()) {
      return errors.longText(source, text.getAsInt());
    }
    OptionalInt outside = TopLevelReturn.find(piece.source());
    return outside.isPresent()
        ? errors.topLevelReturn(source, piece.offset() + outside.getAsInt())
        : null;
  }

  private CellError syntaxError(CellSource source, Piece piece) {
    if (piece.completeness() == SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE) {
      OptionalInt comment = CellSource.openComment(piece);
      return comment.isPresent()
          ? errors.openComment(source, comment.getAsInt())
          : errors.incomplete(source);
    }
    CellError error = evaluate(source, piece).error();
    return error != null ? error : errors.incomplete(source);
  }

  /** How one snippet of a cell ended, or several. */
  record Evaluated(
      @Nullable Object value,
      @Nullable CellError error,
      boolean rejected,
      List<DeclarationSnippet> declared) {

    static Evaluated value(@Nullable Object value, List<DeclarationSnippet> declared) {
      return new Evaluated(value, null, false, declared);
    }

    static Evaluated failed(@Nullable CellError error) {
      return new Evaluated(null, error, false, List.of());
    }
  }

  /** Evaluates pieces in turn, up to the first error; the value is that of the last. */
  private Evaluated evaluate(CellSource source, List<Piece> pieces) {
    Map<Integer, Batch> batches =
        thread.isTimed() ? Map.of() : Batch.of(source.java(), pieces); // the limit is for each
    Object value = null;
    List<DeclarationSnippet> declared = new ArrayList<>();
    for (int i = 0; i < pieces.size(); ) {
      Batch batch = batches.get(i);
      Evaluated evaluated;
      if (batch == null) {
        evaluated = evaluate(source, pieces.get(i));
        i++;
        if (evaluated.error() != null && evaluated.rejected()) {
          return Evaluated.failed(
              andLater(evaluated.error(), source, pieces.subList(i - 1, pieces.size()), declared));
        }
      } else {
        Together together = evaluate(source, batch);
        evaluated = Evaluated.failed(together.error());
        i += together.done();
        if (together.done() < batch.pieces().size()) {
          batches = Map.of(); // it will not go better with the rest
        }
      }
      if (evaluated.error() != null) {
        return evaluated;
      }
      if (thread.interrupted()) {
        return Evaluated.failed(errors.plain("InterruptedException", "the cell was interrupted"));
      }
      value = evaluated.value();
      declared.addAll(evaluated.declared());
    }
    return Evaluated.value(value, declared);
  }

  /**
   * Adds the errors of what follows a wrong snippet, as far as they can be told.
   *
   * @param wrong the error of the first piece
   * @param unresolved what came before and cannot be used
   */
  private CellError andLater(
      CellError wrong, CellSource source, List<Piece> pieces, List<DeclarationSnippet> unresolved) {
    Optional<RestOfCell> rest =
        RestOfCell.of(
            pieces.get(0),
            pieces.subList(1, pieces.size()),
            unresolved.stream().map(DeclarationSnippet::name).collect(Collectors.toSet()));
    if (rest.isEmpty()) {
      return wrong;
    }
    SnippetEvent event = shell.eval(rest.get().code()).get(0);
    CellError all = wrong;
    int told = 1;
    for (Diag error : errors(event).toList()) {
      OptionalInt place = rest.get().place(error);
      if (place.isPresent() && told++ < ERRORS_TOLD) {
        all = errors.andAlso(all, source, place.getAsInt(), error);
      }
    }
    forget(event);
    return all;
  }

  /** How many pieces of a batch have run, and how the last of them ended. */
  private record Together(int done, @Nullable CellError error) {}

  private Together evaluate(CellSource source, Batch batch) {
    int before = changes.incrementAndGet();
    SnippetEvent event =
        batch.running(
            () -> changes.get() == before && !thread.interrupted(),
            () -> shell.eval(batch.code()).get(0));
    if (!event.status().isDefined()) {
      int wrong = (int) errors(event).mapToLong(Diag::getPosition).min().orElse(0);
      forget(event);
      return batch.pieceAt(wrong) < 2
          ? new Together(0, null)
          : evaluate(source, batch.upTo(batch.pieceAt(wrong)));
    }
    Piece first = batch.pieces().get(0);
    errors.remember(event.snippet().id(), source, first.offset());
    if (event.exception() != null
        && !control.failures().isEmpty()
        && control.failures().get(0) instanceof Batch.Left left) {
      return new Together(left.next(), null);
    }
    return new Together(batch.pieces().size(), error(source, first, event));
  }

  /** The errors that the compiler has found in a snippet. */
  private Stream<Diag> errors(SnippetEvent event) {
    return shell.diagnostics(event.snippet()).filter(Diag::isError);
  }

  private static boolean isOverLimit(List<Diag> diagnostics) {
    return diagnostics.stream().anyMatch(error -> error.getCode().startsWith(LIMIT));
  }

  /** Forgets a snippet that does not compile, and what the compiler may have kept of it. */
  private void forget(SnippetEvent event) {
    if (isOverLimit(errors(event).toList())) {
      shell.drop(event.snippet());
      // A text that is too long stays in the compiler and would be found in all code that comes
      // after. A change of the class path, even none, makes JShell take a new one.
      shell.addToClasspath(System.getProperty("java.home"));
    }
  }

  private Evaluated evaluate(CellSource source, Piece piece) {
    changes.incrementAndGet();
    Object value = null;
    List<DeclarationSnippet> declared = new ArrayList<>();
    for (SnippetEvent event : shell.eval(piece.source())) {
      if (event.causeSnippet() != null) {
        continue; // an older snippet that this one has changed
      }
      Snippet snippet = event.snippet();
      errors.remember(snippet.id(), source, piece.offset());
      CellError error = error(source, piece, event);
      if (error != null) {
        return new Evaluated(null, error, !event.status().isDefined(), List.of());
      }
      if (snippet instanceof DeclarationSnippet declaration
          && shell.unresolvedDependencies(declaration).findAny().isPresent()) {
        declared.add(declaration);
      }
      value = showsValue(snippet) ? control.takeValue() : null;
      if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        unnamed.add(snippet);
      }
    }
    while (unnamed.size() > UNNAMED_KEPT) {
      dropUnlessUsed(unnamed.remove());
    }
    compiled.forgetUnused();
    return Evaluated.value(value, declared);
  }

  /**
   * Forgets the value of an expression without a name; what uses it by its {@code $} name keeps it.
   */
  private void dropUnlessUsed(Snippet expression) {
    if (analysis.dependents(expression).isEmpty()) {
      shell.drop(expression);
    }
  }

  private static boolean showsValue(Snippet snippet) {
    return switch (snippet.subKind()) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  private @Nullable CellError error(CellSource source, Piece piece, SnippetEvent event) {
    List<Diag> diagnostics = errors(event).toList();
    if (event.status() == Snippet.Status.REJECTED || isOverLimit(diagnostics)) {
      forget(event);
      return errors.compilation(source, piece.offset(), diagnostics);
    }
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      return errors.plain(
          "UnresolvedReferenceException", unresolvedMessage(unresolved.getSnippet()));
    }
    List<Throwable> failures = control.failures();
    if (event.exception() instanceof EvalException account && !failures.isEmpty()) {
      if (failures.get(0) instanceof CellException nested) {
        return nested.error();
      }
      return thread.interrupted()
          ? errors.interrupted(source, failures.get(0), account)
          : errors.runtime(source, failures, account);
    }
    return null;
  }

  private String unresolvedMessage(DeclarationSnippet snippet) {
    String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    return snippet.name() + " cannot be used until " + missing + " is declared";
  }
}
