package org.stackbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.Stackbook;
import org.stackbook.stamp.Drive;
import org.stackbook.storage.Placement;

/** Where documentation is found, and what is done about archives that are not what they seem. */
@Tag("unit")
class DocLibraryTest {

  private static final String SOURCE =
      """
      package lib;
      /** A lamp. */
      public class Lamp {
        /**
         * Shines.
         *
         * @param hours how long, 1 or more
         */
        public <T> void shine(int hours, java.util.List<? extends T>[] at, T... on) {}
        private void hidden() {}
        /** What it is made of. */
        public enum Part { /** Glass. */ BULB }
      }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private final DocLibrary library = new DocLibrary();

  @Test
  void theBuildPutsEveryWordOfTheDoorIntoTheIndex() {
    List<String> missing = new ArrayList<>();
    for (Method word : Stackbook.class.getDeclaredMethods()) {
      if (Modifier.isPublic(word.getModifiers()) && library.of(word).comment().isBlank()) {
        missing.add(word.toString());
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(DocIndex.own().containsKey("org.stackbook.storage.Placement#fail(String[])"));
  }

  @Test
  void theIndexIsReadAsItWasWritten() throws IOException {
    Map<String, MemberDoc> docs = SourceDocs.read(SOURCE);
    assertEquals(
        List.of(
            "lib.Lamp", "lib.Lamp#shine(int,List[],T[])", "lib.Lamp.Part", "lib.Lamp.Part#BULB"),
        List.copyOf(docs.keySet()));
    assertEquals(
        List.of("hours", "at", "on"),
        docs.getOrDefault("lib.Lamp#shine(int,List[],T[])", MemberDoc.NONE).parameters());
    Map<String, MemberDoc> again =
        DocIndex.parse(new java.io.BufferedReader(new java.io.StringReader(DocIndex.write(docs))));
    assertEquals(docs.keySet(), again.keySet());
    docs.forEach(
        (key, doc) -> {
          assertEquals(doc.parameters(), again.getOrDefault(key, MemberDoc.NONE).parameters());
          assertEquals(
              doc.comment().stripTrailing(), again.getOrDefault(key, MemberDoc.NONE).comment());
        });
  }

  @Test
  void whatSaysNothingItselfSaysWhatItOverrides() throws NoSuchMethodException {
    assertTrue(
        library.of(Placement.class.getMethod("title")).comment().contains("What was computed"));
  }

  @Test
  void anAccessorOfARecordSaysWhatTheRecordSaysOfItsComponent() throws NoSuchMethodException {
    String said = library.of(Drive.class.getMethod("size")).comment();
    String ofRecord = library.of(Drive.class).comment();
    assertFalse(said.isBlank());
    assertTrue(ofRecord.contains("@param size " + said), ofRecord);
  }

  @Test
  void sourcesBesideTheJarAreUsed() throws Exception {
    Path jar = jar("lamp-1.0.jar");
    zip(folder.resolve("lamp-1.0-sources.jar"), "lib/Lamp.java", SOURCE);
    assertEquals("Shines.", firstLineOf(shine(jar)));
  }

  @Test
  void sourcesOnTheClassPathAreUsed() throws Exception {
    Path jar = jar("lamp.jar");
    Path sources = zip(folder.resolve("anywhere.jar"), "lib/Lamp.java", SOURCE);
    Method shine = shine(jar, sources);
    assertEquals("Shines.", firstLineOf(shine));
    assertEquals(List.of("hours", "at", "on"), library.parameterNames(shine));
  }

  @Test
  void theSourcesOfTheJdkAreUsed() throws Exception {
    Path zip =
        zip(
            folder.resolve("src.zip"),
            "java.base/java/lang/Runnable.java",
            "package java.lang; public interface Runnable { /** Goes. */ void run(); }");
    assertEquals(
        "Goes.", new DocLibrary(zip).of(Runnable.class.getMethod("run")).comment().strip());
  }

  @Test
  void archivesThatAreBrokenOrTooMuchAreAsIfTheyWereNotThere() throws Exception {
    Path sources = folder.resolve("lamp-1.0-sources.jar");
    Path jar = jar("lamp-1.0.jar");
    Files.writeString(sources, "no archive");
    assertEquals("", firstLineOf(shine(jar)));
    Files.delete(sources);
    zip(sources, "lib/Lamp.java", SOURCE + " ".repeat(2 << 20));
    assertEquals("", firstLineOf(shine(jar)), "too large");
    Files.delete(sources);
    zip(sources, "lib/Lamp.java", "package lib; class Lamp { int i = " + "(".repeat(200_000));
    assertEquals("", firstLineOf(shine(jar)), "nested too deeply");
    Files.delete(sources);
    byte[] whole = Files.readAllBytes(zip(folder.resolve("whole.jar"), "lib/Lamp.java", SOURCE));
    Arrays.fill(whole, 40, 80, (byte) 0x55);
    Files.write(sources, whole);
    assertEquals("", firstLineOf(shine(jar)), "damaged");
  }

  @Test
  void aClassOfTheUserDoesNotGetTheDocsOfOursByItsName() throws Exception {
    Path classes =
        compile("package org.stackbook; public class Stackbook { public static void kb() {} }");
    try (URLClassLoader alone =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertEquals("", library.of(alone.loadClass("org.stackbook.Stackbook")).comment());
    }
  }

  private String firstLineOf(Method method) {
    return new DocLibrary().of(method).comment().strip().lines().findFirst().orElse("");
  }

  private Method shine(Path... classPath) throws Exception {
    URL[] urls = new URL[classPath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath[i].toUri().toURL();
    }
    return Arrays.stream(new URLClassLoader(urls, null).loadClass("lib.Lamp").getMethods())
        .filter(method -> method.getName().equals("shine"))
        .findFirst()
        .orElseThrow();
  }

  private Path jar(String name) throws IOException {
    Path classes = compile(SOURCE);
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String each : List.of("lib/Lamp.class", "lib/Lamp$Part.class")) {
        out.putNextEntry(new ZipEntry(each));
        out.write(Files.readAllBytes(classes.resolve(each)));
      }
    }
    return jar;
  }

  private Path compile(String source) throws IOException {
    Path file = Files.createTempDirectory(folder, "source").resolve("Given.java");
    Files.writeString(file, source);
    Path named = file.resolveSibling(source.contains("Lamp") ? "Lamp.java" : "Stackbook.java");
    Files.move(file, named);
    Path classes = Files.createTempDirectory(folder, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                Writer.nullWriter(),
                null,
                problem -> {},
                List.of("-proc:none", "-d", classes.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(named))
            .call();
    assertTrue(compiled);
    return classes;
  }

  private static Path zip(Path file, String entry, String text) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
