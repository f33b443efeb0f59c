package org.stackbook.error;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the null that one of Stackbook's words was given, for all words in one place. Stackbook
 * makes no null of its own, which the static gate proves; so what its code stumbles over came from
 * outside, and the trace tells through which word.
 */
public final class NullRefusal {

  private static final String OURS =
      Refusal.class.getPackageName().replaceFirst("[^.]*$", ""); // the house that the room is in

  /** What our code calls on the way to a null, and what calls it back: not yet the outside. */
  private static final List<String> BETWEEN = List.of("java.", "sun.");

  private NullRefusal() {}

  /**
   * What to tell instead of an exception.
   *
   * @param thrown whatever code of the user ended with
   * @return a refusal with the same trace, if it is a {@link NullPointerException} of our code;
   *     otherwise {@code thrown} itself
   */
  public static Throwable instead(Throwable thrown) {
    StackTraceElement word = thrown instanceof NullPointerException ? wordThatMet(thrown) : null;
    if (word == null) {
      return thrown;
    }
    Refusal refusal =
        Refusal.of(call(word), "null was given where a value is needed")
            .wayOut("say a value, or leave the word out")
            .cause(thrown)
            .asException();
    refusal.setStackTrace(thrown.getStackTrace());
    return refusal;
  }

  /** The outermost of our methods, as seen from where it was thrown. */
  private static @Nullable StackTraceElement wordThatMet(Throwable thrown) {
    StackTraceElement word = null;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        word = frame;
      } else if (BETWEEN.stream().noneMatch(frame.getClassName()::startsWith)) {
        return word;
      }
    }
    return word;
  }

  /** {@code build(null)}; with dots where it is one value of several. */
  private static String call(StackTraceElement word) {
    String name = word.getMethodName();
    try {
      Class<?> owner =
          Class.forName(word.getClassName(), false, NullRefusal.class.getClassLoader());
      boolean made = name.equals("<init>");
      boolean alone =
          Arrays.stream(made ? owner.getDeclaredConstructors() : owner.getMethods())
              .filter(called -> made || called.getName().equals(name))
              .allMatch(called -> called.getParameterCount() == 1);
      return (made ? "new " + owner.getSimpleName() : name) + (alone ? "(null)" : "(…)");
    } catch (ClassNotFoundException | LinkageError e) {
      return name + "(…)";
    }
  }
}
