package org.stackbook.session;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.session.CellSource.Piece;
import org.stackbook.session.magic.Magics;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;
import org.stackbook.view.Views;

/**
 * Evaluates cells of Java, one after the other, in one lasting scope: what a cell declares, later
 * cells use. Values come back as the objects they are, and as they show themselves.
 *
 * <pre>{@code
 * try (Session session = Session.builder().startup(StartupSnippet.text()).build()) {
 *   CellResult result = session.run("int x = 6;\nx * 7", output);
 *   result.value(); // 42
 * }
 * }</pre>
 *
 * <p>JShell gives the value of an expression without a name one of its own, such as {@code $7}; the
 * last {@value #UNNAMED_KEPT} of them, and those that later code uses, are kept. Statements in the
 * middle of a cell may be left without such a name: several are compiled as one.
 *
 * <p>One cell runs at a time; {@link #interrupt()} may be called from any thread. While a cell
 * runs, {@code System.out} and {@code System.err} of the process belong to it; what threads print
 * that an earlier cell has started goes to the output of that cell.
 */
public final class Session implements AutoCloseable {

  /**
   * What every cell may use without saying so, as in the {@code jshell} tool and IJava. One
   * snippet: each takes a round of the compiler. JShell knows it by its first import, which is one
   * that no user repeats; a snippet that a later one replaces would take the other imports with it.
   */
  private static final String IMPORTS =
      "import static "
          + CellWords.class.getName()
          + ".*; import java.io.*; import java.math.*; import java.net.*; import java.nio.file.*;"
          + " import java.util.*; import java.util.concurrent.*; import java.util.function.*;"
          + " import java.util.prefs.*; import java.util.regex.*; import java.util.stream.*;";

  /**
   * So many values of expressions without a name, {@code $1} and the like, can still be used;
   * JShell would keep all of them and compile each cell more slowly than the one before.
   */
  private static final int UNNAMED_KEPT = 20;

  /** Snippets behind the first wrong one add errors up to this many. */
  private static final int ERRORS_TOLD = 10;

  /** How the compiler's codes begin for what it finds too large for a class file. */
  private static final String LIMIT = "compiler.err.limit.";

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final ClassPathIndex index;
  private final CompiledSnippets compiled;
  private final Help help;
  private final SnippetLoader loader;
  private final CellExecutionControl control;
  private final CellThread thread;
  private final ErrorFormatter errors;
  private final NotebookKernel kernel;
  private final Magics magics;
  private final Set<Path> addedToClassPath = new LinkedHashSet<>();
  private final Function<Object, Optional<MimeBundle>> renderer;
  private final List<String> startup;
  private final CellInput input;
  private final StartupOutput startupOutput = new StartupOutput();
  private final @Nullable OutputCapture idleCapture;
  private final ReentrantLock evaluating = new ReentrantLock();
  private volatile boolean started;
  private int executionCount;
  private volatile OwnedOutput output = new OwnedOutput(startupOutput);
  private volatile boolean running;
  private boolean interruptNext;
  private @Nullable String lastDisplayId;
  private final Deque<Snippet> unnamed = new ArrayDeque<>();

  /** Counts what may change the meaning of code that is compiled already. */
  private final AtomicInteger changes = new AtomicInteger();

  private Session(Builder builder) {
    this.renderer = builder.renderer;
    this.errors = new ErrorFormatter(renderer);
    this.startup = List.copyOf(builder.startup);
    this.input = builder.input;
    this.loader = new SnippetLoader(Session.class.getClassLoader());
    this.thread = new CellThread(loader, builder.timeout);
    this.control = new CellExecutionControl(loader, thread);
    this.shell =
        JShell.builder()
            .executionEngine(new InThisProcess(control), Map.of())
            .fileManager(CellFiles::new)
            .compilerOptions(builder.compilerOptions.toArray(String[]::new))
            .build();
    this.compiled = new CompiledSnippets(shell);
    // Before the analysis is there: its indexer reads the class path in the background, and the
    // compiler's first look at it may undo a change made meanwhile.
    addToClassPath(builder.classPath);
    this.analysis = shell.sourceCodeAnalysis();
    this.index = new ClassPathIndex(analysis);
    this.kernel = new NotebookKernel(this, builder.comms);
    this.magics = new Magics(new SessionMagicHost(this, control), kernel.getMagicsRegistry());
    magics.register();
    this.help = new Help(shell, loader.classLoader(), magics);
    this.idleCapture =
        builder.idleOutput == null
            ? null
            : OutputCapture.start(new OwnedOutput(builder.idleOutput));
    if (builder.extensions) {
      kernel.attach();
      kernel.installFoundExtensions();
    }
  }

