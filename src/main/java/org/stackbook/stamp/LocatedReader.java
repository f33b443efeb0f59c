package org.stackbook.stamp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * Reads a YAML or JSON text into located values. The text may come from anyone: how long, how deep
 * and how rich it is, is limited, and nothing in it makes anything but texts, numbers, lists and
 * structs.
 */
final class LocatedReader {

  /** Far more than any stamp takes: the largest has 16 servers and 64 volumes. */
  static final int MOST_BYTES = 1 << 20;

  private static final JsonFactory YAML_FACTORY = new YAMLFactory();
  private static final JsonFactory JSON_FACTORY = new JsonFactory();

  private static final int DEEPEST = 16;
  private static final int MOST_VALUES = 10_000;

  private static final Pattern PROBLEM_AT = Pattern.compile("line ([0-9]+), column ([0-9]+)");

  /** The two notations; a stamp reads the same from both. */
  enum Notation {
    YAML,
    JSON;

    private JsonParser parser(String text) throws IOException {
      return switch (this) {
        case YAML -> YAML_FACTORY.createParser(text);
        case JSON -> JSON_FACTORY.createParser(text);
      };
    }
  }

  private final String file;
  private final JsonParser parser;
  private int values;

  private LocatedReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The one value that a text holds.
   *
   * @param file its name, for messages; empty if it is in no file
   * @throws Refusal if it is too long, too deep, not well-formed, or uses what is not taken
   */
  static Located read(String file, String text, Notation notation) {
    if (text.length() > MOST_BYTES) {
      throw tooLong(file.isEmpty() ? "the text" : file);
    }
    refuseControlCharacters(file, text);
    try (JsonParser parser = notation.parser(text)) {
      return new LocatedReader(file, parser).document();
    } catch (JsonProcessingException e) {
      throw notWellFormed(file, text, notation, e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a text in memory failed", e);
    }
  }

  static Refusal tooLong(String given) {
    return Refusal.of(
            given,
            "a description of a stamp is at most " + Bytes.of(MOST_BYTES, ByteUnit.MIB) + " long")
        .wayOut("give a file that describes one stamp")
        .asException();
  }

  /**
   * The text of a file, which is UTF-8.
   *
   * @throws Refusal at the first byte that is not
   */
  static String decode(String file, byte[] bytes) {
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    String read = text.toString();
    if (result.isError()) {
      throw Refusal.of("the file", "it is not UTF-8 text from here on")
          .place(placeAfter(file, read).toString())
          .wayOut("save it as UTF-8")
          .asException();
    }
    return read.startsWith("\uFEFF") ? read.substring(1) : read;
  }

  private static void refuseControlCharacters(String file, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        throw Refusal.of(
                String.format("character U+%04X", (int) c), "control characters are not taken")
            .place(placeAfter(file, text.substring(0, i)).toString())
            .wayOut("remove it")
            .asException();
      }
    }
  }

  private static Place placeAfter(String file, String read) {
    int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
    return new Place(file, line, read.length() - read.lastIndexOf('\n'));
  }

  private static Refusal notWellFormed(
      String file, String text, Notation notation, JsonProcessingException problem) {
    String message = problem.getOriginalMessage();
    // The parser tells the place of the problem in its text, and that of the last token apart.
    JsonLocation location = problem.getLocation();
    int line = location == null ? 1 : location.getLineNr();
    int column = location == null ? 1 : location.getColumnNr();
    for (Matcher m = PROBLEM_AT.matcher(message); m.find(); ) {
      line = Integer.parseInt(m.group(1));
      column = Integer.parseInt(m.group(2));
    }
    String what =
        message
            .lines()
            .filter(l -> !l.isBlank() && !l.startsWith(" ") && !l.startsWith("while "))
            .collect(Collectors.joining(": "))
            .replaceAll("\\.$|: enable `.*|, got this instead: .*|[. ]*\\(Do not use .*", "");
    return Refusal.of(lineOf(text, line), "this is not " + notation + ": " + what)
        .place(new Place(file, Math.max(1, line), Math.max(1, column)).toString())
        .wayOut(wayOutOf(what))
        .cause(problem)
        .asException();
  }

  /** The line as written; what is left of the text before it if the text has ended. */
  private static String lineOf(String text, int line) {
    List<String> lines = text.lines().toList();
    String written = line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
    return written.isEmpty() ? "the end of the text" : Words.quoted(shortened(written));
  }

  private static String wayOutOf(String problem) {
    if (problem.contains("TAB")) {
      return "indent with spaces, not with tabs";
    }
    if (problem.contains("stream end") || problem.contains("end-of-input")) {
      return "close the bracket, brace or quote that is open there";
    }
    return "mend this line or the one before it: key, colon, space, value";
  }

  private Located document() throws IOException {
    if (parser.nextToken() == null) {
      throw refuse(new Place(file, 1, 1), "the text", "it is empty", "describe a stamp");
    }
    Located root = value(1);
    if (parser.nextToken() != null) {
      throw refuse(here(), "the text", "it goes on after its end", "one file holds one stamp");
    }
    return root;
  }

  private Located value(int depth) throws IOException {
    Place place = here();
    refuseWhatIsNotTaken(place);
    if (depth > DEEPEST) {
      throw refuse(
          place,
          "the text",
          "it is nested deeper than " + DEEPEST + " levels",
          "a stamp takes five levels");
    }
    if (++values > MOST_VALUES) {
      throw refuse(
          place,
          "the text",
          "it has more than " + MOST_VALUES + " values",
          "group like servers and drives");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> struct(place, depth);
      case START_ARRAY -> items(place, depth);
      case VALUE_STRING -> scalar(place, Located.Kind.TEXT);
      case VALUE_NUMBER_INT -> scalar(place, Located.Kind.WHOLE);
      case VALUE_NUMBER_FLOAT -> scalar(place, Located.Kind.FRACTION);
      case VALUE_TRUE, VALUE_FALSE -> scalar(place, Located.Kind.FLAG);
      case VALUE_NULL -> scalar(place, Located.Kind.NOTHING);
      default ->
          throw refuse(place, "the text", "no value can stand here", "look at the line before");
    };
  }

  /**
   * What makes YAML dangerous: one value standing for many, and values of foreign types. The parser
   * tells no anchor of a single value; without aliases that one means nothing.
   */
  private void refuseWhatIsNotTaken(Place place) throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw refuse(place, "*" + parser.getText(), "aliases are not taken", "write the value out");
    }
    if (parser.getObjectId() != null) {
      throw refuse(
          place, "&" + parser.getObjectId(), "anchors are not taken", "write the value out");
    }
    if (parser.getTypeId() != null) {
      throw refuse(place, "!" + parser.getTypeId(), "tags are not taken", "leave the tag out");
    }
  }

  private Located struct(Place place, int depth) throws IOException {
    List<Located.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = here();
      Place first = seen.putIfAbsent(key, keyPlace);
      if (first != null) {
        throw refuse(
            keyPlace,
            shortened(key),
            "it is said already in line " + first.line(),
            "keep one of the two");
      }
      parser.nextToken();
      entries.add(new Located.Entry(key, keyPlace, value(depth + 1)));
    }
    return new Located.Struct(place, List.copyOf(entries));
  }

  private Located items(Place place, int depth) throws IOException {
    List<Located> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(depth + 1));
    }
    return new Located.Items(place, List.copyOf(items));
  }

  private Located scalar(Place place, Located.Kind kind) throws IOException {
    return new Located.Scalar(place, kind, parser.getText());
  }

  private Place here() {
    JsonLocation at = parser.currentTokenLocation();
    return new Place(file, at.getLineNr(), at.getColumnNr());
  }

  private static String shortened(@Nullable String text) {
    String t = String.valueOf(text);
    return t.length() > 40 ? t.substring(0, 40) + "…" : t;
  }

  private static Refusal refuse(Place place, String given, String rule, String wayOut) {
    return Refusal.of(shortened(given), rule).place(place.toString()).wayOut(wayOut).asException();
  }
}
