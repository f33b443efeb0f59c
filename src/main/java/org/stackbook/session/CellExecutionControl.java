package org.stackbook.session;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.NullRefusal;

/**
 * Runs snippets in this process and keeps what JShell itself throws away: the value of a snippet
 * and its exception, as the objects they are.
 */
final class CellExecutionControl extends DirectExecutionControl {

  /** More causes and suppressed exceptions than this are not shown. */
  private static final int CHAIN_LIMIT = 20;

  private final CellThread thread;
  private @Nullable Object value;
  private List<Throwable> failures = List.of();
  private @Nullable Stopwatch stopwatch;

  CellExecutionControl(SnippetLoader loader, CellThread thread) {
    super(loader);
    this.thread = thread;
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
  protected String invoke(Method doIt) throws Exception {
    failures = List.of();
    try {
      Stopwatch watch = stopwatch;
      value =
          thread.call(() -> watch == null ? doIt.invoke(null) : watch.run(() -> doIt.invoke(null)));
      return "";
    } catch (SPIResolutionException e) {
      throw new ResolutionException(e.id(), e.getStackTrace());
    } catch (Throwable e) {
      failures = chain(NullRefusal.instead(e));
      throw asUserException(failures);
    }
  }

  /** An exception, then its causes, then what was suppressed in these. */
  static List<Throwable> chain(Throwable first) {
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
}
