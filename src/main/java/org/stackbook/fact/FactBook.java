package org.stackbook.fact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of facts. A fact is addressed by its path, keys and list positions joined by slashes:
 * {@code scaleUnit/nodes/0/max}. Its source, builds and confidence are the ones stated nearest to
 * it, on the value itself or on the lists and objects around it.
 */
public final class FactBook {

  private static final String SOURCES = "sources";
  private static final Set<String> NOT_FACTS =
      Set.of("title", "reading", "status", SOURCES, "goldenExamples", "unknown");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]+");
  private static final Pattern CODE_IN_BRACKETS =
      Pattern.compile("\\(([A-Z][A-Z0-9]+(?:[,;] *[A-Z][A-Z0-9]+)*)\\)");

  private final String name;
  private final JsonNode root;
  private final Map<String, Source> sources;
  private final Map<String, Fact> asked = new ConcurrentHashMap<>();

  FactBook(String name, JsonNode root) {
    this.name = name;
    this.root = root;
    Map<String, Source> read = new LinkedHashMap<>();
    root.path(SOURCES)
        .properties()
        .forEach(e -> read.put(e.getKey(), new Source(e.getKey(), e.getValue().asText())));
    this.sources = Collections.unmodifiableMap(read);
  }

  /** The file's name without ending, such as {@code storage-spaces-direct}. */
  public String name() {
    return name;
  }

  /** What the file is about. */
  public String title() {
    return root.path("title").asText();
  }

  /** The month that all of the file describes, such as {@code 2017-11}, if it describes one. */
  public Optional<String> asOf() {
    return Optional.of(root.path("asOf").asText()).filter(date -> !date.isEmpty());
  }

  /**
   * The pages that the facts were read from, by code. Empty where each fact cites its page in full.
   */
  public Map<String, Source> sources() {
    return sources;
  }

  /**
   * The fact at a path.
   *
   * @throws IllegalStateException if there is none, it is not stated ({@code null}), or it names no
   *     source that exists: all are faults of Stackbook, not of its user
   */
  public Fact fact(String path) {
    return asked.computeIfAbsent(path, this::read);
  }

  private Fact read(String path) {
    JsonNode node = node(path);
    if (node.isMissingNode() || node.isNull()) {
      throw new IllegalStateException("no fact " + name + "#" + path);
    }
    List<JsonNode> around = around(path);
    List<Source> from = sourcesNear(around, path);
    if (from.isEmpty()) {
      throw new IllegalStateException("fact " + name + "#" + path + " names no source");
    }
    String doubt = nearest(around, "confidence");
    String note =
        doubt != null
            ? doubt.replaceFirst("^[a-z]+: ", "")
            : nearest(around.subList(0, Math.min(2, around.size())), "note");
    return new Fact(
        name + "#" + path, node, from, buildsNear(around), confidence(doubt, around), note);
  }

  /** Whether a value is stated at a path. */
  public boolean has(String path) {
    JsonNode node = node(path);
    return !node.isMissingNode() && !node.isNull();
  }

  /** The paths of the entries of a list or object. */
  public List<String> entries(String path) {
    JsonNode node = node(path);
    if (node.isArray()) {
      return IntStream.range(0, node.size()).mapToObj(i -> path + "/" + i).toList();
    }
    List<String> paths = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            field -> paths.add(path.isEmpty() ? escaped(field) : path + "/" + escaped(field)));
    return paths;
  }

  /**
   * The path of the one entry of a list whose field has a value, such as the row of an operating
   * system.
   *
   * @throws IllegalStateException if there is none
   */
  public String entryWith(String path, String field, String value) {
    return entries(path).stream()
        .filter(row -> node(row).path(field).asText().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no entry of " + name + "#" + path + " has " + field + " " + value));
  }

  /**
   * The path of the first entry of a list whose builds include one.
   *
   * @param build four digits
   * @throws IllegalStateException if there is none
   */
  public String entryFor(String path, String build) {
    return entries(path).stream()
        .filter(row -> Builds.parse(node(row).path("builds").asText()).includes(build))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no entry of " + name + "#" + path + " holds for build " + build));
  }

  /** The printed and derived examples of the file. */
  public List<GoldenExample> goldenExamples() {
    List<GoldenExample> examples = new ArrayList<>();
    root.path("goldenExamples").forEach(node -> examples.add(new GoldenExample(name, node)));
    return examples;
  }

  /** The paths of all values of the file that are stated, in file order. */
  public List<String> paths() {
    List<String> leaves = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>();
    List<String> top = entries("").stream().filter(p -> !NOT_FACTS.contains(p)).toList();
    for (int i = top.size() - 1; i >= 0; i--) {
      open.push(top.get(i));
    }
    while (!open.isEmpty()) {
      String path = open.pop();
      JsonNode node = node(path);
      if (node.isContainerNode()) {
        List<String> entries = entries(path);
        for (int i = entries.size() - 1; i >= 0; i--) {
          open.push(entries.get(i));
        }
      } else if (!node.isNull() && !isAboutFacts(path)) {
        leaves.add(path);
      }
    }
    return leaves;
  }

  private static boolean isAboutFacts(String path) {
    for (String key : path.split("/", -1)) {
      if (key.equals("source")
          || key.equals(SOURCES)
          || key.endsWith("Source")
          || key.endsWith("Sources")) {
        return true;
      }
    }
    return path.endsWith("/confidence") || path.endsWith("/note");
  }

  private JsonNode node(String path) {
    return path.isEmpty() ? root : root.at("/" + path);
  }

  /** A key as a part of a path, by the rules of JSON Pointer. */
  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** The value itself and all that is around it, nearest first. */
  private List<JsonNode> around(String path) {
    List<JsonNode> nodes = new ArrayList<>();
    for (String p = path;
        !p.isEmpty();
        p = p.contains("/") ? p.substring(0, p.lastIndexOf('/')) : "") {
      nodes.add(node(p));
    }
    nodes.add(root);
    return nodes;
  }

  private static @Nullable String nearest(List<JsonNode> around, String key) {
    for (JsonNode node : around) {
      if (node.isObject() && node.path(key).isTextual()) {
        return node.path(key).asText();
      }
    }
    return null;
  }

  private static Builds buildsNear(List<JsonNode> around) {
    for (JsonNode node : around) {
      if (node.isObject() && node.path("builds").isTextual()) {
        return Builds.parse(node.path("builds").asText());
      }
      if (node.isObject() && node.path("since").asText().matches("[0-9]{4}")) {
        String since = node.path("since").asText();
        return new Builds(since, null, since + " and later");
      }
    }
    return Builds.ALL;
  }

  private static Confidence confidence(@Nullable String doubt, List<JsonNode> around) {
    if (doubt != null) {
      return doubt.startsWith("assumed")
          ? Confidence.ASSUMED
          : doubt.startsWith("derived") ? Confidence.DERIVED : Confidence.REPORTED;
    }
    return "secondary".equals(nearest(around, "sourceKind"))
        ? Confidence.REPORTED
        : Confidence.DOCUMENTED;
  }

  private List<Source> sourcesNear(List<JsonNode> around, String path) {
    JsonNode value = around.get(0);
    if (value.isTextual()) {
      Matcher m = CODE_IN_BRACKETS.matcher(value.asText());
      if (m.find() && List.of(m.group(1).split("[,;] *")).stream().allMatch(sources::containsKey)) {
        return resolve(m.group(1));
      }
    }
    String child = "";
    String at = path;
    for (JsonNode node : around) {
      List<Source> found = at.isEmpty() ? statedFor(node, child) : stated(node, child);
      if (!found.isEmpty()) {
        return found;
      }
      child = at.substring(at.lastIndexOf('/') + 1);
      at = at.contains("/") ? at.substring(0, at.lastIndexOf('/')) : "";
    }
    return List.of();
  }

  /** What an object says about the source of its member {@code child}, or about all of itself. */
  private List<Source> stated(JsonNode object, String child) {
    List<Source> own = statedFor(object, child);
    if (!own.isEmpty()) {
      return own;
    }
    if (object.path("source").isTextual()) {
      return resolve(object.path("source").asText());
    }
    Set<Source> all = new LinkedHashSet<>();
    object.path(SOURCES).forEach(s -> all.addAll(resolve(s.asText())));
    return List.copyOf(all);
  }

  /** What an object says about one member in a key named after it: {@code volumesSource}. */
  private List<Source> statedFor(JsonNode object, String child) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      if (key.endsWith("Source") && !child.isEmpty() && child.startsWith(singular(key))) {
        return resolve(member.getValue().asText());
      }
    }
    return List.of();
  }

  private static String singular(String key) {
    return key.substring(0, key.length() - "Source".length()).replaceFirst("s$", "");
  }

  /**
   * The sources that a text names: codes of this file, separated by commas or semicolons and each
   * perhaps with a remark, or a full citation.
   *
   * @throws IllegalStateException if it names a code that the file does not define
   */
  List<Source> resolve(String text) {
    Set<Source> named = new LinkedHashSet<>();
    for (String part : text.replaceAll("\\([^)]*\\)", "").split("[,;]", -1)) {
      String word = part.strip().split("\\s", 2)[0];
      if (CODE.matcher(word).matches() && !sources.isEmpty()) {
        Source source = sources.get(word);
        if (source == null) {
          throw new IllegalStateException(
              "source " + word + " of \"" + text + "\" is not in " + name);
        }
        named.add(source);
      }
    }
    if (named.isEmpty() && !text.isBlank()) {
      named.add(new Source("", text));
    }
    return List.copyOf(named);
  }
}
