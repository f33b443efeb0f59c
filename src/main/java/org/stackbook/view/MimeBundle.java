package org.stackbook.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value in several MIME types, richest first, for a front end to choose from.
 *
 * <p>Binary types such as {@code image/png} are base64 text, as the Jupyter message protocol has
 * them.
 *
 * @param data MIME type to content; always holds {@code text/plain}
 * @param metadata MIME type to its display hints, such as {@code width} and {@code height} of a
 *     picture in CSS pixels
 */
public record MimeBundle(Map<String, String> data, Map<String, Map<String, Object>> metadata) {

  /** MIME type of plain text. */
  public static final String TEXT = "text/plain";

  /** MIME type of HTML. */
  public static final String HTML = "text/html";

  /** MIME type of a PNG picture. */
  public static final String PNG = "image/png";

  /** MIME type of an SVG picture. */
  public static final String SVG = "image/svg+xml";

  /**
   * @throws IllegalArgumentException if there is no {@code text/plain}: every front end can show
   *     text
   */
  public MimeBundle {
    if (!data.containsKey(TEXT)) {
      throw new IllegalArgumentException("a bundle needs text/plain, has " + data.keySet());
    }
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A bundle of nothing but text. */
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of(TEXT, text), Map.of());
  }

  /** A bundle of HTML with its text form. */
  public static MimeBundle html(String html, String text) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(HTML, html);
    data.put(TEXT, text);
    return new MimeBundle(data, Map.of());
  }

  /** The text form. */
  public String text() {
    String text = data.get(TEXT);
    return text == null ? "" : text;
  }

  /** The HTML form, or {@code null} if there is none. */
  public @Nullable String html() {
    return data.get(HTML);
  }
}
