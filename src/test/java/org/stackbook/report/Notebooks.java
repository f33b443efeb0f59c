package org.stackbook.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes small notebooks for tests. */
final class Notebooks {

  private final ObjectNode root = new JsonMapper().createObjectNode();
  private final ArrayNode cells =
      root.put("nbformat", 4).put("nbformat_minor", 5).putArray("cells");

  Notebooks markdown(String source) {
    cell("markdown", source);
    return this;
  }

  Notebooks code(String source, String... tags) {
    ObjectNode cell = cell("code", source);
    cell.putArray("outputs");
    cell.putNull("execution_count");
    ArrayNode given = ((ObjectNode) cell.path("metadata")).putArray("tags");
    for (String tag : tags) {
      given.add(tag);
    }
    return this;
  }

  /** A code cell with what an earlier run has left in it. */
  Notebooks codeWithOldOutput(String source) {
    ObjectNode cell = cell("code", source);
    cell.put("execution_count", 99);
    ObjectNode old = cell.putArray("outputs").addObject();
    old.put("output_type", "stream").put("name", "stdout").put("text", "STALE");
    return this;
  }

  ObjectNode last() {
    return (ObjectNode) cells.get(cells.size() - 1);
  }

  Notebook notebook() {
    return Notebook.parse("oslo", root.toString().getBytes(UTF_8));
  }

  private ObjectNode cell(String type, String source) {
    ObjectNode cell = cells.addObject().put("cell_type", type).put("source", source);
    cell.putObject("metadata");
    return cell;
  }
}
