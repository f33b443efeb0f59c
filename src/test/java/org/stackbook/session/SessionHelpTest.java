package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.session.Completion.Choice;
import org.stackbook.session.Completion.Kind;
import org.stackbook.view.MimeBundle;

/** What a session tells while the user types. */
@Tag("unit")
class SessionHelpTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().build();
    session.run(
        "int declaredBefore = 1;\nint twice(int number) { return 2 * number; }",
        new RecordedOutput());
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void completionKnowsWhatEarlierCellsDeclared() {
    Completion found = session.complete("declaredB", 9);
    assertEquals(0, found.start());
    assertEquals(9, found.end());
    assertTrue(found.candidates().contains("declaredBefore"), found::toString);
  }

  @Test
  void completionLooksAtTheStatementThatHoldsTheCursor() {
    String code = "%jars x.jar\nint p = 1;\nMath.ab\nint q = 2;";
    int cursor = code.indexOf(".ab") + 3;
    Completion found = session.complete(code, cursor);
    assertEquals(cursor - 2, found.start());
    assertTrue(found.candidates().contains("abs("), found::toString);
  }

  @Test
  void completionOfNonsenseIsEmpty() {
    assertEquals(0, session.complete("no.such.thing.x", 15).candidates().size());
    assertEquals(0, session.complete("\"a string", 5).candidates().size());
  }

  @Test
  void inspectionShowsTheSignatureInsideAndAtTheEndOfAName() {
    for (int cursor : new int[] {2, 5, 6}) {
      assertTrue(
          session.inspect("twice(1)", cursor).get().text().contains("twice(int number)"),
          "cursor " + cursor);
    }
    assertTrue(session.inspect("Math.abs(", 8).get().text().contains("abs(double"));
    assertFalse(session.inspect("nonsense", 3).isPresent());
  }

  @Test
  void completionKnowsWhatTheSameCellDeclaresBefore() {
    assertEquals(List.of("abcd"), texts("int abcd = 1;\nabc|"));
    assertEquals(List.of("length()"), texts("var text = \"a\".repeat(3);\ntext.leng|"));
    assertEquals(List.of("times("), texts("int times(int n) { return n; }\nint one = 1;\ntime|"));
    assertEquals(
        List.of("height", "height()"),
        texts("record Box(int height) {}\nvar box = new Box(1);\nbox.hei|"));
    assertEquals(List.of("length()"), texts("var s = \"\";\nint size(int n) {\n  return s.leng|"));
    assertEquals(List.of(), texts("abc|\nint abcd = 1;"));
  }

  @Test
  void nothingIsRunToCompleteOrInspect() {
    String code = "int ran = Integer.parseInt(System.setProperty(\"ran\", \"1\"));\nran|";
    assertEquals(List.of("ran"), texts(code));
    session.inspect(code.replace("|", ""), code.length() - 2);
    assertNull(System.getProperty("ran"));
    assertEquals(List.of(), texts("ran|"));
  }

  @Test
  void choicesAreOrderedByTypeAndNameAndTellWhatTheyAre() {
    session.run("String abb = \"\"; int aba = 1; int abc = 2;", new RecordedOutput());
    Completion found = complete("int abd = ab|");
    assertEquals(List.of("aba", "abc"), found.candidates().subList(0, 2));
    assertTrue(found.candidates().indexOf("abb") > 1, found::toString);
    assertEquals(new Choice("aba", Kind.INSTANCE, "int"), found.choices().get(0));
    Completion members = complete("\"\".sub|");
    assertEquals(List.of("subSequence(", "substring("), members.candidates(), "each once");
    assertEquals(Kind.FUNCTION, members.choices().get(1).kind());
    assertTrue(members.choices().get(1).signature().startsWith("(int"), members::toString);
    assertEquals(Kind.CLASS, complete("new ArrayLis|").choices().get(0).kind());
    assertEquals(Kind.CLASS, complete("ArrayLis|").choices().get(0).kind());
    assertEquals(Kind.KEYWORD, complete("boolea|").choices().get(0).kind());
    assertEquals(Kind.MODULE, complete("java.ut|").choices().get(0).kind());
    assertEquals(Kind.FUNCTION, complete("twic|").choices().get(0).kind());
  }

  @Test
  void whatUsersShouldNotSeeIsNotOffered() {
    session.run("1 + 1", new RecordedOutput());
    assertEquals(List.of(), texts("run|").stream().filter(t -> t.contains("Magic")).toList());
    assertEquals(List.of(), texts("|").stream().filter(t -> t.startsWith("$")).toList());
    assertFalse(texts("$|").isEmpty(), "but who asks for them gets them");
    assertEquals(List.of(), texts("sun.|"));
    assertEquals(List.of(), texts("jdk.inter|"));
    assertEquals(List.of(), texts("org.stackbook.ker|"));
  }

  @Test
  void magicsAndTheirFilesAreOffered(@TempDir Path folder) throws IOException {
    assertEquals(List.of("%load", "%loadFromPOM"), texts("int a = 1;\n%lo|"));
    assertEquals(List.of("%%loadFromPOM"), texts("%%lo|"));
    assertTrue(texts("List<String> l = %ma|").contains("%maven"));
    assertFalse(texts("int b = declaredBefore %|").contains("%load"), "a remainder");
    Files.writeString(folder.resolve("helpers.jsh"), "");
    Files.writeString(folder.resolve(".hidden"), "");
    Files.createDirectory(folder.resolve("here"));
    String path = folder.toString().replace('\\', '/');
    assertEquals(List.of(path + "/helpers.jsh", path + "/here/"), texts("%load " + path + "/|"));
  }

  @Test
  void inspectionShowsTheCallAroundTheCursorTheFittingOverloadFirst() {
    for (String code : List.of("\"a\".substring(1|)", "\"a\".subs|tring(1)")) {
      String one = inspect(code);
      assertEquals(1, one.lines().findFirst().orElseThrow().split(",").length, code);
    }
    String two = inspect("\"a\".substring(1, |");
    assertEquals(2, two.lines().findFirst().orElseThrow().split(",").length, two);
    assertTrue(
        two.lines().findFirst().orElseThrow().startsWith("String String.substring(int"), two);
    assertTrue(inspect("\"a\".concat(\"b|\")").startsWith("String String.concat(String"));
    assertTrue(inspect("new ArrayList<Map<String, Integer>>(|").contains("ArrayList(int"));
    assertTrue(inspect("int thrice(int n) { return 3 * n; }\nthrice(|").contains("thrice(int n)"));
  }

  @Test
  void inspectionShowsTypesAndVariables() {
    assertTrue(inspect("Li|st").startsWith("interface List<E> extends "));
    assertEquals("int declaredBefore", inspect("declaredBef|ore"));
    assertTrue(inspect("var words = List.of(\"\");\nwor|ds").startsWith("List<String> words"));
    assertTrue(
        inspect("List.of(\"\").forEach(w -> System.out.println(w|))").startsWith("String w"));
    assertEquals("PrintStream System.out", inspect("System.o|ut").lines().findFirst().orElse(""));
  }

  private static Completion complete(String code) {
    return session.complete(code.replace("|", ""), code.indexOf('|'));
  }

  private static List<String> texts(String code) {
    return complete(code).candidates();
  }

  private static String inspect(String code) {
    return session
        .inspect(code.replace("|", ""), code.indexOf('|'))
        .map(MimeBundle::text)
        .orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "if (true) {|INCOMPLETE|4",
        "f(a,\\n  b,|INCOMPLETE|2",
        "a.stream()\\n  .map(x -> {\\n    int y = 1;|INCOMPLETE|4",
        "a.stream()\\n  .map(x -> {|INCOMPLETE|6",
        "x ->|INCOMPLETE|4",
        "a +|INCOMPLETE|4",
        "class A {\\n  void f() {\\n  }|INCOMPLETE|2",
        "String s = \"\"\"\\n  {|INCOMPLETE|2",
        "String s = \"\"\"\\n  {\"\"\";|COMPLETE|0",
        "String s = \"{|INVALID|0",
        "/* {|INCOMPLETE|0",
        "// {|COMPLETE|0",
        "int a = 1|COMPLETE|0",
        "}|INVALID|0",
        "%maven a:b:1|COMPLETE|0",
        "%%html|INCOMPLETE|0",
        "%%html\\n<b>|INCOMPLETE|0",
        "%%html\\n<b>\\n|COMPLETE|0"
      })
  void completenessKnowsWhatIsOpen(String code, Completeness.Status status, int indent) {
    assertEquals(
        new Completeness(status, " ".repeat(indent)),
        session.isComplete(code.replace("\\n", "\n")));
  }

  @Test
  void completenessKnowsOpenAndBrokenCode() {
    assertEquals(Completeness.Status.COMPLETE, session.isComplete("int a = 1; a").status());
    assertEquals(Completeness.Status.COMPLETE, session.isComplete("").status());
    assertEquals(Completeness.Status.INVALID, session.isComplete("int a = );").status());
    assertEquals(
        new Completeness(Completeness.Status.INCOMPLETE, "      "),
        session.isComplete("void f() {\n  if (true) {"));
  }
}
