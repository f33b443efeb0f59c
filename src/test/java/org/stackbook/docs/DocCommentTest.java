package org.stackbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.storage.Placement;
import org.stackbook.view.MimeBundle;

/** Doc comments as pages. */
@Tag("unit")
class DocCommentTest {

  @Test
  void tagsAreTakenApart() {
    DocComment comment =
        DocComment.parse(
            """
            Heats up to a {@code List<T>} of {@link java.util.Map#get(Object) degrees}.
            @param <T> the kind
            @param celsius how hot, 0 to 100
            @return itself, see {@link #heat(int)}
            @throws HotException if it is
                too hot
            @deprecated it burns
            """);
    assertEquals("Heats up to a List<T> of degrees.", comment.body().text());
    assertEquals("[<T>, celsius]", comment.parameters().keySet().toString());
    assertEquals(
        "how hot, 0 to 100", comment.parameters().getOrDefault("celsius", new Prose()).text());
    assertEquals("itself, see heat(int)", comment.returns().orElseThrow().text());
    assertEquals("it is too hot", comment.failures().get(0).condition().text().substring(3));
    assertEquals("HotException", comment.failures().get(0).exception());
    assertEquals("it burns", comment.deprecated().orElseThrow().text());
  }

  @Test
  void snippetsKeepTheirLinesAndListsTheirItems() {
    Prose body =
        DocComment.parse(
                """
                One &amp; two:
                <pre>{@code
                var a = b < c;
                  a();
                }</pre>
                <ul><li>first <li>second</ul>
                """)
            .body();
    assertEquals("One & two:\n\nvar a = b < c;\n  a();\n\n- first\n- second", body.text());
    assertTrue(body.html().contains("<pre>var a = b &lt; c;\n  a();</pre>"), body::html);
  }

  @Test
  void markupOfACommentDoesNotLeaveIt() {
    String html =
        DocComment.parse(
                """
                <script>alert(1)</script> <b onclick="x()">bold <img src=x onerror=y()>
                </div></pre> {@code <i>} &#60;u&#62; {@unknown <s>} <p
                @param name <table><tr><td>open
                """)
            .body()
            .html();
    assertFalse(html.matches("(?s).*<(?!/?(b|code|br)>).*"), html);
    assertFalse(html.contains("onclick") && html.contains("<b o"), html);
    assertTrue(html.endsWith("</b>"), html);
  }

  @Test
  void aPageHoldsSignatureParametersSnippetAndSource() throws NoSuchMethodException {
    MimeBundle page =
        new DocPage(new DocLibrary())
            .member(Placement.class.getMethod("fail", String[].class))
            .type(Placement.class)
            .show();
    String text = page.text();
    assertTrue(text.startsWith("Placement Placement.fail(String... names)\n"), text);
    assertTrue(text.contains("names: servers (n3) and drives (n5/disk7)"), text);
    assertTrue(text.contains("Throws Refusal: if there is no such server"), text);
    assertTrue(text.contains("final class Placement extends Result implements OfStamp\n"), text);
    assertTrue(text.contains("var placed = oslo.storage().place("), text);
    assertTrue(text.contains("Source: Delimit the allocation of volumes"), text);
    String html = String.valueOf(page.html());
    assertTrue(html.contains("<pre><b>Placement Placement.fail(String... names)</b></pre>"), html);
    assertTrue(html.contains("p -&gt; p.fill(pct(72))"), html);
    assertFalse(html.contains("style") || html.contains("color"), "the theme is the front end's");
  }
}
