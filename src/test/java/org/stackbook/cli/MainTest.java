package org.stackbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MainTest {

  @TempDir Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"run", "shell", "kernel", "install", "uninstall", "doctor"})
  void everyCommandExplainsItself(String command) {
    Terminal terminal = new Terminal(home);
    assertEquals(0, terminal.run(command, "--help"));
    assertTrue(terminal.out().contains("Usage: stackbook " + command), terminal.out());
    assertTrue(terminal.out().contains("Example"), terminal.out());
    assertTrue(terminal.out().contains("stackbook " + command), terminal.out());
  }

  @Test
  void theHelpNamesEveryCommand() {
    Terminal terminal = new Terminal(home);
    assertEquals(0, terminal.run("--help"));
    for (String command : Main.commandLine(terminal.surroundings()).getSubcommands().keySet()) {
      assertTrue(terminal.out().contains("\n  " + command + " "), command);
    }
  }

  @Test
  void theVersionSaysWhoAndOnWhat() {
    Terminal terminal = new Terminal(home);
    assertEquals(0, terminal.run("--version"));
    assertTrue(terminal.out().matches("Stackbook \\S+ \\(Java \\S+\\)\\R"), terminal.out());
  }

  @Test
  void anUnknownCommandGetsTheNearestOne() {
    Terminal terminal = new Terminal(home);
    assertEquals(2, terminal.run("docter"));
    assertTrue(terminal.err().contains("docter: no such command. Did you mean doctor?"));
    assertFalse(terminal.err().contains("\tat "), terminal.err());
  }

  @Test
  void anUnknownOptionGetsTheNearestOne() {
    Terminal terminal = new Terminal(home);
    assertEquals(2, terminal.run("run", "--inplace", "x.ipynb"));
    assertTrue(terminal.err().contains("Did you mean --in-place?"), terminal.err());
  }

  @Test
  void noCommandIsAMistakeThatNamesTheCommands() {
    Terminal terminal = new Terminal(home);
    assertEquals(2, terminal.run());
    assertTrue(terminal.err().contains("the commands are run, shell"), terminal.err());
  }

  @Test
  void aMissingArgumentIsNamed() {
    Terminal terminal = new Terminal(home);
    assertEquals(2, terminal.run("run"));
    assertTrue(terminal.err().contains("NOTEBOOK"), terminal.err());
  }

  @Test
  void aRefusalIsAMessageAndADebuggedOneHasATrace() {
    Terminal terminal = new Terminal(home);
    assertEquals(1, terminal.run("run", home.resolve("none.ipynb").toString()));
    assertTrue(terminal.err().contains("no such file"), terminal.err());
    assertTrue(terminal.err().contains("Way out"), terminal.err());
    assertFalse(terminal.err().contains("\tat "), terminal.err());
    assertEquals(1, terminal.run("run", "--debug", home.resolve("none.ipynb").toString()));
    assertTrue(terminal.err().contains("\tat org.stackbook.report."), terminal.err());
  }
}
