package org.stackbook.fact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * A value from the world with its source, the builds it holds for and a confidence. Facts live in
 * JSON files; nothing of the domain is typed into code.
 *
 * <pre>{@code
 * Fact limit = Facts.storage().fact("pool/maxDrives/value");
 * limit.integer() // → 416
 * limit.citation() // → Deep Dive: The Storage Pool in Storage Spaces Direct …
 * }</pre>
 */
public final class Fact {

  private static final Pattern UNIT_SUFFIX =
      Pattern.compile("(?:^|[a-z])(KiB|MiB|GiB|TiB|KB|MB|GB|TB|Bytes|Pct)(?:Min|Max)?$");

  private final String id;
  private final JsonNode value;
  private final String unit;
  private final List<Source> sources;
  private final Builds builds;
  private final Confidence confidence;
  private final @Nullable String note;

  Fact(
      String id,
      JsonNode value,
      List<Source> sources,
      Builds builds,
      Confidence confidence,
      @Nullable String note) {
    this.id = id;
    this.value = value;
    this.unit = unitOf(id);
    this.sources = List.copyOf(sources);
    this.builds = builds;
    this.confidence = confidence;
    this.note = note;
  }

  /**
   * The unit that the nearest key with one on the path names by its ending, {@code Pct} and {@code
   * Bytes} included.
   */
  private static String unitOf(String id) {
    String[] keys = id.substring(id.indexOf('#') + 1).split("/", -1);
    for (int i = keys.length - 1; i >= 0; i--) {
      Matcher m = UNIT_SUFFIX.matcher(keys[i]);
      if (m.find()) {
        return m.group(1);
      }
    }
    return "";
  }

  /** File and place of the fact: {@code storage-spaces-direct#pool/maxDrives/value}. */
  public String id() {
    return id;
  }

  /** Where it was read; never empty. */
  public List<Source> sources() {
    return sources;
  }

  /** The builds it holds for. */
  public Builds builds() {
    return builds;
  }

  /** How well it is founded. */
  public Confidence confidence() {
    return confidence;
  }

  /** What has to be known about it, such as why the confidence is not the best. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /**
   * @throws IllegalStateException if the fact is not a whole number
   */
  public int integer() {
    if (!value.isInt()) {
      throw wrong("a whole number");
    }
    return value.intValue();
  }

  /**
   * @throws IllegalStateException if the fact is not a number
   */
  public double number() {
    if (!value.isNumber()) {
      throw wrong("a number");
    }
    return value.doubleValue();
  }

  /**
   * @throws IllegalStateException if the fact is not a text
   */
  public String text() {
    if (!value.isTextual()) {
      throw wrong("a text");
    }
    return value.textValue();
  }

  /**
   * @throws IllegalStateException if the fact is not true or false
   */
  public boolean flag() {
    if (!value.isBoolean()) {
      throw wrong("true or false");
    }
    return value.booleanValue();
  }

  /**
   * A size, in the unit that the fact's key ends with ({@code sizeMB}, {@code TB}), or parsed from
   * a text such as {@code 3.5 TB}.
   *
   * @throws IllegalStateException if it is not a size
   */
  public Bytes bytes() {
    if (value.isTextual()) {
      try {
        return Bytes.parse(value.textValue());
      } catch (Refusal e) {
        throw new IllegalStateException("fact " + id + " is not a size", e);
      }
    }
    if (!value.isNumber() || unit.isEmpty() || unit.equals("Pct")) {
      throw wrong("a size");
    }
    String symbol = unit.equals("Bytes") ? "B" : unit;
    return Bytes.in(value.doubleValue(), unitNamed(symbol));
  }

  private static ByteUnit unitNamed(String symbol) {
    return ByteUnit.valueOf(symbol.toUpperCase(Locale.ROOT));
  }

  /**
   * A share: per cent where the key ends with {@code Pct}, else the plain number.
   *
   * @throws IllegalStateException if the fact is not a number
   */
  public Ratio ratio() {
    return unit.equals("Pct") ? Ratio.percent(number()) : Ratio.of(number());
  }

  /** Whether the fact is a text, where others of its list are numbers. */
  public boolean isText() {
    return value.isTextual();
  }

  /** Whether the fact is a list or an object of further facts. */
  boolean isContainer() {
    return value.isContainerNode();
  }

  private IllegalStateException wrong(String wanted) {
    return new IllegalStateException("fact " + id + " is not " + wanted + ": " + value);
  }

  /** Titles of the sources, for a sentence. */
  public String citation() {
    return String.join("; ", sources.stream().map(Source::title).distinct().toList());
  }

  @Override
  public String toString() {
    String shown = value.isTextual() ? value.textValue() : value.toString();
    return id
        + " = "
        + shown
        + (unit.isEmpty() ? "" : " " + unit)
        + " ("
        + confidence
        + ", "
        + citation()
        + ")";
  }
}