  /** Starts building a session. */
  public static Builder builder() {
    return new Builder();
  }

  /** The version of this software; {@code dev} when it does not run from its jar. */
  public static String version() {
    String version = Session.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /**
   * Evaluates the startup snippets, so that the first cell need not wait for them. What fails in
   * them is told on the error stream of the first cell; the session goes on.
   */
  public void start() {
    evaluating.lock();
    try {
      if (started) {
        return;
      }
      OutputCapture capture = enter(startupOutput);
      try {
        shell.eval(IMPORTS);
        for (String snippet : startup) {
          CellError error = runStartup(snippet);
          if (error != null) {
            startupOutput.stream(
                CellOutput.Stream.STDERR,
                "In the startup snippet:\n" + String.join("\n", error.traceback()) + "\n");
          }
        }
        if (!evaluating.hasQueuedThreads()) {
          rehearse();
        }
      } finally {
        started = true;
        leave(capture);
      }
    } finally {
      evaluating.unlock();
    }
  }

  /** Loads what a first cell needs, by running one; leaves no trace in the scope. */
  private void rehearse() {
    int before = unnamed.size();
    runCell(0, "1 + 1");
    while (unnamed.size() > before) {
      shell.drop(unnamed.removeLast());
    }
  }

  /** Waits for the startup snippets, without which names are not known. */
  private void awaitStarted() {
    if (!started && !evaluating.isHeldByCurrentThread()) {
      start();
    }
  }

  private @Nullable CellError runStartup(String snippet) {
    CellSource source = new CellSource(0, snippet, MagicSyntax.toJava(snippet));
    CellError first = null;
    for (Piece piece : CellSource.split(source.java(), analysis)) {
      CellError error = evaluate(source, piece).error();
      first = first == null ? error : first;
    }
    return first;
  }

  /**
   * Runs a cell and counts it.
   *
   * @param cell Java, with line magics or as a cell magic
   * @param out where what it prints and displays goes; its value does not go there
   */
  public CellResult run(String cell, CellOutput out) {
    return run(cell, out, true);
  }

  /**
   * Runs a cell without counting it, for front ends that evaluate behind the user's back.
   *
   * @param cell Java, with line magics or as a cell magic
   * @param out where what it prints and displays goes; its value does not go there
   */
  public CellResult runUncounted(String cell, CellOutput out) {
    return run(cell, out, false);
  }

  private CellResult run(String cell, CellOutput out, boolean counted) {
    evaluating.lock();
    try {
      start();
      int number = counted ? ++executionCount : 0;
      OutputCapture capture = enter(out);
      try {
        startupOutput.drainTo(out);
        if (takeInterrupt()) {
          return failed(
              errors.plain("InterruptedException", "the cell was interrupted before it began"));
        }
        return runCell(number, cell);
      } finally {
        leave(capture);
      }
    } finally {
      evaluating.unlock();
    }
  }

  private OutputCapture enter(CellOutput out) {
    index.cellBegins();
    output = new OwnedOutput(out);
    OwnedOutput.own(output);
    thread.begin(output);
    running = true;
    CellWords.attach(this);
    Progress.watchedBy((progress, state) -> output().progress(progress, state));
    kernel.attach();
    return OutputCapture.start(output);
  }

  private void leave(OutputCapture capture) {
    running = false;
    thread.end();
    capture.stop();
    OwnedOutput.own(null);
    index.cellEnded();
  }

  private CellResult runCell(int number, String cell) {
    Optional<MagicSyntax.CellCall> magic = MagicSyntax.cellMagic(cell);
    if (magic.isPresent()) {
      return runCellMagic(magic.get());
    }
    CellSource source;
    try {
      source = new CellSource(number, cell, MagicSyntax.toJava(cell));
    } catch (Refusal e) {
      return failed(errors.thrown(e));
    }
    List<Piece> pieces = CellSource.split(source.java(), analysis);
    // What cannot be parsed is told before anything of the cell runs.
    Optional<Piece> broken = pieces.stream().filter(piece -> !piece.isComplete()).findFirst();
    if (broken.isPresent()) {
      return failed(syntaxError(source, broken.get()));
    }
    for (Piece piece : pieces) {
      CellError error = unfit(source, piece);
      if (error != null) {
        return failed(error);
      }
    }
    Evaluated evaluated = evaluate(source, pieces);
    if (evaluated.error() != null) {
      return failed(evaluated.error());
    }
    tellUnresolved(evaluated.declared());
    return finished(evaluated.value());
  }

  private CellResult runCellMagic(MagicSyntax.CellCall magic) {
    try {
      return finished(
          thread.call(() -> kernel.cellMagic(magic.name(), magic.args(), magic.body())));
    } catch (Throwable e) {
      return failed(thrown(e));
    }
  }

  private CellResult finished(@Nullable Object value) {
    if (value == null || value == lastDisplayId) {
      // The id that display() gives back is for code, not for reading.
      return new CellResult(value, null, null);
    }
    try {
      MimeBundle shown = (MimeBundle) thread.call(() -> render(value));
      return new CellResult(value, shown, null);
    } catch (Throwable e) {
      return new CellResult(value, null, thrown(e));
    }
  }

  private static CellResult failed(CellError error) {
    return new CellResult(null, null, error);
  }

  private CellError thrown(Throwable e) {
    if (thread.interrupted()) {
      return errors.plain("InterruptedException", "the cell was interrupted");
    }
    return e instanceof CellException nested ? nested.error() : errors.thrown(e);
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
  private record Evaluated(
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

  private void tellUnresolved(List<DeclarationSnippet> declared) {
    for (DeclarationSnippet snippet : declared) {
      if (shell.unresolvedDependencies(snippet).findAny().isPresent()) {
        output.stream(CellOutput.Stream.STDERR, unresolvedMessage(snippet) + "\n");
      }
    }
  }

  /**
   * Runs code from inside a running cell.
   *
   * @return the value of its last expression
   */
  @Nullable Object evalNested(String code) throws Exception {
    CellSource source = new CellSource(0, code, MagicSyntax.toJava(code));
    List<Piece> pieces = CellSource.split(source.java(), analysis);
    Evaluated evaluated = evaluate(source, pieces);
    if (evaluated.error() != null) {
      throw new CellException(evaluated.error());
    }
    return evaluated.value();
  }

  /**
   * What may stand where the cursor is.
   *
   * @param code the whole cell
   * @param cursor index into the code, from 0 to its length
   */
  public Completion complete(String code, int cursor) {
    awaitStarted();
    index.letGo();
    return help.complete(code, cursor);
  }

  /**
   * Whether code can be run as it stands.
   *
   * @param code the whole cell
   */
  public Completeness isComplete(String code) {
    awaitStarted(); // JShell cannot evaluate and analyse at the same time
    return help.isComplete(code);
  }

  /**
   * Signature and documentation of what stands at the cursor.
   *
   * @param code the whole cell
   * @param cursor index into the code, inside or at the end of a name
   */
  public Optional<MimeBundle> inspect(String code, int cursor) {
    awaitStarted();
    index.letGo();
    return help.inspect(code, cursor);
  }

  /**
   * Interrupts the running cell; does nothing if none runs. Its thread is interrupted at once; code
   * that listens has a tenth of a second to clean up. Then whatever code of cells runs for this
   * cell, on its thread, on threads that it has started, in its tasks on the common pool, ends at
   * its next jump back or call. Code of libraries that neither listens nor returns within three
   * seconds is left in the background, and what it prints is dropped.
   */
  public void interrupt() {
    if (running) {
      thread.interrupt();
    }
  }

  /**
   * Interrupts the running cell or, if none runs, the next one before it begins: for front ends
   * that know of a cell that waits.
   */
  public void interruptNext() {
    synchronized (thread) {
      if (!(running && started)) {
        interruptNext = true;
      }
      interrupt(); // a startup snippet may be in the way
    }
  }

  /** Takes back an interrupt of the next cell: none waits any more. */
  public void forgetInterrupt() {
    takeInterrupt();
  }

  private boolean takeInterrupt() {
    synchronized (thread) {
      boolean taken = interruptNext;
      interruptNext = false;
      return taken;
    }
  }

  /** How many cells were run and counted. */
  public int executionCount() {
    return executionCount;
  }

  /**
   * Makes jars and folders of classes known to the cells that follow.
   *
   * @param entries jars and folders
   */
  public void addToClassPath(Collection<Path> entries) {
    if (!entries.isEmpty()) {
      changes.incrementAndGet();
      synchronized (addedToClassPath) {
        entries.forEach(entry -> addedToClassPath.add(entry.toAbsolutePath()));
      }
      shell.addToClasspath(
          entries.stream()
              .map(entry -> entry.toAbsolutePath().toString())
              .collect(Collectors.joining(File.pathSeparator)));
    }
  }

  /** What was added to the class path, in the order in which it was. */
  List<Path> addedToClassPath() {
    synchronized (addedToClassPath) {
      return List.copyOf(addedToClassPath);
    }
  }

  JShell shell() {
    return shell;
  }

  /** The class loader of the cells. */
  public ClassLoader classLoader() {
    return loader.classLoader();
  }

  /** Where the running thread displays: in the cell that it belongs to. */
  CellOutput output() {
    OwnedOutput owned = OwnedOutput.ofThisThread();
    return owned == null ? output : owned;
  }

  /** Whom the running cell may ask. */
  CellInput input() {
    return input;
  }

  NotebookKernel kernel() {
    return kernel;
  }

  String display(String id, @Nullable Object value, boolean update, String... mimeTypes) {
    output().display(render(value, mimeTypes), id, update);
    lastDisplayId = id;
    return id;
  }

  /** How a value shows itself: its own view, a renderer registered in the notebook, its text. */
  MimeBundle render(@Nullable Object value, String... mimeTypes) {
    if (value == null) {
      return MimeBundle.text("null");
    }
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    if (value instanceof DisplayData data) {
      return DisplayBridge.toBundle(data);
    }
    Optional<MimeBundle> own = renderer.apply(value);
    if (own.isPresent()) {
      return mimeTypes.length == 0 ? own.get() : DisplayBridge.only(own.get(), mimeTypes);
    }
    if (value.getClass().isArray() && mimeTypes.length == 0) {
      String inBrackets = Arrays.deepToString(new Object[] {value});
      return MimeBundle.text(inBrackets.substring(1, inBrackets.length() - 1));
    }
    return DisplayBridge.toBundle(
        mimeTypes.length == 0
            ? kernel.getRenderer().render(value)
            : kernel.getRenderer().renderAs(value, mimeTypes));
  }

  /** Ends the session; a cell that runs is interrupted. */
  @Override
  public void close() {
    interrupt();
    kernel.uninstallExtensions();
    kernel.detach();
    shell.close();
    index.letGo(); // all sessions of a process share one indexer
    if (idleCapture != null) {
      idleCapture.stop();
    }
  }

  private record InThisProcess(CellExecutionControl control) implements ExecutionControlProvider {

    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  /** Collects what a session is made of. */
  public static final class Builder {
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> startup = new ArrayList<>();
    private final List<String> compilerOptions = new ArrayList<>();
    private Function<Object, Optional<MimeBundle>> renderer = Views::of;
    private CommManager comms = new CommManager();
    private Duration timeout = Duration.ZERO;
    private CellInput input = CellInput.PROCESS;
    private @Nullable CellOutput idleOutput;
    private boolean extensions = true;
    private Map<String, String> environment = Map.of();

    private Builder() {}

    /** Jars and folders of classes for the cells, besides what this process has. */
    public Builder classPath(Collection<Path> entries) {
      classPath.addAll(entries);
      return this;
    }

    /** Java to evaluate before the first cell: imports, helpers. May be called several times. */
    public Builder startup(String snippet) {
      startup.add(snippet);
      return this;
    }

    /** Options for the compiler, as of {@code javac}. */
    public Builder compilerOptions(List<String> options) {
      compilerOptions.addAll(options);
      return this;
    }

    /** How values show themselves; {@link Views#of} unless set. */
    public Builder renderer(Function<Object, Optional<MimeBundle>> views) {
      this.renderer = views;
      return this;
    }

    /** The comms that extensions find in the kernel; unconnected ones unless set. */
    public Builder comms(CommManager manager) {
      this.comms = manager;
      return this;
    }

    /**
     * Where the process prints while no cell runs, such as from threads that outlive their cell;
     * the process's own streams unless set.
     */
    public Builder idleOutput(CellOutput output) {
      this.idleOutput = output;
      return this;
    }

    /** Whom cells ask that want a line or a password; the process's own input unless set. */
    public Builder input(CellInput whom) {
      this.input = whom;
      return this;
    }

    /** After how long a statement is interrupted; zero, the default, for never. */
    public Builder timeout(Duration limit) {
      this.timeout = limit;
      return this;
    }

    /** Whether JJava extensions on the class path are installed; they are unless told not to. */
    public Builder extensions(boolean install) {
      this.extensions = install;
      return this;
    }

    /**
     * What the environment variables of IJava and JJava ask for, read from {@code variables}. Their
     * startup scripts run after all other startup snippets.
     */
    public Builder environment(Map<String, String> variables) {
      environment = variables;
      return this;
    }

    /**
     * The session; its startup snippets run with the first cell or {@link Session#start()}.
     *
     * @throws org.stackbook.error.Refusal if the environment holds a value that cannot be read
     */
    public Session build() {
      new Environment(environment).applyTo(this);
      environment = Map.of();
      return new Session(this);
    }
  }
}
