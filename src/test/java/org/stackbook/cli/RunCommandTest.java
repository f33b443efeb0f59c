package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RunCommandTest {

  @TempDir Path folder = Path.of("");

  @Test
  void leavesTheExecutedNotebookAndAReport() throws IOException {
    Path source = notebook("oslo.ipynb", "int six = 6;", "System.out.println(six); six * 7");
    String before = Files.readString(source);
    Terminal terminal = new Terminal(folder);
    Path out = folder.resolve("deep").resolve("out");
    assertEquals(0, run(terminal, "--out", out.toString(), source), terminal.err());
    assertEquals(
        out.resolve("oslo.ipynb") + "\n" + out.resolve("oslo.html") + "\n",
        terminal.out().replace("\r\n", "\n"));
    assertTrue(Files.readString(out.resolve("oslo.ipynb")).contains("\"42\""));
    String page = Files.readString(out.resolve("oslo.html"));
    assertTrue(page.contains("<pre class=\"stream stdout\">6</pre>"), page);
    assertTrue(page.contains("<pre class=\"value\">42</pre>"), page);
    assertTrue(page.contains("4 March 2026, 05:06"), page);
    assertEquals(before, Files.readString(source), "the source stays as it is");
  }

  @Test
  void progressIsOneLineForEachCell() {
    Path source = notebook("oslo.ipynb", "import java.util.*;\nint six = 6;", "six * 7");
    Terminal terminal = new Terminal(folder);
    run(terminal, "--out", folder.resolve("out").toString(), source);
    List<String> lines = terminal.err().lines().toList();
    assertEquals(2, lines.size(), terminal.err());
    assertTrue(lines.get(0).matches("\\[1/2] int six = 6; +\\d+\\.\\d s"), lines.get(0));
    assertTrue(lines.get(1).matches("\\[2/2] six \\* 7 +\\d+\\.\\d s"), lines.get(1));
  }

  @Test
  void aFailingCellIsShownAndTheOutputsSoFarAreKept() throws IOException {
    Path source = notebook("oslo.ipynb", "\"fine\"", "int n = 1;\nn.oops();", "\"never\"");
    Terminal terminal = new Terminal(folder);
    Path out = folder.resolve("out");
    assertEquals(1, run(terminal, "--out", out.toString(), source));
    assertTrue(terminal.err().contains("Cell 2 of 3 in " + source + " failed"), terminal.err());
    assertTrue(terminal.err().contains("n.oops();"), terminal.err());
    assertFalse(terminal.err().contains("\u001b"), "no colours where there is no terminal");
    String executed = Files.readString(out.resolve("oslo.ipynb"));
    assertTrue(executed.contains("\"output_type\": \"execute_result\""), executed);
    assertTrue(executed.contains("\"output_type\": \"error\""), executed);
    assertTrue(Files.readString(out.resolve("oslo.html")).contains("code cell 2 of 3"));
  }

  @Test
  void inPlaceKeepsTheOutputsInTheNotebookAndRunsAgainToTheSameBytes() throws IOException {
    Path source = notebook("oslo.ipynb", "6 * 7");
    Terminal terminal = new Terminal(folder);
    String out = folder.resolve("out").toString();
    assertEquals(0, run(terminal, "--in-place", "--out", out, source), terminal.err());
    String once = Files.readString(source);
    assertTrue(once.contains("\"42\""), once);
    assertFalse(Files.exists(folder.resolve("out").resolve("oslo.ipynb")));
    run(terminal, "--in-place", "--out", out, source);
    assertEquals(once, Files.readString(source));
  }

  @Test
  void aFailedRunInPlaceLeavesTheNotebookAlone() throws IOException {
    Path source = notebook("oslo.ipynb", "oops()");
    String before = Files.readString(source);
    Terminal terminal = new Terminal(folder);
    Path out = folder.resolve("out");
    assertEquals(1, run(terminal, "--in-place", "--out", out.toString(), source));
    assertEquals(before, Files.readString(source));
    assertTrue(Files.exists(out.resolve("oslo.ipynb")));
  }

  @Test
  void everyNotebookHasASessionOfItsOwnAndOneFailureDoesNotStopTheOthers() throws IOException {
    Path first = notebook("a.ipynb", "int x = 1;", "x");
    Path second = notebook("b.ipynb", "x");
    Path third = notebook("c.ipynb", "\"third\"");
    Terminal terminal = new Terminal(folder);
    Path out = folder.resolve("out");
    assertEquals(1, run(terminal, "--out", out.toString(), first, second, third));
    assertTrue(Files.readString(out.resolve("c.ipynb")).contains("execute_result"));
    assertTrue(terminal.err().contains("Cell 1 of 1 in " + second), terminal.err());
  }

  @Test
  void notebooksThatWouldOverwriteEachOtherAreRefused() throws IOException {
    Path one = notebook("oslo.ipynb", "1");
    Path other = Files.createDirectory(folder.resolve("x")).resolve("oslo.ipynb");
    Files.copy(one, other);
    Terminal terminal = new Terminal(folder);
    assertEquals(1, run(terminal, "--out", folder.resolve("out").toString(), one, other));
    assertTrue(terminal.err().contains("take the place"), terminal.err());
    assertEquals(1, run(terminal, "--out", folder.toString(), one));
    assertTrue(terminal.err().contains("--in-place if that is meant"), terminal.err());
  }

  private static int run(Terminal terminal, Object... words) {
    String[] all = new String[words.length + 1];
    all[0] = "run";
    for (int i = 0; i < words.length; i++) {
      all[i + 1] = words[i].toString();
    }
    return terminal.run(all);
  }

  private Path notebook(String name, String... cells) {
    ObjectNode root = new JsonMapper().createObjectNode().put("nbformat", 4);
    ArrayNode list = root.put("nbformat_minor", 5).putArray("cells");
    for (String source : cells) {
      ObjectNode cell = list.addObject().put("cell_type", "code").put("source", source);
      cell.putObject("metadata");
      cell.putArray("outputs");
    }
    try {
      return Files.writeString(folder.resolve(name), root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
