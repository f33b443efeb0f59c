package org.stackbook.kernel;

import java.lang.reflect.Proxy;
import java.util.Map;

/** What the operating system tells a kernel. */
final class Host {

  /** Set by Jupyter to the process that has started the kernel. */
  private static final String PARENT = "JPY_PARENT_PID";

  private Host() {}

  /** Runs an action when the front end that has started this process is gone. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told how the action went
  static void onParentsEnd(Map<String, String> variables, Runnable action) {
    String parent = variables.getOrDefault(PARENT, "");
    if (!parent.matches("[0-9]{1,18}") || windows()) {
      return; // on Windows the number is a handle, of use to native code only
    }
    ProcessHandle.of(Long.parseLong(parent)).ifPresent(process -> process.onExit().thenRun(action));
  }

  /**
   * Runs an action on SIGINT, which would else end the process. By reflection, because Java has no
   * documented way; where this one is missing the process ends.
   */
  static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object act =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, act);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Not this JVM, or the signal is taken: it ends the process, as everywhere else.
    }
  }

  private static boolean windows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
