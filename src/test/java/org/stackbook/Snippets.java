package org.stackbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pieces of Java in the documentation. */
final class Snippets {

  private static final Path BASE = Path.of(System.getProperty("stackbook.basedir", "."));
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern JAVADOC =
      Pattern.compile("(?ms)^ *\\* <pre>\\{@code\\n(.*?)^ *\\* }</pre>$");

  private Snippets() {}

  /**
   * A piece of Java.
   *
   * @param place file and line
   * @param code without the margin of its comment
   */
  record Snippet(String place, String code) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** The blocks of a language in the README, top to bottom. */
  static List<Snippet> ofReadme(String language) throws IOException {
    List<Snippet> found = new ArrayList<>();
    String text = Files.readString(BASE.resolve("README.md"));
    Matcher m = FENCE.matcher(text);
    while (m.find()) {
      if (m.group(1).equals(language)) {
        found.add(new Snippet("README.md:" + line(text, m.start()), m.group(2)));
      }
    }
    return found;
  }

  /** The snippets of all Javadoc. */
  static List<Snippet> ofJavadoc() throws IOException {
    List<Snippet> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(BASE.resolve("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String text = Files.readString(file);
        Matcher m = JAVADOC.matcher(text);
        while (m.find()) {
          String code = m.group(1).replaceAll("(?m)^ *\\* ?", "");
          found.add(new Snippet(file.getFileName() + ":" + line(text, m.start()), code));
        }
      }
    }
    return found;
  }

  private static long line(String text, int at) {
    return text.substring(0, at).lines().count() + 1;
  }
}
