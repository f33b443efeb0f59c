package org.stackbook.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Notebook JSON with the same bytes as {@code nbformat.write} of Python, so that a notebook saved
 * now by Jupyter and now by Stackbook differs only where its content does.
 */
final class NotebookWriter {

  /** MIME types besides {@code text/*} whose content is kept as a list of lines. */
  private static final Set<String> ALSO_LINES = Set.of("application/javascript", "image/svg+xml");

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build()
          .writer(printer());

  private NotebookWriter() {}

  static String json(ObjectNode root) {
    ObjectNode copy = root.deepCopy();
    for (JsonNode cell : copy.path("cells")) {
      splitField((ObjectNode) cell, "source");
      cell.path("attachments").forEach(NotebookWriter::splitBundle);
      for (JsonNode output : cell.path("outputs")) {
        splitBundle(output.path("data"));
        if (output.path("output_type").asText().equals("stream")) {
          splitField((ObjectNode) output, "text");
        }
      }
    }
    try {
      return WRITER.writeValueAsString(copy) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree always prints", e);
    }
  }

  private static void splitBundle(JsonNode bundle) {
    if (bundle instanceof ObjectNode data) {
      for (var entry : data.properties()) {
        String mime = entry.getKey();
        if (entry.getValue().isTextual()
            && (mime.startsWith("text/") || ALSO_LINES.contains(mime))) {
          entry.setValue(Lines.split(entry.getValue().asText()));
        }
      }
    }
  }

  private static void splitField(ObjectNode node, String field) {
    JsonNode text = node.path(field);
    if (text.isTextual()) {
      node.set(field, Lines.split(text.asText()));
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter(" ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("")
                .withRootSeparator(""))
        .withObjectIndenter(indent)
        .withArrayIndenter(indent);
  }
}
