package org.stackbook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The inputs of this session. */
final class History {

  private record Entry(int number, String input) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(int number, String input) {
    entries.add(new Entry(number, input));
  }

  /** Answers a {@code history_request}. */
  JsonObject answer(WireMessage request) {
    List<Entry> found =
        switch (request.text("hist_access_type", "tail")) {
          case "range" ->
              range(request.number("start", 0), request.number("stop", Integer.MAX_VALUE));
          case "search" -> search(request);
          default -> entries;
        };
    int limit = request.number("n", Integer.MAX_VALUE);
    if (!request.text("hist_access_type", "tail").equals("range") && limit >= 0) {
      found = found.subList(Math.max(0, found.size() - limit), found.size());
    }
    JsonArray history = new JsonArray();
    for (Entry entry : found) {
      JsonArray triple = new JsonArray();
      triple.add(1);
      triple.add(entry.number);
      if (request.flag("output", false)) {
        JsonArray pair = new JsonArray();
        pair.add(entry.input);
        pair.add(JsonNull.INSTANCE);
        triple.add(pair);
      } else {
        triple.add(entry.input);
      }
      history.add(triple);
    }
    JsonObject reply = Replies.ok();
    reply.add("history", history);
    return reply;
  }

  private List<Entry> range(int start, int stop) {
    return entries.stream().filter(entry -> entry.number >= start && entry.number < stop).toList();
  }

  private List<Entry> search(WireMessage request) {
    Pattern pattern = glob(request.text("pattern", "*"));
    List<Entry> found =
        entries.stream().filter(entry -> pattern.matcher(entry.input).matches()).toList();
    if (!request.flag("unique", false)) {
      return found;
    }
    Map<String, Entry> last =
        found.stream()
            .collect(
                Collectors.toMap(Entry::input, entry -> entry, (a, b) -> b, LinkedHashMap::new));
    return List.copyOf(last.values());
  }

  /** A pattern in which {@code *} is any text and {@code ?} any character. */
  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
