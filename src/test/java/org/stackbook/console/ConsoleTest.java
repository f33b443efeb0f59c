package org.stackbook.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jline.terminal.Terminal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes on the screen of somebody who types. */
@Tag("kernel")
class ConsoleTest {

  private static final String OSLO =
      "var oslo = stamp(\"oslo\", s -> s.build(\"1802\").servers(8, n -> n.memory(gb(384)).cores(40)"
          + ".boot(SSD, gb(480)).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))));";

  @TempDir Path folder = Path.of("");

  @Test
  void showsValuesAndKeepsNames() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      assertFalse(user.says("var drive = tb(8);").contains("8 TB"), "a declaration is silent");
      assertTrue(user.says("drive").contains("\n8 TB\n"), user.raw());
    }
  }

  @Test
  void waitsForTheRestOfACell() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says("int before = 1;");
      user.types("int twice(int x) {\r").awaits("...> ");
      user.types("return 2 * x;\r").awaits("...> ");
      user.says("}");
      assertTrue(user.says("twice(21)").contains("\n42\n"), user.raw());
    }
  }

  @Test
  void whatIsTypedTooEarlyWaitsForTheStart() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      assertTrue(user.says("tb(8)").contains("\n8 TB\n"), user.raw());
    }
  }

  @Test
  void anOpenBraceIsNotEndedByAnEmptyLine() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says("int before = 1;");
      user.types("class Rack {\r").awaits("...> ");
      user.types("\rint height = 42;\r").awaits("42;\n");
      user.says("}");
      assertTrue(user.says("new Rack().height").contains("\n42\n"), user.raw());
    }
  }

  @Test
  void indentsWhatStandsInBraces() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.types("String s = \"\"; for (int i = 0; i < 2; i++) {\r").awaits("...> ");
      user.types("s += i;\r").awaits("...> ");
      user.says("}");
      String listed = user.says("/list");
      assertTrue(listed.contains("\n          s += i;\n      }"), listed);
    }
  }

  /** The prompts are put together, lest what is typed be taken for them. */
  @Test
  void asksForCells() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.types("readLine(\"Sta\" + \"mp? \")\r").awaits("Stamp? ");
      assertTrue(user.says("oslo").contains("\noslo\n"), user.raw());
      user.types("new String(readPassword(\"Ke\" + \"y? \")).length()\r").awaits("Key? ");
      String shown = user.says("sesame");
      assertTrue(shown.contains("\n6\n"), user.raw());
      assertFalse(shown.contains("sesame"), user.raw());
    }
  }

  @Test
  void completesWithTab() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says(OSLO);
      user.types("oslo.sto\t").awaits("storage()");
      user.types(".capaci\t").awaits("ty(");
    }
  }

  @Test
  void showsDocumentationWithShiftTab() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says("int before = 1;");
      user.types("tib\033[Z").awaits("Bytes Stackbook.tib(double amount)");
      user.awaits("stackbook> tib");
      assertTrue(user.says("(2)").contains("\n2 TiB\n"), "the line is still there: " + user.raw());
    }
  }

  @Test
  void ctrlCStopsTheRunningCellAndNothingElse() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      user.says("int kept = 7;");
      user.types("System.out.println(\"on\" + \"ce\"); Thread.sleep(100_000);\r");
      user.awaits("\nonce\n");
      user.presses(Terminal.Signal.INT);
      user.awaits("the cell was interrupted");
      user.awaits("\nstackbook> ");
      assertTrue(user.says("kept").contains("\n7\n"), user.raw());
    }
  }

  @Test
  void ctrlCClearsWhatIsTyped() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says("int before = 1;");
      user.types("int lost = {").awaits("{");
      user.types("\003").awaits("stackbook> ");
      assertTrue(user.says("before + 1").contains("\n2\n"), user.raw());
    }
  }

  @Test
  void ctrlDEndsWithZeroAndExitWithItsStatus() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.types("\004");
      assertEquals(0, user.leaves());
    }
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.types("/exit 3\r");
      assertEquals(3, user.leaves());
    }
  }

  @Test
  void tellsWhatIsWrongInFull() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      user.says(OSLO);
      String refusal = user.says("oslo.storage().place(p -> p.fill(pct(72))).fail(\"n33\")");
      assertTrue(refusal.contains("fail(\"n33\"): no such server. Servers are n1..n8."), refusal);
      assertTrue(refusal.contains("Did you mean: n3?"), refusal);
      assertTrue(refusal.contains("Way out: "), refusal);
      String compiler = user.says("int x = \"a\";");
      assertTrue(compiler.contains("String cannot be converted to int"), compiler);
      String word = user.says("/hlp");
      assertTrue(word.contains("/hlp: no such word. Did you mean /help?"), word);
    }
  }

  @Test
  void tablesAreAsWideAsTheTerminal() throws Exception {
    for (int columns : new int[] {60, 80, 160}) {
      try (TypingUser user = new TypingUser("dumb", columns, null)) {
        user.says(OSLO);
        String shown = user.says("oslo.storage().place(p -> p.fill(pct(72)).seed(42))");
        int widest =
            shown
                .lines()
                .filter(line -> !line.startsWith("stackbook> "))
                .skip(columns < 160 ? 2 : 1) // what was typed is echoed over several lines
                .mapToInt(String::length)
                .max()
                .orElse(0);
        assertTrue(widest < columns && widest > columns * 2 / 3, columns + ": " + widest + shown);
      }
    }
  }

  @Test
  void coloursOnlyWhereWanted() throws Exception {
    String failing = "throw new IllegalStateException(\"x\");";
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says(failing);
      assertTrue(user.raw().contains("\033[1;31mjava.lang.IllegalStateException"), user.raw());
    }
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      user.says(failing);
      assertFalse(user.raw().contains("\033["), user.raw());
    }
  }

  @Test
  void writesChartsWhenAsked() throws Exception {
    Path chart = folder.resolve("new/oslo.png");
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      assertTrue(user.says("/show").contains("nothing that was shown so far has a chart"));
      user.says(OSLO);
      assertTrue(user.says("oslo.storage().capacity()").contains("Chart: /show"), user.raw());
      user.says("/show " + chart);
      assertTrue(ImageIO.read(chart.toFile()).getWidth() > 300);
    }
  }

  @Test
  void writesEveryChartIntoTheFolderThatIsGiven() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null, folder)) {
      user.says(OSLO);
      String shown = user.says("oslo.storage().capacity()");
      assertTrue(shown.contains("Chart: " + folder), shown);
      try (var files = Files.list(folder)) {
        assertEquals(1, files.filter(file -> file.toString().endsWith(".png")).count());
      }
    }
  }

  @Test
  void keepsHistoryForItsOwnerOnly() throws Exception {
    Path history = folder.resolve("state/stackbook/history");
    try (TypingUser user = new TypingUser("dumb", 100, history)) {
      user.says("int answer = 40 + 2;");
      user.says(" int secret = 1;");
      user.types("/exit\r");
      user.leaves();
    }
    String kept = Files.readString(history, UTF_8);
    assertTrue(kept.contains("int answer = 40 + 2;"), kept);
    assertFalse(kept.contains("secret"), "a line that begins with a space is not kept: " + kept);
    try (TypingUser user = new TypingUser("xterm", 100, history)) {
      user.says(" 1;"); // not kept
      user.types("\020\020").awaits("int answer = 40 + 2;");
    }
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "only POSIX file systems have these permissions");
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent())));
  }

  @Test
  void savesAndOpensScripts() throws Exception {
    Path script = folder.resolve("oslo.jsh");
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      user.says("int a = 20;");
      user.says("int b = \"no\";");
      user.says("int c = a + 1;");
      user.says("/save " + script);
      assertEquals("int a = 20;\nint c = a + 1;\n", Files.readString(script));
      user.says("/reset");
      assertTrue(user.says("c").contains("cannot find symbol"), user.raw());
      user.says("/open " + script);
      assertTrue(user.says("c").contains("\n21\n"), user.raw());
    }
  }

  /** A trace that waits a little after each few thousand requests. */
  private static final String SLOW =
      "workload(\"web\", w -> w.requests(200_000).objects(100))"
          + ".watched(r -> java.util.concurrent.locks.LockSupport.parkNanos(50_000_000)).summary();";

  @Test
  void showsHowFarLongWorkIsAndTakesItAway() throws Exception {
    try (TypingUser user = new TypingUser("xterm", 100, null)) {
      user.says(SLOW);
      Matcher shown =
          Pattern.compile("Summing up web: ([0-9,]+) requests(?:\033\\[0m)?(\r\033\\[K)?")
              .matcher(user.raw());
      long before = 0;
      int times = 0;
      while (shown.find()) {
        long now = Long.parseLong(shown.group(1).replace(",", ""));
        assertTrue(now > before, user.raw());
        assertTrue(shown.group(2) != null, "it is written over: " + user.raw());
        before = now;
        times++;
      }
      assertTrue(times >= 3, user.raw());
      assertTrue(user.raw().lastIndexOf("Summing up web: ") < user.raw().lastIndexOf("Summary of"));
    }
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      assertFalse(user.says(SLOW).contains("Summing up"), "what is written there stays there");
    }
  }

  @Test
  void magicsWork() throws Exception {
    try (TypingUser user = new TypingUser("dumb", 100, null)) {
      assertTrue(user.says("%lsmagic").contains("%maven"), user.raw());
    }
  }
}
