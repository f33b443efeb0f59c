package org.stackbook.session;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.jspecify.annotations.Nullable;

/**
 * The names that a cell can use, and the classes behind them. Classes are looked at, never
 * initialised; no code of cells is run.
 */
final class CellScope {

  /** A name of our own for an expression whose type is asked for. */
  private static final String ASKED = "asked$";

  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(?<static>static\\s+)?(?<from>[\\w.]+)\\.(?<what>\\w+|\\*)\\s*;");

  /** Packages that are no business of a cell, though the compiler lets them be named. */
  private static final List<String> INTERNAL =
      List.of(
          "REPL.",
          "com.sun.",
          "jdk.internal.",
          "org.stackbook.cli.",
          "org.stackbook.docs.",
          "org.stackbook.kernel.",
          "org.stackbook.session.",
          "org.stackbook.storage.engine.",
          "sun.");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final ClassLoader loader;
  private Asked last = new Asked("", 0, "");

  /** The last answer: at the next key, the same is asked. */
  private record Asked(String code, long snippets, String type) {}

  CellScope(JShell shell, SourceCodeAnalysis analysis, ClassLoader loader) {
    this.shell = shell;
    this.analysis = analysis;
    this.loader = loader;
  }

  JShell shell() {
    return shell;
  }

  /** Whether a package, with a dot behind it, is not for cells. */
  static boolean isInternal(String packageName) {
    return INTERNAL.stream().anyMatch(packageName::startsWith);
  }

  /**
   * The type of an expression in Java, with packages.
   *
   * @param before what stands before the expression, to where a statement may begin
   */
  Optional<String> typeOf(String before, String expression) {
    // Asked as a variable: of what is not a mere name, JShell tells no type.
    String code = before + "{ var " + ASKED + " = " + expression + "; " + ASKED;
    long snippets = shell.snippets().count();
    if (last.code().equals(code) && last.snippets() == snippets) {
      return Optional.of(last.type());
    }
    for (Documentation found : analysis.documentation(code, code.length(), false)) {
      if (found.signature().startsWith(ASKED + ":")) {
        last = new Asked(code, snippets, found.signature().substring(ASKED.length() + 1));
        return Optional.of(last.type());
      }
    }
    return Optional.empty();
  }

  /** The class of a type as {@link #typeOf} tells it or as a cell names it. */
  Optional<Class<?>> type(String name) {
    String raw = name.replaceAll("<.*>|@[\\w.]+\\s*", "").strip();
    if (raw.endsWith("[]")) {
      return type(raw.substring(0, raw.length() - 2)).map(Class::arrayType);
    }
    return switch (raw) {
      case "int" -> Optional.of(int.class);
      case "long" -> Optional.of(long.class);
      case "double" -> Optional.of(double.class);
      case "float" -> Optional.of(float.class);
      case "boolean" -> Optional.of(boolean.class);
      case "char" -> Optional.of(char.class);
      case "byte" -> Optional.of(byte.class);
      case "short" -> Optional.of(short.class);
      default -> declared(raw);
    };
  }

