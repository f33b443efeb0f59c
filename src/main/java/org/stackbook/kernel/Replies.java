package org.stackbook.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stackbook.session.CellError;
import org.stackbook.session.Completion;
import org.stackbook.view.MimeBundle;

/** Contents of messages that more than one request needs. */
final class Replies {

  private static final Gson GSON = new Gson();

  private Replies() {}

  static JsonObject ok() {
    JsonObject content = new JsonObject();
    content.addProperty("status", "ok");
    return content;
  }

  static JsonObject status(String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    return content;
  }

  /** A request that could not be answered. */
  static JsonObject failure(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return error(failure.getClass().getSimpleName(), message, List.of(message));
  }

  static JsonObject error(CellError error) {
    return error(error.name(), error.message(), error.traceback());
  }

  private static JsonObject error(String name, String message, List<String> traceback) {
    JsonObject content = new JsonObject();
    content.addProperty("status", "error");
    content.addProperty("ename", name);
    content.addProperty("evalue", message);
    content.add("traceback", strings(traceback));
    return content;
  }

  static JsonArray strings(Iterable<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /**
   * Of what kind each choice is. The key is experimental by name only: ipykernel sends it since
   * 2017, and front ends show icons and signatures by it.
   *
   * @param start where the text to be replaced begins, in code points
   * @param end where it ends
   */
  static JsonObject kinds(Completion found, JsonElement start, JsonElement end) {
    JsonArray types = new JsonArray();
    for (Completion.Choice choice : found.choices()) {
      JsonObject type = new JsonObject();
      type.add("start", start);
      type.add("end", end);
      type.addProperty("text", choice.text());
      type.addProperty("type", choice.kind().name().toLowerCase(Locale.ROOT));
      type.addProperty("signature", choice.signature());
      types.add(type);
    }
    JsonObject metadata = new JsonObject();
    metadata.add("_jupyter_types_experimental", types);
    return metadata;
  }

  /** Adds {@code data} and {@code metadata} to a content. */
  static JsonObject withBundle(JsonObject content, MimeBundle shown) {
    JsonObject data = new JsonObject();
    for (Map.Entry<String, String> entry : shown.data().entrySet()) {
      data.add(entry.getKey(), value(entry.getKey(), entry.getValue()));
    }
    content.add("data", data);
    content.add("metadata", GSON.toJsonTree(shown.metadata()));
    return content;
  }

  /** JSON goes as JSON, all else as text. */
  private static JsonElement value(String mimeType, String text) {
    if (mimeType.equals("application/json") || mimeType.endsWith("+json")) {
      try {
        return JsonParser.parseString(text);
      } catch (JsonParseException e) {
        return GSON.toJsonTree(text);
      }
    }
    return GSON.toJsonTree(text);
  }
}
