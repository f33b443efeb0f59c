package org.stackbook.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A message of the Jupyter protocol.
 *
 * @param identities who it comes from or goes to, on a ROUTER socket; the topic, on iopub
 * @param buffers binary frames after the content
 */
record WireMessage(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parentHeader,
    JsonObject metadata,
    JsonObject content,
    List<byte[]> buffers) {

  /** The message type; empty if the header names none. */
  String type() {
    JsonElement type = header.get("msg_type");
    return type != null && type.isJsonPrimitive() ? type.getAsString() : "";
  }

  /** A text that the request must hold. */
  String text(String field) {
    JsonElement value = content.get(field);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw new BadRequest(type() + " needs the text \"" + field + "\"");
    }
    return value.getAsString();
  }

  /** A text that the request may hold. */
  String text(String field, String otherwise) {
    JsonElement value = content.get(field);
    boolean given = value != null && value.isJsonPrimitive();
    return given ? value.getAsString() : otherwise;
  }

  boolean flag(String field, boolean otherwise) {
    JsonElement value = content.get(field);
    boolean given =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
    return given ? value.getAsBoolean() : otherwise;
  }

  int number(String field, int otherwise) {
    JsonElement value = content.get(field);
    boolean given =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return given ? (int) value.getAsDouble() : otherwise;
  }

  /** An object that the request may hold. */
  JsonObject object(String field) {
    return content.get(field) instanceof JsonObject object ? object : new JsonObject();
  }
}
