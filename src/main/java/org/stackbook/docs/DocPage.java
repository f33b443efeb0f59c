package org.stackbook.docs;

import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import org.stackbook.view.Html;
import org.stackbook.view.MimeBundle;

/**
 * What Shift-Tab shows: one or more signatures, each with what its Javadoc says. The HTML has no
 * colours and no style of its own: front ends take style out of tooltips, and have a theme.
 */
public final class DocPage {

  private final DocLibrary library;
  private final List<String> html = new ArrayList<>();
  private final List<String> text = new ArrayList<>();

  /** An empty page. */
  public DocPage(DocLibrary library) {
    this.library = library;
  }

  /** Adds a variable, and what is said about its type, if that is known. */
  public DocPage variable(String declaration, Class<?> type) {
    add(declaration, type.isPrimitive() ? MemberDoc.NONE : library.of(type));
    return this;
  }

  /** Adds a line of Java that nothing more is known about. */
  public DocPage declaration(String declaration) {
    add(declaration, MemberDoc.NONE);
    return this;
  }

  /** Adds a type. */
  public DocPage type(Class<?> type) {
    add(Signature.of(type), library.of(type));
    return this;
  }

  /** Adds a field, method or constructor. */
  public DocPage member(Member member) {
    List<String> names =
        member instanceof Executable executable ? library.parameterNames(executable) : List.of();
    add(Signature.of(member, names), library.of(member));
    return this;
  }

  /** Adds a line about what is not on the page. */
  public DocPage note(String note) {
    html.add("<p><i>" + Html.escape(note) + "</i></p>");
    text.add(note);
    return this;
  }

  /** The page in both forms. */
  public MimeBundle show() {
    return MimeBundle.html(
        "<div>" + String.join("<hr>", html) + "</div>", String.join("\n\n", text));
  }

  private void add(String signature, MemberDoc doc) {
    StringBuilder page = new StringBuilder();
    StringBuilder plain = new StringBuilder(signature);
    page.append("<pre><b>").append(Html.escape(signature)).append("</b></pre>");
    if (!doc.comment().isBlank()) {
      DocComment comment = DocComment.parse(doc.comment());
      comment.deprecated().ifPresent(why -> entry("Deprecated", why, page, plain));
      page.append("<div>").append(comment.body().html()).append("</div>");
      if (!comment.body().text().isEmpty()) {
        plain.append('\n').append(comment.body().text().indent(2).stripTrailing());
      }
      comment.parameters().forEach((name, what) -> entry(name, what, page, plain));
      comment.returns().ifPresent(what -> entry("Returns", what, page, plain));
      comment.failures().forEach(f -> entry("Throws " + f.exception(), f.condition(), page, plain));
    }
    html.add(page.toString());
    text.add(plain.toString());
  }

  private static void entry(String head, Prose what, StringBuilder page, StringBuilder plain) {
    page.append("<div><b>")
        .append(Html.escape(head))
        .append("</b>: ")
        .append(what.html())
        .append("</div>");
    plain.append("\n  ").append(head).append(": ");
    plain.append(what.text().replace("\n", "\n    "));
  }
}
