package org.stackbook.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * The classes that the compiler knows of snippets. JShell never forgets one, although later code
 * can name only those of declarations that hold; since it lists all of them to the compiler in each
 * of its rounds, every cell would take longer than the one before it.
 *
 * <p>JShell has no word for this. It is reached into where the process opens it, as the manifest of
 * our jar does; elsewhere, such as in other kernels, everything stays as JShell has it.
 */
final class CompiledSnippets {

  /** Classes to wait for before looking again: each look goes over all snippets. */
  private static final int SLACK = 25;

  private final JShell shell;
  private final @Nullable Map<String, ?> classes;
  private final @Nullable Method nameOf;
  private int limit = SLACK;

  CompiledSnippets(JShell shell) {
    this.shell = shell;
    Map<String, ?> found = null;
    Method name = null;
    try {
      Object files = field(field(shell, "taskFactory"), "fileManager");
      name = Snippet.class.getDeclaredMethod("classFullName");
      name.setAccessible(true);
      @SuppressWarnings("unchecked") // a field of the JDK
      Map<String, ?> held = (Map<String, ?>) field(files, "classObjects");
      found = held;
    } catch (ReflectiveOperationException
        | InaccessibleObjectException
        | ClassCastException ignored) {
      // not opened here, or a JDK that keeps them elsewhere
    }
    this.classes = found;
    this.nameOf = name;
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** Whether this process lets us know. */
  boolean isKnown() {
    return classes != null;
  }

  /** How many classes the compiler knows of snippets; 0 if that is not known. */
  int size() {
    return classes == null ? 0 : classes.size();
  }

  /** Forgets, now and then, what no later code can name. To be called while nothing is compiled. */
  void forgetUnused() {
    if (classes == null || nameOf == null || classes.size() < limit) {
      return;
    }
    Set<Object> used = new HashSet<>();
    try {
      for (Snippet snippet : (Iterable<Snippet>) shell.snippets()::iterator) {
        if (snippet.kind().isPersistent() && shell.status(snippet).isActive()) {
          used.add(nameOf.invoke(snippet));
        }
      }
    } catch (ReflectiveOperationException e) {
      return; // then nothing is forgotten
    }
    classes.keySet().removeIf(name -> !used.contains(outermost(name)));
    limit = classes.size() + SLACK;
  }

  /** {@code REPL.$JShell$3} of {@code REPL.$JShell$3$Point}. */
  private static String outermost(String className) {
    int inner = className.indexOf('$', className.indexOf("$JShell$") + "$JShell$".length());
    return inner < 0 ? className : className.substring(0, inner);
  }
}
