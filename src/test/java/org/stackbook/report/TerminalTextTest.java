package org.stackbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class TerminalTextTest {

  @Test
  void coloursBecomeClasses() {
    assertEquals(
        "<span class=\"ansi-bold ansi-red\">no</span> &lt;b&gt;",
        Ansi.toHtml("\u001b[1;31mno\u001b[0m <b>"));
    assertEquals("<span class=\"ansi-green\">ok</span>", Ansi.toHtml("\u001b[92mok"));
  }

  @Test
  void whatIsNoColourGoes() {
    assertEquals("ab", Ansi.toHtml("\u001b[2Ja\u001b]0;title\u0007\u001b[38;5;196mb\u001b[0m"));
    assertEquals("ab", Ansi.strip("\u001b[2ma\u001b[0m\u001bMb"));
  }

  @Test
  void aCarriageReturnWritesOverItsLine() {
    assertEquals("100 %\ndone", Ansi.toHtml("0 %\r50 %\r100 %\ndone"));
    assertEquals("a\nb", Ansi.toHtml("a\r\nb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "var x = 1; // one | <span class=\"java-keyword\">var</span> x ="
            + " <span class=\"java-number\">1</span>; <span class=\"java-comment\">// one</span>",
        "\"a // b\" | <span class=\"java-string\">&quot;a // b&quot;</span>",
        "variable | variable",
        "%maven a:b:1 | <span class=\"java-magic\">%maven a:b:1</span>",
        "a < b | a &lt; b",
      })
  void javaIsColoured(String code, String html) {
    assertEquals(html, JavaHtml.of(code));
  }

  @Test
  @Timeout(20)
  void codeOfAnyLengthIsColoured() {
    for (String start : new String[] {"/* ", "\"\"\"\n", "\"", "'", "// ", "1", "%"}) {
      String code = start + "a* \\\" ".repeat(200_000);
      assertTrue(JavaHtml.of(code).length() > code.length());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import a.b;;// note;;  placed.fail() | placed.fail()",
        "import a.b; | import a.b;",
        "0123456789abcdefghijklmn | 0123456789abcdefghi…",
      })
  void aCellIsCalledByItsFirstLineThatSaysSomething(String code, String label) {
    assertEquals(label, CellLabel.of(code.replace(";;", ";\n"), 20));
  }

  @Test
  void aLabelCannotSteerTheTerminal() {
    assertEquals("x [2J y", CellLabel.of("x\u001b[2J\u0007y", 20));
  }
}
