package org.stackbook.session.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.RecordedOutput;
import org.stackbook.session.Session;
import org.stackbook.view.MimeBundle;

/** What all magics have in common: help, wrong words, names. */
@Tag("unit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MagicLineTest {

  private final Session session = Session.builder().build();

  @BeforeAll
  void start() {
    session.start();
  }

  @AfterAll
  void close() {
    session.close();
  }

  /** A host of whom nothing is asked. */
  private static final class NoHost implements MagicHost {
    @Override
    public Object eval(String java) {
      throw new AssertionError(java);
    }

    @Override
    public Timed time(String java) {
      throw new AssertionError(java);
    }

    @Override
    public void addToClassPath(java.util.Collection<java.nio.file.Path> entries) {
      throw new AssertionError(entries);
    }

    @Override
    public List<java.nio.file.Path> classPath() {
      return List.of();
    }

    @Override
    public List<Declared> declared() {
      return List.of();
    }

    @Override
    public void page(MimeBundle shown) {
      throw new AssertionError(shown.text());
    }

    @Override
    public java.util.Optional<MimeBundle> documentation(String java) {
      throw new AssertionError(java);
    }

    @Override
    public void display(
        MimeBundle shown, @org.jspecify.annotations.Nullable String id, boolean update) {
      throw new AssertionError(shown.text());
    }
  }

  static List<Magics.Description> descriptions() {
    MagicsRegistry registry = new MagicsRegistry();
    Magics magics = new Magics(new NoHost(), registry);
    magics.register();
    return magics.descriptions();
  }

  static Stream<String> names() {
    return descriptions().stream().map(Magics.Description::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyMagicAnswersHelpAndDoesNothingElse(String name) {
    RecordedOutput output = new RecordedOutput();
    CellResult result = session.run(name + " --help", output);
    assertNull(result.error(), () -> String.valueOf(result.error()));
    assertTrue(output.out().startsWith("Usage: %"), output::out);
    assertTrue(output.out().contains(name + " "), output::out);
    assertFalse(output.out().contains("%%" + name), output::out);
    assertEquals("", output.err());
    assertEquals(List.of(), output.displays);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyMagicButTimeRefusesOptionsItDoesNotHave(String name) {
    if (name.endsWith("%time")) {
      return; // what follows it is Java
    }
    CellError error = session.run(name + " --hepl", CellOutput.NONE).error();
    assertNotNull(error);
    assertEquals("Refusal", error.name());
    assertTrue(error.message().contains("no such option"), error::message);
    assertTrue(error.message().contains("Did you mean --help?"), error::message);
    assertTrue(error.message().contains("Way out: " + name + " --help"), error::message);
  }

  @Test
  void everyMagicSaysInOneLineWhatItDoes() {
    for (Magics.Description magic : descriptions()) {
      assertFalse(magic.summary().isBlank(), magic.name());
      assertTrue(magic.summary().length() < 100, magic.summary());
      assertTrue(
          magic.options().stream().anyMatch(option -> option.name().equals("--help")),
          magic.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "%maven, Missing required parameter",
    "%mavenRepo one, Missing required parameter",
    "%load, Missing required parameter",
    "%load a b, one word too many",
    "%who --method, Did you mean --methods?",
    "%stackbook fact, Did you mean facts?",
    "%stackbook nonsense, it takes one of",
    "%time, it takes a statement",
    "%%time 1 + 1, what is timed stands below",
    "%mavn a:b:1, Did you mean maven?",
    "%%markdwn, Did you mean markdown?",
    "%load @/etc/hostname, %load @/etc/hostname: no such file",
  })
  void wrongWordsAreRefused(String cell, String said) {
    CellError error = session.run(cell, CellOutput.NONE).error();
    assertNotNull(error);
    assertEquals("Refusal", error.name());
    assertTrue(error.message().contains(said), error::message);
  }

  @Test
  void theMagicsOfIJavaAndJJavaHaveTheirNames() {
    List<String> names = names().toList();
    for (String name :
        List.of(
            "%maven",
            "%addMavenDependency",
            "%addMavenDependencies",
            "%mavenRepo",
            "%addMavenRepo",
            "%loadFromPOM",
            "%%loadFromPOM",
            "%jars",
            "%jar",
            "%addJars",
            "%classpath",
            "%load")) {
      assertTrue(names.contains(name), name);
    }
  }

  @Test
  void aCellMagicBelowTheFirstLineRunsNothing() {
    CellError error = session.run("int early = 1;\n%%html\n<b>x</b>", CellOutput.NONE).error();
    assertNotNull(error);
    assertTrue(error.message().contains("first line"), error::message);
    assertFalse(session.run("early", CellOutput.NONE).ok());
  }
}
