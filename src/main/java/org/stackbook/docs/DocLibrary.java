package org.stackbook.docs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.Html;

/**
 * The Javadoc of types and members: from our own index, and else from the source, which is looked
 * for on the class path, beside the jar as {@code -sources.jar}, and in the {@code src.zip} of the
 * JDK.
 *
 * <p>An archive that cannot be read, or a source that is too large or cannot be parsed, is one that
 * is not there.
 */
public final class DocLibrary {

  /** No source file of a JDK is as large. */
  private static final int SOURCE_LIMIT = 1 << 20;

  /** Archives that are larger are not opened: their lists of entries alone would take long. */
  private static final long ARCHIVE_LIMIT = 512L << 20;

  /** Files whose comments are kept for the next keystroke. */
  private static final int KEPT = 16;

  private final Path jdkSources;
  private final Map<String, Map<String, MemberDoc>> read =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, MemberDoc>> eldest) {
          return size() > KEPT;
        }
      };

  /** With the sources of the JDK that runs this. */
  public DocLibrary() {
    this(Path.of(System.getProperty("java.home"), "lib", "src.zip"));
  }

  DocLibrary(Path jdkSources) {
    this.jdkSources = jdkSources;
  }

  /** What is said about a type. */
  public MemberDoc of(Class<?> type) {
    return docs(type).getOrDefault(MemberKey.of(type).text(), MemberDoc.NONE);
  }

  /** What is said about a member, or about what it overrides. */
  public MemberDoc of(Member member) {
    MemberDoc own = said(member);
    if (!own.comment().isBlank() || !(member instanceof Method method)) {
      return own;
    }
    return overridden(method).stream()
        .map(this::said)
        .filter(doc -> !doc.comment().isBlank())
        .findFirst()
        .map(doc -> new MemberDoc(own.parameters(), doc.comment()))
        .orElse(own);
  }

  private MemberDoc said(Member member) {
    MemberDoc own = saidOfItself(member);
    Class<?> type = member.getDeclaringClass();
    if (!own.comment().isBlank() || !type.isRecord()) {
      return own;
    }
    boolean accessor = member instanceof Method method && method.getParameterCount() == 0;
    Prose component = DocComment.parse(of(type).comment()).parameters().get(member.getName());
    return accessor && component != null
        ? new MemberDoc(List.of(), Html.escape(component.text()))
        : own;
  }

  private MemberDoc saidOfItself(Member member) {
    return docs(member.getDeclaringClass())
        .getOrDefault(MemberKey.of(member).text(), MemberDoc.NONE);
  }

  private static List<Method> overridden(Method method) {
    List<Method> found = new ArrayList<>();
    if (Modifier.isStatic(method.getModifiers())) {
      return found;
    }
    Set<Class<?>> seen = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(List.of(method.getDeclaringClass()));
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      if (type != method.getDeclaringClass()) {
        Arrays.stream(type.getDeclaredMethods())
            .filter(other -> overrides(method, other))
            .forEach(found::add);
      }
      if (type.getSuperclass() != null && seen.add(type.getSuperclass())) {
        open.add(type.getSuperclass());
      }
      Arrays.stream(type.getInterfaces()).filter(seen::add).forEach(open::add);
    }
    return found;
  }

  private static boolean overrides(Method method, Method other) {
    if (!method.getName().equals(other.getName())
        || method.getParameterCount() != other.getParameterCount()
        || other.isSynthetic()) {
      return false;
    }
    for (int i = 0; i < method.getParameterCount(); i++) {
      if (!other.getParameterTypes()[i].isAssignableFrom(method.getParameterTypes()[i])) {
        return false;
      }
    }
    return true;
  }

  /** Names of the parameters: from the class file, else from the source; empty if neither tells. */
  public List<String> parameterNames(Executable executable) {
    if (Arrays.stream(executable.getParameters()).allMatch(p -> p.isNamePresent())) {
      return Arrays.stream(executable.getParameters()).map(p -> p.getName()).toList();
    }
    List<String> names = said(executable).parameters();
    return names.size() == executable.getParameterCount() ? names : List.of();
  }

  private synchronized Map<String, MemberDoc> docs(Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    Map<String, MemberDoc> own = DocIndex.own();
    if (own.containsKey(outermost.getName()) && isOurs(outermost)) {
      return own;
    }
    Class<?> file = outermost;
    return read.computeIfAbsent(
        System.identityHashCode(file.getClassLoader()) + "/" + file.getName(),
        key -> source(file).map(DocLibrary::parse).orElse(Map.of()));
  }

  /** A class of a cell or a jar may carry one of our names. */
  private static boolean isOurs(Class<?> type) {
    return type.getClassLoader() == DocLibrary.class.getClassLoader();
  }

  private static Map<String, MemberDoc> parse(String source) {
    try {
      return SourceDocs.read(source);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Map.of();
    }
  }

  private Optional<String> source(Class<?> type) {
    String path = type.getName().replace('.', '/');
    ClassLoader loader = type.getClassLoader();
    String module = type.getModule().getName();
    if (loader == null || module != null) {
      return module == null ? Optional.empty() : entry(jdkSources, module + "/" + path + ".java");
    }
    try {
      URL source = loader.getResource(path + ".java");
      if (source != null) {
        URLConnection connection = source.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
          return text(in);
        }
      }
      Path jar = jar(loader.getResource(path + ".class"));
      return jar == null
          ? Optional.empty()
          : entry(
              jar.resolveSibling(
                  jar.getFileName().toString().replaceFirst("\\.jar$", "-sources.jar")),
              path + ".java");
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Path jar(@Nullable URL classFile) throws IOException {
    if (classFile == null || !(classFile.openConnection() instanceof JarURLConnection connection)) {
      return null;
    }
    URL jar = connection.getJarFileURL();
    return jar.getProtocol().equals("file")
        ? new File(java.net.URI.create(jar.toString())).toPath()
        : null;
  }

  private static Optional<String> entry(Path archive, String name) {
    try {
      if (!Files.isRegularFile(archive) || Files.size(archive) > ARCHIVE_LIMIT) {
        return Optional.empty();
      }
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
          return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
          return text(in);
        }
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(InputStream in) throws IOException {
    // What an archive says about the size of an entry is not believed.
    byte[] bytes = in.readNBytes(SOURCE_LIMIT + 1);
    return bytes.length > SOURCE_LIMIT
        ? Optional.empty()
        : Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
