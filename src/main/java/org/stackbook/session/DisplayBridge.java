package org.stackbook.session;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.stackbook.view.MimeBundle;

/** Carries shown values between the JJava world and ours. */
final class DisplayBridge {

  private static final Gson GSON = new Gson();

  private DisplayBridge() {}

  static DisplayData toDisplayData(MimeBundle bundle) {
    DisplayData data = new DisplayData();
    bundle.data().forEach(data::putData);
    bundle.metadata().forEach(data::putMetaData);
    return data;
  }

  static MimeBundle toBundle(DisplayData shown) {
    // DisplayData does not list what it holds; as JSON it does.
    JsonObject json = GSON.toJsonTree(shown).getAsJsonObject();
    Map<String, String> data = new LinkedHashMap<>();
    if (json.get("data") instanceof JsonObject entries) {
      entries.entrySet().forEach(entry -> data.put(entry.getKey(), text(entry.getValue())));
    }
    data.putIfAbsent(MimeBundle.TEXT, "");
    Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();
    if (json.get("metadata") instanceof JsonObject entries) {
      for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
        if (entry.getValue() instanceof JsonObject hints) {
          Map<String, Object> copy = new LinkedHashMap<>();
          hints.entrySet().forEach(hint -> copy.put(hint.getKey(), plain(hint.getValue())));
          metadata.put(entry.getKey(), copy);
        }
      }
    }
    return new MimeBundle(data, metadata);
  }

  /** A bundle cut down to some MIME types; text stays. */
  static MimeBundle only(MimeBundle bundle, String... mimeTypes) {
    Map<String, String> data = new LinkedHashMap<>(bundle.data());
    data.keySet()
        .removeIf(
            type -> !type.equals(MimeBundle.TEXT) && !Arrays.asList(mimeTypes).contains(type));
    return new MimeBundle(data, bundle.metadata());
  }

  private static String text(JsonElement element) {
    return element.isJsonPrimitive() ? element.getAsString() : element.toString();
  }

  private static Object plain(JsonElement element) {
    Object value = GSON.fromJson(element, Object.class);
    return value == null ? "" : value;
  }
}
