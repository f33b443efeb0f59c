package org.stackbook.stamp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Bytes;

/**
 * What a value of a stamp file has to look like. A shape checks a value and writes its own JSON
 * Schema, so that both say the same.
 */
sealed interface Shape {

  /** What is expected, for a sentence: {@code a size}. */
  String expected();

  /** How it is written, for a sentence: {@code "8 TB" or "384 GiB"}. */
  String example();

  /** How it is written inside an example of something larger. */
  default String inside() {
    return example();
  }

  /**
   * @param word the key that the value stands under
   * @throws Refusal at the place of what does not fit
   */
  void check(String word, Located value);

  /** The shape as JSON Schema. */
  ObjectNode schema();

  /** A text. */
  record Text(String expected, Pattern pattern, String sample) implements Shape {
    @Override
    public String example() {
      return Words.quoted(sample);
    }

    @Override
    public void check(String word, Located value) {
      if (!pattern.matcher(scalar(this, word, value, Located.Kind.TEXT)).matches()) {
        throw refuse(this, word, value);
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = object("string").put("pattern", anchored(pattern));
      schema.putArray("examples").add(sample);
      return schema;
    }
  }

  /** The name of a build: YAML reads it as a number unless it is quoted, so both are taken. */
  record BuildName() implements Shape {
    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");

    @Override
    public String expected() {
      return "a build, four digits";
    }

    @Override
    public String example() {
      return Words.quoted(Build.all().get(0).name());
    }

    @Override
    public void check(String word, Located value) {
      String text =
          value instanceof Located.Scalar s && s.kind() == Located.Kind.WHOLE
              ? s.text()
              : scalar(this, word, value, Located.Kind.TEXT);
      if (!FOUR_DIGITS.matcher(text).matches()) {
        throw refuse(this, word, value);
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.putArray("type").add("string").add("integer");
      schema.put("pattern", anchored(FOUR_DIGITS)).put("minimum", 1000).put("maximum", 9999);
      schema.putArray("examples").add(Build.all().get(0).name());
      return schema;
    }
  }

  /** A whole number. */
  record Whole(int least, int most, int sample) implements Shape {
    private static final Pattern WRITTEN = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    @Override
    public String expected() {
      return least == most ? "the number " + least : "a whole number from " + least + " to " + most;
    }

    @Override
    public String example() {
      return String.valueOf(sample);
    }

    @Override
    public void check(String word, Located value) {
      String text = scalar(this, word, value, Located.Kind.WHOLE);
      if (!WRITTEN.matcher(text).matches()
          || Integer.parseInt(text) < least
          || Integer.parseInt(text) > most) {
        throw refuse(this, word, value);
      }
    }

    @Override
    public ObjectNode schema() {
      return least == most
          ? object("integer").put("const", least)
          : object("integer").put("minimum", least).put("maximum", most);
    }
  }

  /** Yes or no. */
  record Flag() implements Shape {
    @Override
    public String expected() {
      return Located.Kind.FLAG.toString();
    }

    @Override
    public String example() {
      return "true";
    }

    @Override
    public void check(String word, Located value) {
      scalar(this, word, value, Located.Kind.FLAG);
    }

    @Override
    public ObjectNode schema() {
      return object("boolean");
    }
  }

  /** An amount of storage or memory. */
  record Size(String sample) implements Shape {
    private static final Pattern WRITTEN =
        Pattern.compile(
            "\\s*[0-9][0-9,_]*(\\.[0-9]+)?\\s*"
                + "(B|KB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|PiB|b|kb|mb|gb|tb|pb|kib|mib|gib|tib|pib)\\s*");

    @Override
    public String expected() {
      return "a size";
    }

    @Override
    public String example() {
      return "\"8 TB\" or \"384 GiB\"";
    }

    @Override
    public String inside() {
      return sample;
    }

    @Override
    public void check(String word, Located value) {
      String text = scalar(this, word, value, Located.Kind.TEXT);
      value.ask(() -> Bytes.parse(text));
      if (!WRITTEN.matcher(text).matches()) {
        throw refuse(this, word, value);
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = object("string").put("pattern", anchored(WRITTEN)).put("maxLength", 64);
      schema.putArray("examples").add("8 TB").add("384 GiB");
      return schema;
    }
  }

