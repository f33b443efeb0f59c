package org.stackbook.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.fact.Figure;
import org.stackbook.fact.Source;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable.Cell;

/** A result as JSON, for programs: exact numbers, units apart from values. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String of(Result result) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("title", result.title());
    root.put("verdict", result.verdict());
    ArrayNode figures = root.putArray("figures");
    result.figures().forEach(figure -> figure(figures.addObject(), figure));
    table(root.putObject("table"), result.data());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void figure(ObjectNode node, Figure<?> figure) {
    node.put("name", figure.name());
    value(node, figure.value());
    node.put("text", figure.valueText());
    if (!figure.formula().isEmpty()) {
      node.put("formula", figure.formula());
      node.put("substituted", figure.substituted());
    }
    node.put("confidence", figure.confidence().toString());
    node.put("builds", figure.builds().toString());
    if (figure.confidence().starred()) {
      ArrayNode assumptions = node.putArray("assumptions");
      Footnotes.of(List.of(figure)).forEach(assumptions::add);
    }
    ArrayNode sources = node.putArray("sources");
    figure.sources().stream().map(Source::citation).forEach(sources::add);
  }

  private static void value(ObjectNode node, Object value) {
    if (value instanceof Bytes bytes) {
      node.put("value", bytes.count()).put("unit", "B");
    } else if (value instanceof Ratio ratio) {
      node.put("value", ratio.toPercent()).put("unit", "%");
    } else if (value instanceof Iops iops) {
      node.put("value", iops.perSecond()).put("unit", "IOPS");
    } else if (value instanceof Bandwidth bandwidth) {
      node.put("value", bandwidth.bitsPerSecond()).put("unit", "b/s");
    } else if (value instanceof Timespan time) {
      node.put("value", time.seconds()).put("unit", "s");
    } else {
      put(node, "value", value);
      node.put("unit", "");
    }
  }

  private static void table(ObjectNode node, DataTable table) {
    node.put("title", table.title());
    ArrayNode columns = node.putArray("columns");
    table
        .columns()
        .forEach(
            column -> columns.addObject().put("name", column.name()).put("unit", column.unit()));
    ArrayNode rows = node.putArray("rows");
    for (List<Cell> row : table.rows()) {
      ObjectNode object = rows.addObject();
      for (int c = 0; c < row.size(); c++) {
        put(object, table.columns().get(c).label(), row.get(c).value());
      }
      if (row.stream().anyMatch(Cell::starred)) {
        object.put(Tables.STARRED, Tables.starredIn(table, row));
      }
    }
    ArrayNode notes = node.putArray("notes");
    table.notes().forEach(notes::add);
  }

  /** JSON knows neither NaN nor infinity: they are {@code null}. */
  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value instanceof Number number) {
      if (Double.isFinite(number.doubleValue())) {
        node.putPOJO(name, number);
      } else {
        node.putNull(name);
      }
    } else {
      node.put(name, value == null ? null : value.toString());
    }
  }
}
