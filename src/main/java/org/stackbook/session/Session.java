package org.stackbook.session;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.session.CellEvaluator.Evaluated;
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
 * last {@value CellEvaluator#UNNAMED_KEPT} of them, and those that later code uses, are kept.
 * Statements in the middle of a cell may be left without such a name: several are compiled as one.
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

  private final JShell shell;
  private final ClassPathIndex index;
  private final CellEvaluator evaluator;
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
    // Before the analysis is there: its indexer reads the class path in the background, and the
    // compiler's first look at it may undo a change made meanwhile.
    extendClassPath(builder.classPath);
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    this.index = new ClassPathIndex(analysis);
    this.evaluator = new CellEvaluator(shell, analysis, control, thread, errors);
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
    evaluator.withoutTrace(() -> runCell(0, "1 + 1"));
  }

  /** Waits for the startup snippets, without which names are not known. */
  private void awaitStarted() {
    if (!started && !evaluating.isHeldByCurrentThread()) {
      start();
    }
  }

  private @Nullable CellError runStartup(String snippet) {
    return evaluator.evaluateAll(new CellSource(0, snippet, MagicSyntax.toJava(snippet)));
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
    Evaluated evaluated = evaluator.evaluateWhole(source);
    if (evaluated.error() != null) {
      return failed(evaluated.error());
    }
    for (String missing : evaluator.unresolved(evaluated.declared())) {
      output.stream(CellOutput.Stream.STDERR, missing + "\n");
    }
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

  /**
   * Runs code from inside a running cell.
   *
   * @return the value of its last expression
   */
  @Nullable Object evalNested(String code) throws Exception {
    Evaluated evaluated = evaluator.evaluate(new CellSource(0, code, MagicSyntax.toJava(code)));
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
    evaluator.meaningsChanged();
    extendClassPath(entries);
  }

  private void extendClassPath(Collection<Path> entries) {
    if (entries.isEmpty()) {
      return;
    }
    synchronized (addedToClassPath) {
      entries.forEach(entry -> addedToClassPath.add(entry.toAbsolutePath()));
    }
    shell.addToClasspath(
        entries.stream()
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
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
