package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MagicCompletionTest {

  private final Session session = Session.builder().build();

  @AfterAll
  void close() {
    session.close();
  }

  /** Completes where the bar stands. */
  private Completion complete(String code) {
    int cursor = code.indexOf('|');
    return session.complete(code.replace("|", ""), cursor);
  }

  @Test
  void namesAreCompletedWhereAMagicMayStand() {
    Completion all = complete("%|");
    assertTrue(all.candidates().containsAll(List.of("%who", "%maven", "%%html")));
    assertEquals(List.of("%maven", "%mavenRepo"), complete("int a = 1;\n  %mav|").candidates());
    assertEquals(12, complete("int a = 1;\n %wh|").start());
    assertEquals(List.of("%who"), complete("var names = %wh|").candidates());
    assertEquals(List.of("%%markdown"), complete("%%mark|").candidates());
    assertFalse(complete("int a = 1;\n%|").candidates().contains("%%html"));
  }

  @Test
  void optionsAreCompletedBehindTheName() {
    Completion completion = complete("%who --m|\nint a;");
    assertEquals(List.of("--methods"), completion.candidates());
    assertEquals(5, completion.start());
    assertEquals(8, completion.end());
    assertTrue(complete("%maven a:b:1 -|").candidates().contains("--offline"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"%wh|", "\"\"\"\n%wh|", "// %wh|", "int x = 7\n%wh|", "int y;\n%%ht|", "7 %wh|"})
  void elsewhereNoMagicIsOffered(String code) {
    assertTrue(complete(code).candidates().stream().noneMatch(each -> each.startsWith("%")), code);
  }
}
