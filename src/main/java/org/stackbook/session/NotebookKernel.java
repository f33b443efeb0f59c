package org.stackbook.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/**
 * A session as a JJava kernel: what extensions are installed into, magics are called with and
 * {@code BaseKernel.notebookKernel()} gives to notebooks. It evaluates and displays through the
 * session; the wire of JJava is not used.
 */
final class NotebookKernel extends BaseKernel {

  private final Session session;

  NotebookKernel(Session session, CommManager comms) {
    super(
        "Stackbook",
        Session.version(),
        new LanguageInfo.Builder("java").version(Runtime.version().toString()).build(),
        List.of(),
        null,
        new SessionIO(session),
        comms,
        new Renderer(),
        new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
        new MagicsRegistry(),
        true,
        new StringStyler.Builder().build());
    this.session = session;
  }

  /** Makes this the kernel that {@code BaseKernel.notebookKernel()} answers with. */
  void attach() {
    notebookKernel = this;
  }

  void detach() {
    if (notebookKernel == this) {
      notebookKernel = null;
    }
  }

  /** Installs every extension that the service loader finds on the class path. */
  void installFoundExtensions() {
    installExtensions(session.classLoader());
  }

  void uninstallExtensions() {
    uninstallExtension();
  }

  @Nullable Object lineMagic(String name, List<String> args) throws Exception {
    known("%", name, magicsRegistry.getLineMagicNames());
    return magicsRegistry.evalLineMagic(this, name, args);
  }

  @Nullable Object cellMagic(String name, List<String> args, String body) throws Exception {
    known("%%", name, magicsRegistry.getCellMagicNames());
    return magicsRegistry.evalCellMagic(this, name, args, body);
  }

  private static void known(String prefix, String name, Set<String> names) {
    if (!names.contains(name)) {
      throw Refusal.of(prefix + name, "no such magic")
          .nearest(name, new TreeSet<>(names))
          .wayOut("%lsmagic lists them")
          .asException();
    }
  }

  @Override
  public @Nullable Object evalRaw(String source) {
    try {
      return session.evalNested(source);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
    return session.inspect(code, at).map(DisplayBridge::toDisplayData).orElse(null);
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    Completion found = session.complete(code, at);
    return new ReplacementOptions(found.candidates(), found.start(), found.end());
  }

  @Override
  public String isComplete(String code) {
    Completeness found = session.isComplete(code);
    return switch (found.status()) {
      case COMPLETE -> IS_COMPLETE_YES;
      case INVALID -> IS_COMPLETE_BAD;
      case UNKNOWN -> IS_COMPLETE_MAYBE;
      case INCOMPLETE -> found.indent();
    };
  }

  @Override
  public void interrupt() {
    session.interrupt();
  }

  @Override
  protected ClassLoader getClassLoader() {
    return session.classLoader();
  }

  /** Sends what extensions display to the session. */
  private static final class SessionIO extends JupyterIO {
    SessionIO(Session session) {
      super(StandardCharsets.UTF_8);
      setEnv(new SessionEnvironment(session));
    }
  }

  private static final class SessionEnvironment extends ShellReplyEnvironment {
    private final Session session;

    @SuppressWarnings("NullAway") // the superclass keeps its channels without looking at them
    SessionEnvironment(Session session) {
      super(null, null, null, null);
      this.session = session;
    }

    @Override
    public void publish(Message<?> message) {
      if (message.getContent() instanceof DisplayData data) {
        boolean update = data instanceof PublishUpdateDisplayData;
        if (update || data instanceof PublishDisplayData) {
          session.output().display(DisplayBridge.toBundle(data), data.getDisplayId(), update);
        }
      }
    }

    @Override
    public void writeToStdOut(String text) {
      session.output().stream(CellOutput.Stream.STDOUT, text);
    }

    @Override
    public void writeToStdErr(String text) {
      session.output().stream(CellOutput.Stream.STDERR, text);
    }
  }
}
