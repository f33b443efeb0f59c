package org.stackbook.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/**
 * Where a kernel listens and how it signs, as Jupyter tells it.
 *
 * @param key shared secret; empty for messages without signature
 * @param scheme how messages are signed, such as {@code hmac-sha256}
 */
record ConnectionFile(
    String transport,
    String ip,
    int shell,
    int iopub,
    int stdin,
    int control,
    int heartbeat,
    String key,
    String scheme) {

  /** Far more than any connection file has. */
  private static final long SIZE_LIMIT = 64 * 1024;

  /** The address of a port. */
  String address(int port) {
    return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
  }

  static ConnectionFile read(Path file) throws IOException {
    if (Files.size(file) > SIZE_LIMIT) {
      throw refusal(file, "a connection file is a small JSON object", null);
    }
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return new ConnectionFile(
          text(json, "transport", "tcp"),
          text(json, "ip", "127.0.0.1"),
          json.get("shell_port").getAsInt(),
          json.get("iopub_port").getAsInt(),
          json.get("stdin_port").getAsInt(),
          json.get("control_port").getAsInt(),
          json.get("hb_port").getAsInt(),
          text(json, "key", ""),
          text(json, "signature_scheme", "hmac-sha256"));
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw refusal(file, "a connection file is JSON with five ports, ip, transport and key", e);
    }
  }

  private static Refusal refusal(Path file, String rule, @Nullable Throwable cause) {
    Refusal.Builder refusal =
        Refusal.of("kernel " + file, rule)
            .wayOut("let Jupyter start the kernel, which writes this file");
    return (cause == null ? refusal : refusal.cause(cause)).asException();
  }

  private static String text(JsonObject json, String name, String otherwise) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? otherwise : value.getAsString();
  }
}
