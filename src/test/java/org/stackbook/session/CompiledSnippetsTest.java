package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CompiledSnippetsTest {

  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final CompiledSnippets compiled = new CompiledSnippets(shell);

  @AfterEach
  void close() {
    shell.close();
  }

  private SnippetEvent run(String code) {
    SnippetEvent event = shell.eval(code).get(0);
    compiled.forgetUnused();
    return event;
  }

  @Test
  void thisProcessLetsUsLookAsTheManifestOfTheJarDoes() {
    assertTrue(compiled.isKnown());
  }

  @Test
  void whatNoCodeCanNameIsForgotten() {
    for (int i = 0; i < 200; i++) {
      shell.drop(run("1 + " + i).snippet());
      run("System.out.flush();");
      run("int same = " + i + ";");
      run("if (same < 0) { same++; }");
    }
    assertTrue(compiled.size() < 60, () -> "classes kept: " + compiled.size());
    assertEquals("199", run("same").value());
  }

  @Test
  void whatHoldsIsKept() {
    for (String declaration :
        List.of(
            "int one = 1;",
            "int twice(int n) { return 2 * n; }",
            "class Outer { static class Inner { int three() { return 3; } } }",
            "record Pair(int a, int b) { }",
            "enum Colour { RED { int n() { return 5; } }; int n() { return 0; } }",
            "var anonymous = new Object() { int six = 6; };",
            "Object early() { return new Later(); }")) {
      assertTrue(run(declaration).status().isActive(), declaration);
    }
    run("class Later { }");
    for (int i = 0; i < 200; i++) {
      shell.drop(run("twice(" + i + ")").snippet());
    }
    assertEquals(
        "17",
        run("one + new Outer.Inner().three() + Colour.RED.n()"
                + " + anonymous.six + new Pair(2, 0).a()")
            .value());
    assertTrue(run("early()").value().contains("Later"));
    run("class Outer { static class Inner { int three() { return 30; } } }");
    assertEquals("31", run("one + new Outer.Inner().three()").value());
  }
}
