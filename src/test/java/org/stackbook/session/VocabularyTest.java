package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The words of the domain that the Tab key offers inside of texts. */
@Tag("unit")
class VocabularyTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().startup(StartupSnippet.text()).build();
    CellResult result =
        session.run(
            """
            var oslo = stamp("oslo", s -> s
                .build("1802")
                .servers(4, n -> n.memory(gb(384)).cores(40)
                    .boot(SSD, gb(480))
                    .cache(2, NVME, tb(1.6))
                    .capacity(4, HDD, tb(8))));
            var placed = oslo.storage().place(p -> p.fill(pct(50)));
            var without = placed.fail("n3", "n4/disk1");
            var health = without.health();
            var losses = without.losses();
            var more = placed.add("data", tb(1));
            var server = oslo.stamp().server("n1");
            """,
            new RecordedOutput());
    assertTrue(result.ok(), () -> String.valueOf(result.error()));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Completion complete(String code) {
    return session.complete(code.replace("|", ""), code.indexOf('|'));
  }

  private static List<String> words(String code) {
    return complete(code).candidates();
  }

  @Test
  void serversAndThenDrivesOfTheStampThatIsMeant() {
    List<String> all = words("placed.fail(\"|");
    assertEquals(List.of("n1", "n2", "n3", "n4", "n1/disk1"), all.subList(0, 5));
    assertEquals(4 + 4 * 6, all.size());
    assertEquals(
        List.of("n2/disk1", "n2/disk2"), words("placed.fail(\"n1\", \"n2/|").subList(0, 2));
    assertEquals(
        new Completion(13, 16, complete("placed.fail(\"n2/|").choices()),
        complete("placed.fail(\"n2/|"));
    assertEquals(List.of("n1", "n2", "n3", "n4"), words("oslo.stamp().server(\"|"));
    assertEquals("n1/disk1", words("oslo.stamp().drive(\"|\")").get(0));
    assertEquals("disk1", words("server.drive(\"|").get(0));
  }

  @Test
  void whatHasFailedDoesNotFailAgain() {
    assertEquals(List.of("n1", "n2", "n4"), words("without.fail(\"|").subList(0, 3));
    assertEquals(List.of(), words("without.fail(\"n3|"));
    assertEquals("n4/disk2", words("without.fail(\"n4/|").get(0));
  }

  @Test
  void volumesWhereverOneIsNamed() {
    List<String> names =
        List.of(
            "Infrastructure_1",
            "Infrastructure_2",
            "Infrastructure_3",
            "VmTemp_1",
            "VmTemp_2",
            "VmTemp_3",
            "VmTemp_4",
            "ObjStore_1",
            "ObjStore_2",
            "ObjStore_3",
            "ObjStore_4");
    for (String code :
        List.of(
            "placed.locate(\"|",
            "placed.grow(\"|",
            "placed.delete(\"|",
            "placed.delimit(\"|",
            "placed.fail(\"n1\").grow(\"|",
            "health.state(\"|",
            "placed.fail(\"n1\").health().state(\"|",
            "without.locate(\"|",
            "oslo.storage().place().locate(\"|",
            "oslo.storage().place(p -> p.delimit(\"|")) {
      assertEquals(names, words(code), code);
    }
    assertEquals("n1", words("placed.delimit(\"VmTemp_1\", \"|").get(0));
    assertEquals(List.of("data"), words("more.grow(\"d|"));
    assertEquals(List.of("data"), words("more.fail(\"n1\").health().state(\"d|"));
  }

  @Test
  void whatHasFailedComesBack() {
    assertEquals(List.of("n3", "n4/disk1"), words("without.back(\"|"));
    assertEquals("n1", words("placed.fail(\"n3\").back(\"|").get(0), "what fails is not known");
    assertEquals(List.of("n1", "n2", "n4"), words("losses.loses(\"|").subList(0, 3));
  }

  @Test
  void aChainIsAboutWhatItBeginsWith() {
    assertEquals("n1", words("oslo.storage().place().fail(\"|").get(0));
    assertEquals("n1", words("var later = oslo.storage().place();\nlater.fail(\"|").get(0));
    assertEquals(
        "n1",
        words("for (int i = 0; i < 2; i++) {\n  var p = oslo.storage().place();\n  p.fail(\"|")
            .get(0));
    assertEquals(
        List.of(), words("stamp(\"x\", s -> s.build(\"1802\")).storage().place().fail(\"|"));
  }

  @Test
  void buildsTheLatestFirst() {
    List<String> builds = words("stamp(\"x\", s -> s.build(\"18|");
    assertEquals(List.of("1811", "1809", "1808"), builds.subList(0, 3));
    assertTrue(builds.contains("1802") && builds.stream().allMatch(b -> b.startsWith("18")));
    assertEquals(builds, words("var x = stamp(\"x\", s -> s\n  .build(\"18|\")\n  .servers(4));"));
  }

  @Test
  void unitsBehindTheNumberThatWasTyped() {
    assertTrue(words("bytes(\"384 |").containsAll(List.of("384 GB", "384 GiB")));
    assertTrue(words("bytes(\"384|").contains("384 GB"), "a space of its own");
    assertEquals(List.of("384 GB", "384 GiB"), words("bytes(\"384 g|"));
    assertEquals(List.of("1.6TB", "1.6TiB"), words("bytes(\"1.6t|"));
    assertEquals(List.of(), words("bytes(\"much|"));
  }

  @Test
  void figuresOfTheResult() {
    assertEquals(List.of("fill", "slabs", "allocated"), words("placed.why(\"|").subList(0, 3));
    assertEquals(Completion.Kind.TEXT, complete("placed.why(\"|").choices().get(0).kind());
    assertEquals(List.of(), words("oslo.storage().capacity().why(\"|"), "it is not there yet");
  }

  @Test
  void aVariableOfALambdaIsNotTheVariableOfTheSameName() {
    assertEquals(
        "1811", words("stamp(\"x\", placed -> placed.build(\"181|").get(0), "found by its type");
    assertEquals(
        List.of(), words("java.util.function.Function<Object, Object> f = x -> x.why(\"|"));
  }

  @Test
  void partsOfTextsAndTextsOfNobodyAreLeftAlone() {
    assertEquals(List.of(), words("placed.fail(\"n\" + \"|"));
    assertEquals(List.of(), words("String s = \"n|"));
    assertEquals(List.of(), words("System.out.println(\"n|"));
    assertEquals(List.of(), words("// placed.fail(\"n|"));
  }

  @Test
  void codeOfTheUserIsNotRun() {
    session.run(
        """
        import org.stackbook.view.*;
        import org.stackbook.word.*;
        public class Mine extends Result {
          public String title() { return ""; }
          public String verdict() { return ""; }
          public DataTable data() { return null; }
          public java.util.Optional<Picture> picture() { return java.util.Optional.empty(); }
          public List<org.stackbook.fact.Figure<?>> figures() {
            System.setProperty("figures", "ran");
            return List.of();
          }
        }
        public class Words implements Vocabulary {
          public List<String> words(Place place) {
            System.setProperty("words", "ran");
            return List.of("ran");
          }
        }
        public class Taker { public void take(@Takes(Words.class) String word) {} }
        var mine = new Mine();
        var taker = new Taker();
        """,
        new RecordedOutput());
    assertEquals(List.of("title()"), words("mine.titl|"));
    assertEquals(List.of("take("), words("taker.tak|"));
    assertEquals(List.of(), words("mine.why(\"|"));
    assertEquals(List.of(), words("taker.take(\"|"));
    assertNull(System.getProperty("figures"));
    assertNull(System.getProperty("words"));
  }
}
