package org.stackbook.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/**
 * Writes down what one cell puts out, in the form that a notebook keeps. Neighbouring pieces of one
 * stream become one output.
 */
final class OutputRecorder implements CellOutput {

  /** The most text of the streams that one cell keeps, in characters. */
  static final int MOST_TEXT = 8 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
  private final Map<String, List<ObjectNode>> displays;
  private final StringBuilder text = new StringBuilder();
  private @Nullable ObjectNode openStream;
  private int kept;
  private boolean clearBeforeNext;
  private boolean ended;

  /**
   * @param displays what was shown under each display id in this run, shared by its cells
   */
  OutputRecorder(Map<String, List<ObjectNode>> displays) {
    this.displays = displays;
  }

  @Override
  public synchronized void stream(Stream stream, String piece) {
    if (ended || piece.isEmpty()) {
      return;
    }
    clearIfAsked();
    String name = stream == Stream.STDOUT ? "stdout" : "stderr";
    if (openStream == null || !openStream.path("name").asText().equals(name)) {
      endStream();
      openStream = output("stream").put("name", name);
    }
    int room = MOST_TEXT - kept;
    if (piece.length() <= room) {
      text.append(piece);
    } else if (room >= 0) {
      text.append(piece, 0, room).append("\n… the rest of this cell's text is left out.\n");
    }
    kept = (int) Math.min(MOST_TEXT + 1L, (long) kept + piece.length());
  }

  @Override
  public synchronized void display(MimeBundle shown, @Nullable String id, boolean update) {
    if (ended) {
      return;
    }
    if (update && id != null) {
      for (ObjectNode earlier : displays.getOrDefault(id, List.of())) {
        fill(earlier, shown);
      }
      return;
    }
    clearIfAsked();
    endStream();
    ObjectNode output = output("display_data");
    fill(output, shown);
    if (id != null) {
      displays.computeIfAbsent(id, unused -> new ArrayList<>()).add(output);
    }
  }

  /** A report tells what came out, not how it went. */
  @Override
  public void progress(Progress progress, Progress.State state) {}

  @Override
  public synchronized void clear(boolean wait) {
    if (ended) {
      return;
    }
    if (wait) {
      clearBeforeNext = true;
    } else {
      clearNow();
    }
  }

  synchronized void result(MimeBundle shown, int executionCount) {
    clearIfAsked();
    endStream();
    fill(output("execute_result").put("execution_count", executionCount), shown);
  }

  synchronized void error(CellError error) {
    clearIfAsked();
    endStream();
    MimeBundle card = error.card();
    if (card != null) {
      ObjectNode shown = output("display_data");
      fill(shown, card);
      shown.withObjectProperty("metadata").putObject("stackbook").put("error_card", true);
    }
    ObjectNode output = output("error").put("ename", error.name()).put("evalue", error.message());
    error.traceback().forEach(output.putArray("traceback")::add);
  }

  /** What the cell has put out. Whatever a thread that outlives the cell says later is dropped. */
  synchronized ArrayNode end() {
    endStream();
    ended = true;
    return outputs;
  }

  private ObjectNode output(String type) {
    return outputs.addObject().put("output_type", type);
  }

  private static void fill(ObjectNode output, MimeBundle shown) {
    ObjectNode data = output.putObject("data");
    shown.data().forEach((mime, content) -> data.set(mime, content(mime, content)));
    output.set("metadata", JSON.valueToTree(shown.metadata()));
  }

  /** JSON types are kept as JSON, everything else as text. */
  private static JsonNode content(String mime, String content) {
    if (mime.equals("application/json")
        || (mime.startsWith("application/") && mime.endsWith("+json"))) {
      try {
        return JSON.readTree(content);
      } catch (JsonProcessingException e) {
        return JsonNodeFactory.instance.textNode(content);
      }
    }
    return JsonNodeFactory.instance.textNode(content);
  }

  private void endStream() {
    if (openStream != null) {
      openStream.put("text", text.toString());
      openStream = null;
      text.setLength(0);
    }
  }

  private void clearIfAsked() {
    if (clearBeforeNext) {
      clearNow();
    }
  }

  private void clearNow() {
    endStream();
    outputs.removeAll();
    kept = 0;
    clearBeforeNext = false;
  }
}
