package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What a front end asks while its user types, and what was typed before. */
final class HelpChecks {

  private HelpChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    history(checks);
    completeness(checks);
    completion(checks);
    inspection(checks);
    return checks;
  }

  private static List<String> inputs(KernelClient client, JsonObject request) {
    List<String> inputs = new ArrayList<>();
    for (JsonElement entry : entries(client, request)) {
      inputs.add(entry.getAsJsonArray().get(2).getAsString());
    }
    return inputs;
  }

  private static JsonArray entries(KernelClient client, JsonObject request) {
    return client
        .ask(client.shell, "history_request", request)
        .reply()
        .content()
        .getAsJsonArray("history");
  }

  private static JsonObject request(String access) {
    JsonObject request = new JsonObject();
    request.addProperty("hist_access_type", access);
    return request;
  }

  private static void history(List<Check> checks) {
    checks.add(
        check(
            "the tail of the history",
            Fault.EMPTY_HISTORY,
            client -> {
              client.execute("int h1 = 1;");
              client.execute("int h2 = 2;");
              JsonObject tail = request("tail");
              tail.addProperty("n", 2);
              assertEquals(List.of("int h1 = 1;", "int h2 = 2;"), inputs(client, tail));
            }));
    checks.add(
        check(
            "a range of the history",
            Fault.EMPTY_HISTORY,
            client -> {
              client.execute("int h3 = 1;");
              int from =
                  client.execute("int h4 = 2;").reply().content().get("execution_count").getAsInt();
              client.execute("int h5 = 1;");
              JsonObject range = request("range");
              range.addProperty("start", from);
              range.addProperty("stop", from + 1);
              assertEquals(List.of("int h4 = 2;"), inputs(client, range));
            }));
    checks.add(
        check(
            "a search of the history, each input once",
            Fault.EMPTY_HISTORY,
            client -> {
              client.execute("int find1 = 1;");
              client.execute("int find2 = 2;");
              client.execute("int find1 = 1;");
              JsonObject search = request("search");
              search.addProperty("pattern", "int find?*");
              search.addProperty("unique", true);
              assertEquals(
                  List.of("int find1 = 1;", "int find2 = 2;"),
                  inputs(client, search).stream().sorted().toList());
            }));
    checks.add(
        check(
            "the last finds of a search",
            Fault.EMPTY_HISTORY,
            client -> {
              client.execute("int last1 = 1;");
              client.execute("int last2 = 2;");
              JsonObject search = request("search");
              search.addProperty("pattern", "int last*");
              search.addProperty("n", 1);
              assertEquals(List.of("int last2 = 2;"), inputs(client, search));
            }));
    checks.add(
        check(
            "a history with outputs has pairs",
            Fault.EMPTY_HISTORY,
            client -> {
              client.execute("1");
              JsonObject tail = request("tail");
              tail.addProperty("n", 1);
              tail.addProperty("output", true);
              assertEquals(
                  2, entries(client, tail).get(0).getAsJsonArray().get(2).getAsJsonArray().size());
            }));
    checks.add(
        check(
            "what is not to be stored is not remembered",
            Fault.STORES_ALL,
            client -> {
              JsonObject cell = KernelClient.code("int unstored = 1;");
              cell.addProperty("store_history", false);
              client.ask(client.shell, "execute_request", cell);
              JsonObject tail = request("tail");
              tail.addProperty("n", 1);
              assertFalse(inputs(client, tail).contains("int unstored = 1;"));
            }));
  }

  private static void completeness(List<Check> checks) {
    for (String cell :
        List.of(
            "int a = 1;",
            "1 + 1",
            "int f() { return 1; }",
            "class A {}",
            "for (;;) { }",
            "// comment",
            "\"\"\"\n  text\n  \"\"\"",
            "")) {
      checks.add(
          check(
              "complete: " + cell,
              Fault.NEVER_COMPLETE,
              client -> assertEquals("complete", status(client, cell))));
    }
    for (String cell :
        List.of(
            "for (int i = 0; i < 3; i++) {",
            "int f() {\n  return 1;",
            "foo(",
            "class A {",
            "int x =",
            "/* open",
            "\"\"\"\n  open")) {
      checks.add(
          check(
              "incomplete: " + cell,
              Fault.ALWAYS_COMPLETE,
              client -> assertEquals("incomplete", status(client, cell))));
    }
    for (String cell : List.of("int a = );", "}")) {
      checks.add(
          check(
              "invalid: " + cell,
              Fault.ALWAYS_COMPLETE,
              client -> assertEquals("invalid", status(client, cell))));
    }
    checks.add(
        check(
            "an open block is indented",
            Fault.ALWAYS_COMPLETE,
            client -> {
              JsonObject open = isComplete(client, "for (int i = 0; i < 3; i++) {");
              assertEquals("incomplete", open.get("status").getAsString());
              assertFalse(open.get("indent").getAsString().isEmpty());
              assertTrue(
                  open.get("indent").getAsString().length()
                      < isComplete(client, "class A {\n    void f() {")
                          .get("indent")
                          .getAsString()
                          .length());
            }));
  }

  private static String status(KernelClient client, String code) {
    return isComplete(client, code).get("status").getAsString();
  }

  private static JsonObject isComplete(KernelClient client, String code) {
    return client
        .ask(client.shell, "is_complete_request", KernelClient.code(code))
        .reply()
        .content();
  }

  /** Asks with the cursor where {@code |} stands. */
  private static JsonObject at(KernelClient client, String type, String marked) {
    String code = marked.replace("|", "");
    JsonObject request = KernelClient.code(code);
    String before = marked.substring(0, marked.indexOf('|'));
    request.addProperty("cursor_pos", before.codePointCount(0, before.length()));
    return client.ask(client.shell, type, request).reply().content();
  }

  private static void completion(List<Check> checks) {
    completes(checks, "a static method", "Math.ab|", "abs(");
    completes(checks, "a member of an expression", "\"abc\".sub|", "substring(");
    completes(checks, "a class", "ArrayLi|", "ArrayList");
    completes(checks, "a keyword's place with a variable", "int cv1 = cv|", "cvKnown");
    completes(checks, "a method of the notebook", "cvMeth|", "cvMethod()");
    completes(checks, "inside a call", "Math.max(cvKn|", "cvKnown");
    completes(checks, "inside a block", "for (int i = 0; i < 3; i++) { cvKn|", "cvKnown");
    completes(checks, "in the middle of a name", "Math.ab|s(1)", "abs(");
    completes(checks, "in the second line", "int cv2 = 1;\nMath.ab|", "abs(");
    completes(checks, "after an emoji", "String cv3 = \"😀😀\"; Math.ab|", "abs(");
    completes(checks, "the display words", "displ|", "display(");
    checks.add(
        check(
            "the place of a completion counts code points",
            Fault.CHARS_FOR_CODE_POINTS,
            client -> {
              JsonObject reply = at(client, "complete_request", "String s = \"😀😀\"; Math.ab|");
              assertEquals(22, reply.get("cursor_start").getAsInt());
              assertEquals(24, reply.get("cursor_end").getAsInt());
            }));
    checks.add(
        check(
            "a completion tells the kind and the signature of each choice",
            Fault.NO_KINDS,
            client -> {
              JsonObject reply = at(client, "complete_request", "Math.ab|");
              JsonArray kinds =
                  reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
              assertEquals(reply.getAsJsonArray("matches").size(), kinds.size());
              JsonObject first = kinds.get(0).getAsJsonObject();
              assertEquals(reply.getAsJsonArray("matches").get(0), first.get("text"));
              assertEquals("function", first.get("type").getAsString());
              assertTrue(first.get("signature").getAsString().startsWith("("), first::toString);
              assertEquals(reply.get("cursor_start"), first.get("start"));
              assertEquals(reply.get("cursor_end"), first.get("end"));
            }));
    checks.add(
        check(
            "no completion is no error",
            Fault.NO_STATUS,
            client -> {
              JsonObject reply = at(client, "complete_request", "nothingLikeThis.zz|");
              assertEquals("ok", reply.get("status").getAsString());
              assertEquals(0, reply.getAsJsonArray("matches").size());
            }));
    checks.add(
        check(
            "completions come once",
            Fault.NO_MATCHES,
            client -> {
              List<String> matches = matches(at(client, "complete_request", "Math.|"));
              assertTrue(matches.size() > 20);
              assertEquals(matches.stream().distinct().toList(), matches);
            }));
  }

  private static List<String> matches(JsonObject reply) {
    List<String> matches = new ArrayList<>();
    reply.getAsJsonArray("matches").forEach(match -> matches.add(match.getAsString()));
    return matches;
  }

  private static void completes(List<Check> checks, String what, String marked, String match) {
    checks.add(
        check(
            "completion of " + what,
            Fault.NO_MATCHES,
            client -> {
              client.execute("int cvKnown = 1; int cvMethod() { return 1; }");
              List<String> matches = matches(at(client, "complete_request", marked));
              assertTrue(matches.contains(match), matches::toString);
            }));
  }

  private static void inspection(List<Check> checks) {
    finds(checks, "inside a name", "Math.a|bs(1)", "abs(");
    finds(checks, "at the end of a name", "Math.abs|", "abs(");
    finds(checks, "inside the arguments", "Math.max(1, |)", "max(");
    finds(checks, "a class", "String|", "String");
    finds(checks, "a variable of the notebook", "inspected|", "inspected");
    finds(checks, "a method of the notebook", "inspectMe|", "inspectMe(");
    finds(checks, "after an emoji", "\"😀\".leng|th()", "length()");
    checks.add(
        check(
            "nothing to inspect is no error",
            Fault.NO_STATUS,
            client -> {
              JsonObject reply = at(client, "inspect_request", "nothingLikeThis|");
              assertEquals("ok", reply.get("status").getAsString());
              assertFalse(reply.get("found").getAsBoolean());
            }));
  }

  private static void finds(List<Check> checks, String what, String marked, String told) {
    checks.add(
        check(
            "inspection " + what,
            Fault.NOTHING_FOUND,
            client -> {
              client.execute("int inspected = 1; int inspectMe(int n) { return n; }");
              JsonObject reply = at(client, "inspect_request", marked);
              assertTrue(reply.get("found").getAsBoolean(), reply::toString);
              String text = reply.getAsJsonObject("data").get("text/plain").getAsString();
              assertTrue(text.contains(told), text);
            }));
  }
}
