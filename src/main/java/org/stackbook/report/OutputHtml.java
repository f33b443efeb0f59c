package org.stackbook.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.stackbook.view.Html;

/** Outputs of cells as HTML, each in the richest form it has. */
final class OutputHtml {

  private static final List<String> PICTURES =
      List.of("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp");

  private final Markdown markdown;

  OutputHtml(Markdown markdown) {
    this.markdown = markdown;
  }

  /**
   * All outputs of one cell.
   *
   * @param all outputs that this run made; HTML in them is taken as it is, for the cell that wrote
   *     it has just run here with every right that a script in a page could want
   */
  String toHtml(Iterable<JsonNode> all) {
    StringBuilder html = new StringBuilder();
    boolean hasCard = false;
    for (JsonNode output : all) {
      html.append(toHtml(output, hasCard));
      hasCard = output.at("/metadata/stackbook/error_card").asBoolean();
    }
    return html.toString();
  }

  private String toHtml(JsonNode output, boolean hasCard) {
    return switch (output.path("output_type").asText()) {
      case "stream" -> stream(output);
      case "error" -> error(output, hasCard);
      default -> shown(output.path("data"), output.path("metadata"));
    };
  }

  private static String stream(JsonNode output) {
    String name = output.path("name").asText().equals("stderr") ? "stderr" : "stdout";
    String text = Ansi.toHtml(Lines.join(output.path("text")).stripTrailing());
    return "<pre class=\"stream " + name + "\">" + text + "</pre>\n";
  }

  /** The traceback, which starts with name and message; folded away where a card has said it. */
  private static String error(JsonNode output, boolean hasCard) {
    StringBuilder lines = new StringBuilder();
    output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
    if (lines.isEmpty()) {
      lines.append(output.path("ename").asText()).append(": ");
      lines.append(output.path("evalue").asText());
    }
    String trace = "<pre>" + Ansi.toHtml(lines.toString().stripTrailing()) + "</pre>\n";
    return hasCard
        ? "<details class=\"trace\"><summary>Where it happened</summary>" + trace + "</details>\n"
        : "<div class=\"error\">" + trace + "</div>\n";
  }

  private String shown(JsonNode data, JsonNode metadata) {
    if (data.has("text/html")) {
      return "<div class=\"rich\">" + Lines.join(data.path("text/html")) + "</div>\n";
    }
    for (String mime : PICTURES) {
      if (data.has(mime)) {
        String alt = Lines.join(data.path("text/plain"));
        return picture(mime, Lines.join(data.path(mime)), alt, metadata.path(mime));
      }
    }
    if (data.has("text/markdown")) {
      return markdown.toHtml(Lines.join(data.path("text/markdown")), data.path("attachments"));
    }
    String text =
        data.has("text/plain")
            ? Lines.join(data.path("text/plain"))
            : data.path("application/json").toPrettyString();
    return text.isEmpty()
        ? ""
        : "<pre class=\"value\">" + Ansi.toHtml(text.stripTrailing()) + "</pre>\n";
  }

  private static String picture(String mime, String content, String alt, JsonNode hints) {
    // An SVG in an img element runs no script and fetches nothing.
    String base64 =
        mime.equals("image/svg+xml")
            ? Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
            : content.replaceAll("[^A-Za-z0-9+/=]", "");
    StringBuilder html = new StringBuilder("<p class=\"picture\"><img src=\"data:");
    html.append(mime).append(";base64,").append(base64).append('"');
    for (String side : List.of("width", "height")) {
      if (hints.path(side).isNumber()) {
        html.append(' ').append(side).append("=\"").append(hints.path(side).asInt()).append('"');
      }
    }
    html.append(" alt=\"").append(Html.escape(alt)).append("\"></p>\n");
    return html.toString();
  }
}
