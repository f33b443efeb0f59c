package org.stackbook.session;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this process and keeps what JShell itself throws away: the value of a snippet
 * and its exception, as the objects they are.
 *
 * <p>Newer JDKs (24 and later) weave stop checks into the classes of snippets, in the superclass;
 * on older ones a thread that heeds no interrupt is stopped by {@code Thread.stop}.
 */
final class CellExecutionControl extends LocalExecutionControl implements CellThread.Stopper {

  /** More causes and suppressed exceptions than this are not shown. */
  private static final int CHAIN_LIMIT = 20;

  private static final boolean WEAVES =
      Arrays.stream(LocalExecutionControl.class.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals("load"));

  private static final Method NOTHING = nothingMethod();

  private final SnippetLoader loader;
  private @Nullable CellThread thread;
  private @Nullable Object value;
  private List<Throwable> failures = List.of();
  private volatile boolean checksArmed;
  private @Nullable Stopwatch stopwatch;

  CellExecutionControl(SnippetLoader loader) {
    super(loader);
    this.loader = loader;
  }

  void runOn(CellThread cellThread) {
    this.thread = cellThread;
  }

  ClassLoader classLoader() {
    return loader.classLoader();
  }

  /** The value of the snippet that ran last; asking takes it away. */
  @Nullable Object takeValue() {
    Object taken = value;
    value = null;
    return taken;
  }

  /**
   * Lets a stopwatch run while snippets do, but not while they are compiled.
   *
   * @param watch {@code null} for none
   */
  void measure(@Nullable Stopwatch watch) {
    stopwatch = watch;
  }

  /**
   * What the last snippet threw, then its causes, then what was suppressed; the exceptions of
   * JShell's own report form a chain in the same order.
   */
  List<Throwable> failures() {
    return failures;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(
        Arrays.stream(classes)
            .map(each -> new ClassBytecodes(each.name(), ExitGuard.guard(each.bytecodes())))
            .toArray(ClassBytecodes[]::new));
  }

  @Override
  protected String invoke(Method doIt) throws Exception {
    CellThread on = thread;
    if (on == null) {
      throw new InternalException("no thread to run on");
    }
    failures = List.of();
    armChecks();
    try {
      Stopwatch watch = stopwatch;
      value = on.call(() -> watch == null ? doIt.invoke(null) : watch.run(() -> doIt.invoke(null)));
      return "";
    } catch (SPIResolutionException e) {
      throw new ResolutionException(e.id(), e.getStackTrace());
    } catch (Throwable e) {
      failures = chain(e);
      throw asUserException(failures);
    }
  }

  /** On JDKs that weave, the superclass puts its checks in place, or back, when it runs code. */
  private void armChecks() throws Exception {
    if (WEAVES && !checksArmed) {
      checksArmed = true;
      super.invoke(NOTHING);
    }
  }

  @Override
  public void stop(Thread running) {
    if (WEAVES) {
      checksArmed = false;
      try {
        super.stop();
      } catch (ExecutionControl.ExecutionControlException e) {
        throw new IllegalStateException(e);
      }
      return;
    }
    try {
      // By reflection: later JDKs have no such method, and there this line is not reached.
      Thread.class.getMethod("stop").invoke(running);
    } catch (ReflectiveOperationException e) {
      running.interrupt();
    }
  }

  private static List<Throwable> chain(Throwable first) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = first; t != null && seen.add(t); t = t.getCause()) {
      chain.add(t);
    }
    for (Throwable t : List.copyOf(chain)) {
      for (Throwable suppressed : t.getSuppressed()) {
        if (seen.add(suppressed)) {
          chain.add(suppressed);
        }
      }
    }
    return List.copyOf(chain.subList(0, Math.min(chain.size(), CHAIN_LIMIT)));
  }

  private static UserException asUserException(List<Throwable> chain) {
    UserException outer = null;
    for (int i = chain.size() - 1; i >= 0; i--) {
      Throwable t = chain.get(i);
      UserException user = new UserException("", t.getClass().getName(), t.getStackTrace());
      if (outer != null) {
        user.initCause(outer);
      }
      outer = user;
    }
    if (outer == null) {
      throw new IllegalStateException("no exception to report");
    }
    return outer;
  }

  /** Run by the superclass to arm its checks. */
  public static void nothing() {}

  private static Method nothingMethod() {
    try {
      Method nothing = CellExecutionControl.class.getMethod("nothing");
      nothing.setAccessible(true);
      return nothing;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
