package org.stackbook.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.word.FileNames;
import org.stackbook.word.Takes;

/**
 * Results and texts put under each other on one page. A document does not change; each word returns
 * a longer one.
 *
 * <pre>{@code
 * Document.of("oslo").add("What fits.").add(capacity).html(Path.of("oslo.html"))
 * }</pre>
 */
public final class Document implements Showable {

  private final String title;
  private final List<Object> parts;
  private final String footer;
  private final @Nullable Path file;

  private Document(String title, List<Object> parts, String footer, @Nullable Path file) {
    this.title = Objects.requireNonNull(title);
    this.parts = parts;
    this.footer = Objects.requireNonNull(footer);
    this.file = file;
  }

  /** An empty document. */
  public static Document of(String title) {
    return new Document(title, List.of(), "", null);
  }

  /** The document with a paragraph at its end; line breaks stay. */
  public Document add(String text) {
    return with(text);
  }

  /** The document with a result, or anything else that shows itself, at its end. */
  public Document add(Showable shown) {
    return with(shown);
  }

  private Document with(Object part) {
    List<Object> longer = new ArrayList<>(parts);
    longer.add(part);
    return new Document(title, List.copyOf(longer), footer, null);
  }

  /**
   * The document with these lines at the foot of its page, such as when and by what it was made.
   */
  public Document footer(String lines) {
    return new Document(title, parts, lines, null);
  }

  /** The page. */
  public String toHtml() {
    StringBuilder body = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Showable shown) {
        MimeBundle bundle = shown.show();
        String html = bundle.html();
        body.append(html == null ? Html.element("pre", "sb-text", bundle.text()) : html);
      } else {
        body.append(Html.element("p", "sb-text", part.toString()));
      }
      body.append('\n');
    }
    return Page.html(title, body.toString(), footer);
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @return this document, which now says where it was written to
   * @throws Refusal if the file cannot be written
   */
  public Document html(Path file) {
    WholeFile.write("html", file, toHtml());
    return new Document(title, parts, footer, file);
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param file its path; relative ones begin in the current directory
   * @return this document
   * @throws Refusal if the file cannot be written
   */
  public Document html(@Takes(FileNames.class) String file) {
    return html(Path.of(file));
  }

  @Override
  public MimeBundle show() {
    return MimeBundle.text(summary());
  }

  private String summary() {
    long shown = parts.stream().filter(Showable.class::isInstance).count();
    return "Report “"
        + title
        + "” with "
        + shown
        + (shown == 1 ? " result" : " results")
        + (file == null ? "; html(\"…\") writes it" : ", written to " + file);
  }

  @Override
  public String toString() {
    return summary();
  }
}
