package org.stackbook.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.stackbook.error.Refusal;

/** Turns messages into signed frames and back. */
final class Codec {

  /** The version of the Jupyter protocol that is spoken. */
  static final String PROTOCOL = "5.3";

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

  /** Signature, header, parent header, metadata, content. */
  private static final int PARTS = 5;

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final String key;
  private final String algorithm;
  private final String session = UUID.randomUUID().toString();

  /**
   * @param key shared secret; empty for no signatures
   * @param scheme such as {@code hmac-sha256}
   */
  Codec(String key, String scheme) {
    this.key = key;
    this.algorithm = "Hmac" + scheme.replaceFirst("(?i)^hmac-", "").toUpperCase(Locale.ROOT);
    try {
      Mac.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw Refusal.of("signature_scheme " + scheme, "no such way to sign in this JDK")
          .wayOut("use hmac-sha256")
          .cause(e)
          .asException();
    }
  }

  /** A new message that answers {@code parent}. */
  WireMessage answer(WireMessage parent, String type, JsonObject content) {
    return new WireMessage(
        parent.identities(), header(type), parent.header(), new JsonObject(), content, List.of());
  }

  /** A new message for everybody, on account of {@code parentHeader}. */
  WireMessage broadcast(JsonObject parentHeader, String type, JsonObject content) {
    byte[] topic = type.getBytes(StandardCharsets.UTF_8);
    return new WireMessage(
        List.of(topic), header(type), parentHeader, new JsonObject(), content, List.of());
  }

  private JsonObject header(String type) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", session);
    header.addProperty("username", "kernel");
    header.addProperty("date", ISO.format(Instant.now()));
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL);
    return header;
  }

  List<byte[]> encode(WireMessage message) {
    List<byte[]> parts =
        List.of(
            bytes(message.header()),
            bytes(message.parentHeader()),
            bytes(message.metadata()),
            bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(sign(parts).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return frames;
  }

  /** The message that the frames hold; empty if they hold none or the signature is wrong. */
  Optional<WireMessage> decode(List<byte[]> frames) {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int first = delimiter + 1;
    if (frames.size() < first + PARTS) {
      return Optional.empty();
    }
    List<byte[]> parts = frames.subList(first + 1, first + PARTS);
    byte[] expected = sign(parts).getBytes(StandardCharsets.US_ASCII);
    if (!key.isEmpty() && !MessageDigest.isEqual(expected, frames.get(first))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new WireMessage(
              List.copyOf(frames.subList(0, delimiter)),
              object(parts.get(0)),
              object(parts.get(1)),
              object(parts.get(2)),
              object(parts.get(3)),
              List.copyOf(frames.subList(first + PARTS, frames.size()))));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty(); // not JSON, or nested without end
    }
  }

  /** What is not an object counts as an empty one: requests say themselves what they miss. */
  private static JsonObject object(byte[] json) {
    JsonElement parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
    return parsed instanceof JsonObject object ? object : new JsonObject();
  }

  private static byte[] bytes(JsonObject json) {
    return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
  }

  private String sign(List<byte[]> parts) {
    if (key.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
