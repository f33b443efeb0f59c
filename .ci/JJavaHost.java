import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** JJava's kernel library with a bare JShell under it: its wire, renderer and extensions are the real ones. */
public final class JJavaHost extends BaseKernel {

  private static Object value;
  private static Throwable thrown;
  private final JShell shell;

  private JJavaHost() throws Exception {
    super("JJavaHost", "0", new LanguageInfo.Builder("java").build(), List.of(), null,
        new JupyterIO(StandardCharsets.UTF_8), new CommManager(), new Renderer(),
        new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()), new MagicsRegistry(), true,
        new StringStyler.Builder().build());
    shell = JShell.builder().executionEngine(new InThisProcess(), Map.of()).build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    evalRaw("import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*;");
    evalRaw(Files.readString(Path.of(System.getenv("STARTUP"))));
  }

  public static void main(String[] args) throws Exception {
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
    JJavaHost kernel = new JJavaHost();
    kernel.onStartup();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
  }

  @Override
  public Object evalRaw(String source) {
    value = null;
    for (String rest = source; !rest.isBlank(); ) {
      SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      thrown = null;
      for (SnippetEvent event : shell.eval(info.source() == null ? rest : info.source())) {
        if (event.status() == Snippet.Status.REJECTED) {
          throw new IllegalArgumentException(
              shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList().toString());
        }
        if (thrown != null) {
          throw new IllegalStateException(thrown);
        }
        Snippet.SubKind kind = event.snippet().subKind();
        if (kind != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND && event.snippet().kind() != Snippet.Kind.EXPRESSION) {
          value = null;
        }
      }
      rest = info.remaining() == null ? "" : info.remaining();
    }
    return value;
  }

  /** Keeps values and exceptions as the objects they are. */
  private static final class InThisProcess implements ExecutionControlProvider {
    @Override
    public String name() {
      return "host";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new DirectExecutionControl() {
        @Override
        protected String invoke(java.lang.reflect.Method method) throws Exception {
          try {
            value = method.invoke(null);
          } catch (java.lang.reflect.InvocationTargetException e) {
            thrown = e.getCause();
          }
          return "";
        }
      };
    }
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return null;
  }

  @Override
  public String isComplete(String code) {
    return IS_COMPLETE_MAYBE;
  }
}
