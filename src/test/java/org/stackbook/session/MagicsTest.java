package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.view.MimeBundle;

/** What notebooks of IJava and JJava expect to find. */
@Tag("unit")
class MagicsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Session session;

  @BeforeEach
  void open() {
    session = Session.builder().build();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private CellResult run(String cell) {
    return session.run(cell, new RecordedOutput());
  }

  private static @Nullable Object value(Session in, String cell) {
    CellResult result = in.run(cell, new RecordedOutput());
    assertNull(result.error(), () -> String.valueOf(result.error()));
    return result.value();
  }

  private Path compiled(String name, String body) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), body);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertEquals(0, status);
    return classes;
  }

  @Test
  void aJarThatIsNotThereIsRefusedWithTheNearestName() throws IOException {
    Files.writeString(folder.resolve("tables.jar"), "");
    CellError error = run("%jars " + folder.resolve("table.jar")).error();
    assertNotNull(error);
    assertTrue(error.message().contains("no such jar or folder"), error.message());
    assertTrue(error.message().contains("tables.jar"), error.message());
    assertTrue(run("%jars " + folder + "/none-*.jar").ok(), "a pattern may fit nothing");
  }

  @Test
  void aFolderOnTheClassPathIsKnownToTheNextCell() throws IOException {
    Path classes =
        compiled(
            "Probe",
            "package probe; public class Probe { public static int five() { return 5; } }");
    assertEquals(
        List.of(classes.toString()),
        run("List<String> added = %classpath " + classes + "\nadded").value());
    assertEquals(5, run("probe.Probe.five()").value());
  }

  @Test
  void loadRunsAFileOrANotebookInTheSession() throws IOException {
    Path script = Files.writeString(folder.resolve("helper.jsh"), "int loaded = 4;\nloaded + 1");
    assertTrue(run("%load " + folder.resolve("helper")).ok());
    assertEquals(4, run("loaded").value());
    Files.writeString(
        folder.resolve("n.ipynb"),
        """
        {"cells": [{"cell_type": "markdown", "source": ["no Java"]},
         {"cell_type": "code", "source": ["int a1 = 1;\\n", "int a2 = 2;"]},
         {"cell_type": "code", "source": "int a3 = a1 + a2;"}]}""");
    assertTrue(run("%load " + folder.resolve("n")).ok());
    assertEquals(3, run("a3").value());
    CellError missing = run("%load " + folder.resolve("helper.jhs")).error();
    assertNotNull(missing);
    assertTrue(missing.message().contains("Did you mean " + script), missing::message);
  }

  @Test
  void anUnknownMagicNamesTheNearestOne() {
    CellError error = run("%mavn a:b:1").error();
    assertNotNull(error);
    assertEquals("Refusal", error.name());
    assertTrue(error.message().contains("Did you mean maven?"), error::message);
    CellError cell = run("%%loadFromPom\n<a/>").error();
    assertNotNull(cell);
    assertTrue(cell.message().contains("Did you mean loadFromPOM?"), cell::message);
  }

  /** Found by the service loader on the class path of one session. */
  public static final class Probe implements Extension {
    @Override
    public void install(BaseKernel kernel) {
      kernel.getMagicsRegistry().registerLineMagic("probe", (k, args) -> args.size());
      kernel
          .getRenderer()
          .createRegistration(StringBuilder.class)
          .preferring("text/html")
          .register(
              (value, context) ->
                  context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<u>" + value + "</u>"));
    }
  }

  @Test
  void extensionsOfJJavaAreInstalledAndTheirRenderersUsed() throws IOException {
    Path services = Files.createDirectories(folder.resolve("ext/META-INF/services"));
    Files.writeString(services.resolve(Extension.class.getName()), Probe.class.getName());
    try (Session extended = Session.builder().classPath(List.of(folder.resolve("ext"))).build()) {
      RecordedOutput output = new RecordedOutput();
      assertEquals(2, extended.run("int n = %probe a b\nn", output).value());
      MimeBundle shown = extended.run("new StringBuilder(\"x\")", output).shown();
      assertNotNull(shown);
      assertEquals("<u>x</u>", shown.html());
      assertTrue(
          extended
              .run(
                  "var k = org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel();"
                      + " k.display(k.getRenderer().render(\"shown\"));",
                  output)
              .ok());
      assertEquals("shown", output.displays.get(0).shown().text());
    }
  }

  @Test
  void theEnvironmentOfIJavaAndJJavaIsHonoured() throws IOException {
    Path script = Files.writeString(folder.resolve("init.jshell"), "int fromScript = 1;");
    Path classes = compiled("Env", "package env; public class Env {}");
    try (Session configured =
        Session.builder()
            .environment(
                Map.of(
                    "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(),
                    "JJAVA_STARTUP_SCRIPT", "int fromText = fromScript + 1;",
                    "IJAVA_STARTUP_SCRIPT", "int fromText = 0;",
                    "IJAVA_CLASSPATH", classes.toString(),
                    "IJAVA_COMPILER_OPTS", "-parameters",
                    "JJAVA_TIMEOUT", "1500 MILLISECONDS"))
            .build()) {
      RecordedOutput output = new RecordedOutput();
      assertEquals(2, value(configured, "fromText"));
      assertEquals("env.Env", value(configured, "env.Env.class.getName()"));
      assertEquals(
          "named",
          configured
              .run(
                  "record R() { static void m(int named) {} }\n"
                      + "R.class.getDeclaredMethod(\"m\", int.class).getParameters()[0].getName()",
                  output)
              .value());
      CellError late = configured.run("Thread.sleep(60_000);", output).error();
      assertNotNull(late);
      assertEquals("java.util.concurrent.TimeoutException", late.name());
    }
    assertThrows(
        Refusal.class,
        () -> Session.builder().environment(Map.of("IJAVA_TIMEOUT", "soon")).build());
  }
}