  /** One of some texts. */
  record Choice(String means, List<String> choices) implements Shape {
    @Override
    public String expected() {
      return means + ": " + String.join(", ", choices);
    }

    @Override
    public String example() {
      return choices.get(0);
    }

    @Override
    public void check(String word, Located value) {
      String text = scalar(this, word, value, Located.Kind.TEXT);
      if (!choices.contains(text)) {
        throw Refusal.of(word + ": " + value.written(), "this takes " + expected())
            .place(value.place().toString())
            .nearest(text, choices)
            .wayOut("write it like " + example())
            .asException();
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = object("string");
      choices.forEach(schema.putArray("enum")::add);
      return schema;
    }
  }

  /** A list of values of one shape. */
  record ListOf(Shape item, int least) implements Shape {
    @Override
    public String expected() {
      return least > 0 ? "a list of at least " + Words.count(least, "item") : "a list";
    }

    @Override
    public String example() {
      return "[" + item.example() + "]";
    }

    @Override
    public void check(String word, Located value) {
      if (!(value instanceof Located.Items items) || items.values().size() < least) {
        throw refuse(this, word, value);
      }
      items.values().forEach(v -> item.check(word, v));
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = object("array");
      if (least > 0) {
        schema.put("minItems", least);
      }
      schema.set("items", item.schema());
      return schema;
    }
  }

  /** Keys with values. */
  record Struct(String title, List<Field> fields) implements Shape {
    @Override
    public String expected() {
      return title;
    }

    @Override
    public String example() {
      return fields.stream()
          .filter(Field::required)
          .map(field -> field.name + ": " + field.shape.inside())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String inside() {
      return fields.stream().anyMatch(field -> field.shape instanceof ListOf) ? "{…}" : example();
    }

    private List<String> names() {
      return fields.stream().map(Field::name).toList();
    }

    @Override
    public void check(String word, Located value) {
      if (!(value instanceof Located.Struct struct)) {
        throw refuse(this, word, value);
      }
      for (Located.Entry entry : struct.entries()) {
        Optional<Field> field = fields.stream().filter(f -> f.name.equals(entry.key())).findFirst();
        if (field.isEmpty()) {
          throw Refusal.of(
                  new Located.Scalar(entry.place(), Located.Kind.TEXT, entry.key()).written(),
                  "no such key in " + title)
              .place(entry.place().toString())
              .nearest(entry.key(), names())
              .wayOut("the keys are " + String.join(", ", names()))
              .asException();
        }
        field.get().shape.check(entry.key(), entry.value());
      }
      for (Field field : fields) {
        if (field.required && struct.get(field.name).isEmpty()) {
          throw Refusal.of(word, "the key " + field.name + " is missing in " + title)
              .place(value.place().toString())
              .wayOut("add " + field.name + ", such as " + field.shape.example())
              .asException();
        }
      }
    }

    @Override
    public ObjectNode schema() {
      String noun = title.replaceFirst("^an? ", "");
      ObjectNode schema =
          object("object")
              .put("title", noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1));
      schema.put("additionalProperties", false);
      ObjectNode properties = schema.putObject("properties");
      for (Field field : fields) {
        ObjectNode property = properties.putObject(field.name);
        property.put("description", field.description);
        property.setAll(field.shape.schema());
      }
      List<String> required = fields.stream().filter(Field::required).map(Field::name).toList();
      if (!required.isEmpty()) {
        required.forEach(schema.putArray("required")::add);
      }
      return schema;
    }
  }

  /** A key of a struct. */
  record Field(String name, boolean required, Shape shape, String description) {}

  private static String scalar(Shape shape, String word, Located value, Located.Kind kind) {
    if (value instanceof Located.Scalar scalar && scalar.kind() == kind) {
      return scalar.text();
    }
    throw refuse(shape, word, value);
  }

  private static Refusal refuse(Shape shape, String word, Located value) {
    return Refusal.of(word + ": " + value.written(), "this takes " + shape.expected())
        .place(value.place().toString())
        .wayOut("write it like " + shape.example())
        .asException();
  }

  private static ObjectNode object(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static String anchored(Pattern pattern) {
    return "^(" + pattern.pattern() + ")$";
  }
}
