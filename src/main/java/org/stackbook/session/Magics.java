package org.stackbook.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/** The magics that every session has, by the names that IJava and JJava gave them. */
final class Magics {

  /** Larger files than this are not code. */
  private static final long LOAD_LIMIT = 16 * 1024 * 1024;

  /** What {@code %load} tries to put behind a name. */
  private static final List<String> EXTENSIONS =
      List.of("", ".jsh", ".jshell", ".java", ".jjava", ".ijava", ".ipynb");

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Session session;
  private final MagicsRegistry registry;
  private final Maven maven;

  private Magics(Session session, MagicsRegistry registry, Maven maven) {
    this.session = session;
    this.registry = registry;
    this.maven = maven;
  }

  static void register(MagicsRegistry registry, Session session, Maven maven) {
    new Magics(session, registry, maven).register();
  }

  private void register() {
    line(this::classPath, "classpath", "jars", "jar", "addJars");
    line(args -> add(maven.resolve(args)), "maven", "addMavenDependency", "addMavenDependencies");
    line(this::mavenRepo, "mavenRepo", "addMavenRepo");
    line(
        args -> add(maven.resolveFile(Path.of(only(args, "%loadFromPOM pom.xml")))), "loadFromPOM");
    line(this::load, "load");
    line(args -> list(), "lsmagic");
    CellMagic<List<String>, BaseKernel> pom = (kernel, args, body) -> add(maven.resolvePom(body));
    registry.registerCellMagic("loadFromPOM", pom);
  }

  /** A magic that gives back what a notebook may assign. */
  private interface Line {
    @Nullable Object run(List<String> args) throws Exception;
  }

  private void line(Line magic, String... names) {
    LineMagic<@Nullable Object, BaseKernel> adapted = (kernel, args) -> magic.run(args);
    for (String name : names) {
      registry.registerLineMagic(name, adapted);
    }
  }

  private List<String> classPath(List<String> args) {
    return add(args.stream().flatMap(arg -> existing(arg).stream()).toList());
  }

  private static List<Path> existing(String arg) {
    List<Path> found =
        PathsHandler.splitAndResolveGlobs(arg).stream().filter(Files::exists).toList();
    if (!found.isEmpty()) {
      return found;
    }
    if (GLOB.matcher(arg).find()) {
      System.err.println(arg + ": no file fits, nothing was added to the class path");
      return List.of();
    }
    throw Refusal.of(arg, "no such jar or folder")
        .nearest(arg, siblings(Path.of(arg)))
        .asException();
  }

  private List<String> add(List<Path> entries) {
    session.addToClassPath(entries);
    return entries.stream().map(Path::toString).toList();
  }

  private @Nullable Object mavenRepo(List<String> args) {
    if (args.size() != 2) {
      throw Refusal.of("%mavenRepo " + String.join(" ", args), "a repository has an id and a URL")
          .wayOut("write %mavenRepo central https://repo1.maven.org/maven2/")
          .asException();
    }
    maven.addRepository(args.get(0), args.get(1));
    return null;
  }

  private List<String> list() {
    TreeSet<String> names = new TreeSet<>();
    registry.getLineMagicNames().forEach(name -> names.add("%" + name));
    registry.getCellMagicNames().forEach(name -> names.add("%%" + name));
    System.out.println(String.join("  ", names));
    return List.copyOf(names);
  }

  private @Nullable Object load(List<String> args) throws Exception {
    String name = only(args, "%load helpers.jsh");
    Path file =
        EXTENSIONS.stream()
            .map(extension -> Path.of(name + extension))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> notFound(name));
    if (Files.size(file) > LOAD_LIMIT) {
      throw Refusal.of("%load " + name, "it is larger than 16 MB").asException();
    }
    Object value = null;
    for (String cell :
        file.toString().endsWith(".ipynb") ? cells(file) : List.of(Files.readString(file))) {
      value = session.evalNested(cell);
    }
    return value;
  }

  private static Refusal notFound(String name) {
    return Refusal.of(
            "%load " + name,
            "no such file, also not with "
                + String.join(" ", EXTENSIONS.subList(1, EXTENSIONS.size())))
        .nearest(name, siblings(Path.of(name)))
        .asException();
  }

  private static List<String> siblings(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> cells(Path notebook) throws IOException {
    List<String> sources = new ArrayList<>();
    try {
      JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
      for (JsonElement cell : json.getAsJsonArray("cells")) {
        if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
          sources.add(source(cell.getAsJsonObject().get("source")));
        }
      }
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | StackOverflowError e) {
      throw Refusal.of("%load " + notebook, "it is not a notebook").cause(e).asException();
    }
    return sources;
  }

  private static String source(JsonElement source) {
    if (source.isJsonPrimitive()) {
      return source.getAsString();
    }
    StringBuilder text = new StringBuilder();
    source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  private static String only(List<String> args, String example) {
    if (args.size() != 1) {
      throw Refusal.of(args.size() + " arguments", "this magic takes one")
          .wayOut("write " + example)
          .asException();
    }
    return args.get(0);
  }
}