  private Optional<Class<?>> declared(String name) {
    if (!name.matches("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*")) {
      return Optional.empty();
    }
    Optional<Class<?>> ofCell =
        shell
            .types()
            .filter(snippet -> snippet.name().equals(name))
            .findFirst()
            .flatMap(snippet -> load(wrapper(snippet) + "$" + name));
    if (ofCell.isPresent()) {
      return ofCell;
    }
    String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    List<String> packages = new ArrayList<>(List.of(""));
    for (Matcher each : imports()) {
      if (each.group("static") == null
          && (each.group("what").equals("*") || each.group("what").equals(first))) {
        packages.add(each.group("from") + ".");
      }
    }
    packages.add("java.lang.");
    return packages.stream()
        .map(prefix -> nested(prefix + name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A class by its name in Java, where a dot may stand for a package or for a class around it. */
  private Optional<Class<?>> nested(String name) {
    StringBuilder binary = new StringBuilder(name);
    while (true) {
      Optional<Class<?>> found = load(binary.toString());
      int dot = binary.lastIndexOf(".");
      if (found.isPresent() || dot < 0) {
        return found;
      }
      binary.setCharAt(dot, '$');
    }
  }

  private Optional<Class<?>> load(String binaryName) {
    try {
      return Optional.of(Class.forName(binaryName, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private String wrapper(PersistentSnippet snippet) {
    return analysis.wrapper(snippet).fullClassName();
  }

  private List<Matcher> imports() {
    List<Matcher> found = new ArrayList<>();
    shell
        .imports()
        .forEach(
            snippet -> {
              String source =
                  snippet.source().endsWith(";") ? snippet.source() : snippet.source() + ";";
              // Each match is kept by a matcher of its own.
              Matcher search = IMPORT.matcher(source);
              while (search.find()) {
                Matcher one = IMPORT.matcher(search.group());
                if (one.matches()) {
                  found.add(one);
                }
              }
            });
    return found;
  }

  /** Methods that can be called without a receiver. */
  List<Executable> methods(String name) {
    List<Executable> found = new ArrayList<>();
    shell
        .methods()
        .filter(snippet -> snippet.name().equals(name))
        .map(snippet -> load(wrapper(snippet)))
        .flatMap(Optional::stream)
        .forEach(type -> found.addAll(named(type, name, Class::getDeclaredMethods)));
    for (Class<?> type : staticImports(name)) {
      named(type, name, Class::getMethods).stream()
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .forEach(found::add);
    }
    return found;
  }

  /** A constant that can be named without its type. */
  Optional<Field> constant(String name) {
    return staticImports(name).stream()
        .flatMap(type -> members(type, Class::getFields))
        .filter(f -> f.getName().equals(name) && Modifier.isStatic(f.getModifiers()))
        .findFirst();
  }

  private List<Class<?>> staticImports(String name) {
    return imports().stream()
        .filter(each -> each.group("static") != null)
        .filter(each -> each.group("what").equals("*") || each.group("what").equals(name))
        .map(each -> nested(each.group("from")))
        .<Class<?>>flatMap(Optional::stream)
        .toList();
  }

  /** Methods of a type, inherited ones included, as a cell can call them. */
  List<Method> methodsOf(Class<?> type) {
    List<Method> found = new ArrayList<>();
    members(type, Class::getMethods)
        .filter(m -> !m.isBridge() && !m.isSynthetic())
        .forEach(found::add);
    if (type.isInterface()) {
      members(Object.class, Class::getMethods).forEach(found::add);
    }
    if (isOfCell(type)) {
      // Cells are in one package: they see more of each other than what is public.
      members(type, Class::getDeclaredMethods)
          .filter(
              m ->
                  !m.isSynthetic()
                      && (m.getModifiers() & (Modifier.PUBLIC | Modifier.PRIVATE)) == 0)
          .forEach(found::add);
    }
    return found;
  }

  /** Fields of a type as a cell can use them. */
  List<Field> fieldsOf(Class<?> type) {
    return members(type, isOfCell(type) ? Class::getDeclaredFields : Class::getFields)
        .filter(f -> !f.isSynthetic())
        .toList();
  }

  private static boolean isOfCell(Class<?> type) {
    return type.getName().startsWith("REPL.");
  }

  private static List<Method> named(Class<?> type, String name, Function<Class<?>, Method[]> of) {
    return members(type, of)
        .filter(m -> m.getName().equals(name) && !m.isBridge() && !m.isSynthetic())
        .toList();
  }

  /** A class may name others that are nowhere: then nothing of it is known. */
  private static <M extends Member> Stream<M> members(Class<?> type, Function<Class<?>, M[]> of) {
    try {
      return Arrays.stream(of.apply(type));
    } catch (LinkageError | TypeNotPresentException e) {
      return Stream.empty();
    }
  }

  /**
   * The value that a variable of an earlier cell has, for reading; {@code null} if there is no such
   * variable or its value is of a class that the user brought: asking that one would run his code.
   */
  @Nullable Object value(String variable) {
    return shell
        .variables()
        .filter(snippet -> snippet.name().equals(variable))
        .findFirst()
        .flatMap(snippet -> load(wrapper(snippet)))
        .map(type -> read(type, variable))
        .orElse(null);
  }

  private static @Nullable Object read(Class<?> type, String variable) {
    try {
      Field field = type.getDeclaredField(variable);
      field.setAccessible(true);
      Object value = field.get(null);
      return value == null || !isOurs(value.getClass()) ? null : value;
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static boolean isOurs(Class<?> type) {
    ClassLoader of = type.getClassLoader();
    for (ClassLoader ours = CellScope.class.getClassLoader();
        ours != null;
        ours = ours.getParent()) {
      if (ours == of) {
        return true;
      }
    }
    return of == null;
  }
}
