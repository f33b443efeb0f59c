package org.stackbook.session.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The magics that every session has, by our names and those that IJava and JJava gave them, beside
 * those that extensions register. Nothing of a magic is loaded before its first use: a kernel
 * starts without picocli and without Maven.
 */
public final class Magics {

  /** Our name of each magic that may stand on any line, then its other names. */
  private static final List<List<String>> LINE =
      List.of(
          List.of("classpath"),
          List.of("doc"),
          List.of("jars", "jar", "addJars"),
          List.of("load"),
          List.of("loadFromPOM"),
          List.of("lsmagic"),
          List.of("maven", "addMavenDependency", "addMavenDependencies"),
          List.of("mavenRepo", "addMavenRepo"),
          List.of("stackbook"),
          List.of("time"),
          List.of("who"));

  /** The magics that take the rest of a cell. */
  private static final List<String> CELL = List.of("html", "loadFromPOM", "markdown", "time");

  private final MagicHost host;
  private final MagicsRegistry registry;
  private final Maven maven;

  /**
   * @param host the session that the magics serve
   * @param registry where calls look for them, and where extensions add theirs
   */
  public Magics(MagicHost host, MagicsRegistry registry) {
    this.host = host;
    this.registry = registry;
    this.maven = new Maven(host);
  }

  /** Adds our magics to the registry. */
  public void register() {
    for (List<String> names : LINE) {
      for (String name : names) {
        LineMagic<@Nullable Object, BaseKernel> magic =
            (kernel, words) -> new MagicLine("%" + name, make(names.get(0), null)).run(words);
        registry.registerLineMagic(name, magic);
      }
    }
    for (String name : CELL) {
      CellMagic<@Nullable Object, BaseKernel> magic =
          (kernel, words, body) -> new MagicLine("%%" + name, make(name, body)).run(words);
      registry.registerCellMagic(name, magic);
    }
  }

  /**
   * @param body the cell below a cell magic, {@code null} for a line magic
   */
  private Magic make(String name, @Nullable String body) {
    return switch (name) {
      case "classpath" -> new ClassPathMagic(host);
      case "doc" -> new DocMagic(host);
      case "jars" -> new JarsMagic(host);
      case "load" -> new LoadMagic(host);
      case "loadFromPOM" ->
          body == null ? new LoadFromPomMagic(host, maven) : new PomCellMagic(host, maven, body);
      case "lsmagic" -> new LsMagic(host, this);
      case "maven" -> new MavenMagic(host, maven);
      case "mavenRepo" -> new MavenRepoMagic(maven);
      case "stackbook" -> new StackbookMagic(host);
      case "time" -> new TimeMagic(host, body);
      case "who" -> new WhoMagic(host);
      case "html" -> new HtmlMagic(host, body == null ? "" : body);
      case "markdown" -> new MarkdownMagic(host, body == null ? "" : body);
      default -> throw new IllegalStateException(name);
    };
  }

  /**
   * An option of a magic.
   *
   * @param name with its dashes
   * @param summary what it does, in one line
   */
  public record Option(String name, String summary) {}

  /**
   * A magic, for completion and lists.
   *
   * @param name with one percent sign, or two for a cell magic
   * @param summary what it does, in one line; what extensions add has none
   * @param options what may follow the name
   */
  public record Description(String name, String summary, List<Option> options) {}

  /** All magics that can be called now, those of extensions included, by name. */
  public List<Description> descriptions() {
    Map<String, Description> ours = new LinkedHashMap<>();
    for (List<String> names : LINE) {
      String first = names.get(0);
      for (String name : names) {
        Description description = describe("%" + name, make(first, null));
        ours.put(
            description.name(),
            name.equals(first)
                ? description
                : new Description(description.name(), "Same as %" + first, description.options()));
      }
    }
    for (String name : CELL) {
      Description description = describe("%%" + name, make(name, ""));
      ours.put(description.name(), description);
    }
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    registry.getLineMagicNames().forEach(name -> names.add("%" + name));
    registry.getCellMagicNames().forEach(name -> names.add("%%" + name));
    List<Description> all = new ArrayList<>();
    for (String name : names) {
      Description own = ours.get(name);
      all.add(own == null ? new Description(name, "", List.of()) : own);
    }
    return all;
  }

  private static Description describe(String shown, Magic magic) {
    MagicLine line = new MagicLine(shown, magic);
    return new Description(shown, line.summary(), line.options());
  }
}
