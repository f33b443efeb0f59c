package org.stackbook.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The doc comments of our own public API, which travel in the jar without the sources. A line that
 * does not start with a tab is a key with the names of its parameters; the lines of its comment
 * follow, a tab before each.
 */
final class DocIndex {

  private static final String RESOURCE = "docs.txt";

  private static @Nullable Map<String, MemberDoc> own;

  private DocIndex() {}

  /** Our own index; read when first asked for, empty in a build that has none. */
  static synchronized Map<String, MemberDoc> own() {
    Map<String, MemberDoc> known = own;
    if (known == null) {
      known = read();
      own = known;
    }
    return known;
  }

  private static Map<String, MemberDoc> read() {
    try (InputStream in = DocIndex.class.getResourceAsStream(RESOURCE)) {
      return in == null
          ? Map.of()
          : parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  static Map<String, MemberDoc> parse(BufferedReader lines) throws IOException {
    Map<String, MemberDoc> docs = new HashMap<>();
    String head = null;
    StringBuilder comment = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("\t")) {
        comment.append(line, 1, line.length()).append('\n');
      } else {
        put(docs, head, comment);
        head = line;
      }
    }
    put(docs, head, comment);
    return docs;
  }

  private static void put(
      Map<String, MemberDoc> docs, @Nullable String head, StringBuilder comment) {
    if (head != null) {
      String[] words = head.split(" ", -1);
      docs.put(
          words[0],
          new MemberDoc(
              List.of(words).subList(1, words.length), comment.toString().stripTrailing()));
      comment.setLength(0);
    }
  }

  /** The index as {@link #own} reads it; the same for the same docs. */
  static String write(Map<String, MemberDoc> docs) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(docs)
        .forEach(
            (key, doc) -> {
              text.append(key);
              doc.parameters().forEach(name -> text.append(' ').append(name));
              text.append('\n');
              doc.comment().lines().forEach(line -> text.append('\t').append(line).append('\n'));
            });
    return text.toString();
  }

  /**
   * Makes the index, as a step of the build.
   *
   * @param args the folder of sources and the folder of classes, where the index goes
   * @throws IOException if a source cannot be read or the index cannot be written
   */
  public static void main(String[] args) throws IOException {
    Map<String, MemberDoc> docs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        docs.putAll(SourceDocs.read(Files.readString(file)));
      }
    }
    Path target =
        Path.of(args[1], DocIndex.class.getPackageName().replace('.', '/')).resolve(RESOURCE);
    Files.createDirectories(target.getParent());
    Files.writeString(target, write(docs));
  }
}
