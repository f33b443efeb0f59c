package org.stackbook.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.Html;

/**
 * The Markdown cells of one notebook as HTML. Raw HTML in them is shown, not obeyed; addresses that
 * could run something are dropped; pictures are taken into the page or become links.
 */
final class Markdown {

  private static final int LARGEST_PICTURE = 10 << 20;
  private static final int LONGEST = 1 << 20;
  private static final Map<String, String> PICTURES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "svg", "image/svg+xml");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .maxOpenBlockParsers(50)
          .build();

  private final @Nullable Path folder;
  private final Set<String> ids = new HashSet<>();
  private final List<Heading> headings = new ArrayList<>();

  /** A heading of the notebook, as a table of contents needs it. */
  record Heading(int level, String text, String id) {}

  /**
   * @param folder where pictures named by the notebook may lie, or {@code null} for nowhere
   */
  Markdown(@Nullable Path folder) {
    this.folder = folder;
  }

  /** All headings of the cells rendered so far, in order. */
  List<Heading> headings() {
    return List.copyOf(headings);
  }

  /**
   * One cell as HTML.
   *
   * @param source its text
   * @param attachments the cell's attached pictures: name to MIME type to base64
   */
  String toHtml(String source, JsonNode attachments) {
    if (source.length() > LONGEST) {
      return asIs(source);
    }
    try {
      Node document = PARSER.parse(source);
      IdentityHashMap<Node, String> idOf = new IdentityHashMap<>();
      document.accept(new Preparation(attachments, idOf));
      return renderer(idOf).render(document);
    } catch (StackOverflowError e) {
      // Thousands of nested marks; no text written by a person has them.
      return asIs(source);
    }
  }

  private static String asIs(String source) {
    return "<pre>" + Html.escape(source) + "</pre>\n";
  }

  private static HtmlRenderer renderer(Map<Node, String> idOf) {
    return HtmlRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .escapeHtml(true)
        .sanitizeUrls(true)
        .urlSanitizer(new SafeUrls())
        .attributeProviderFactory(
            context ->
                (node, tag, attributes) -> {
                  String id = idOf.get(node);
                  if (id != null) {
                    attributes.put("id", id);
                  }
                })
        .build();
  }

  /** Drops addresses that are neither a place in the page, a web page nor a mail address. */
  private static final class SafeUrls implements UrlSanitizer {
    @Override
    public String sanitizeLinkUrl(String url) {
      String address = url.strip();
      int colon = address.indexOf(':');
      int path = indexOfAny(address, "/?#");
      boolean hasScheme = colon >= 0 && (path < 0 || colon < path);
      String scheme = hasScheme ? address.substring(0, colon).toLowerCase(Locale.ROOT) : "";
      return !hasScheme || Set.of("http", "https", "mailto").contains(scheme) ? address : "";
    }

    @Override
    public String sanitizeImageUrl(String url) {
      return url.startsWith("data:image/") ? url : "";
    }

    private static int indexOfAny(String text, String characters) {
      for (int i = 0; i < text.length(); i++) {
        if (characters.indexOf(text.charAt(i)) >= 0) {
          return i;
        }
      }
      return -1;
    }
  }

  /** Names the headings, takes in the pictures and drops comments, before rendering. */
  private final class Preparation extends AbstractVisitor {
    private final JsonNode attachments;
    private final Map<Node, String> idOf;

    Preparation(JsonNode attachments, Map<Node, String> idOf) {
      this.attachments = attachments;
      this.idOf = idOf;
    }

    @Override
    public void visit(org.commonmark.node.Heading heading) {
      String text = textOf(heading);
      String id = uniqueId(text);
      idOf.put(heading, id);
      headings.add(new Heading(heading.getLevel(), text, id));
      visitChildren(heading);
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      String address = image.getDestination();
      String embedded = embed(address);
      if (embedded != null) {
        image.setDestination(embedded);
        return;
      }
      // The page fetches nothing: what cannot be taken in becomes a link to it.
      Link link = new Link(address, image.getTitle());
      if (image.getFirstChild() == null) {
        link.appendChild(new Text(address));
      }
      while (image.getFirstChild() != null) {
        link.appendChild(image.getFirstChild());
      }
      image.insertAfter(link);
      image.unlink();
    }

    @Override
    public void visit(HtmlInline html) {
      if (isComment(html.getLiteral())) {
        html.unlink();
      } else if (html.getLiteral().matches("(?i)<br\\s*/?>")) {
        html.insertAfter(new HardLineBreak());
        html.unlink();
      }
    }

    @Override
    public void visit(HtmlBlock html) {
      if (isComment(html.getLiteral().strip())) {
        html.unlink();
      }
    }

    private static boolean isComment(String html) {
      return html.startsWith("<!--") && html.indexOf("-->") == html.length() - 3;
    }

    private @Nullable String embed(String address) {
      if (address.startsWith("data:image/")) {
        return address;
      }
      if (address.startsWith("attachment:")) {
        JsonNode bundle = attachments.path(address.substring("attachment:".length()));
        for (var entry : bundle.properties()) {
          if (PICTURES.containsValue(entry.getKey())) {
            String base64 = Lines.join(entry.getValue()).replaceAll("[^A-Za-z0-9+/=]", "");
            return "data:" + entry.getKey() + ";base64," + base64;
          }
        }
        return null;
      }
      return embedFile(address);
    }

    /** A picture in the notebook's folder or below it; nothing outside is read. */
    private @Nullable String embedFile(String address) {
      String ending = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String mime = PICTURES.get(ending);
      if (folder == null || mime == null || address.contains(":")) {
        return null;
      }
      try {
        Path root = folder.toRealPath();
        Path file = root.resolve(address.replace("%20", " ")).toRealPath();
        if (!file.startsWith(root)
            || !Files.isRegularFile(file)
            || Files.size(file) > LARGEST_PICTURE) {
          return null;
        }
        return "data:"
            + mime
            + ";base64,"
            + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      } catch (IOException | InvalidPathException e) {
        return null;
      }
    }
  }

  /** Jupyter's way to name a heading, so that links written for Jupyter work. */
  private String uniqueId(String text) {
    String base = text.isBlank() ? "section" : text.strip().replaceAll("\\s+", "-");
    String id = base;
    for (int n = 2; !ids.add(id); n++) {
      id = base + "-" + n;
    }
    return id;
  }

  private static String textOf(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text literal) {
            text.append(literal.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(HtmlInline html) {
            text.append(html.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            text.append(' ');
          }
        });
    return text.toString().strip();
  }
}
