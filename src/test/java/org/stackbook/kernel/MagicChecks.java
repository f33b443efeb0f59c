package org.stackbook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.kernel.Check.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.stackbook.kernel.KernelClient.Exchange;

/** Magics, seen from a front end. */
final class MagicChecks {

  private MagicChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (String magic :
        List.of(
            "%classpath",
            "%doc",
            "%jars",
            "%load",
            "%loadFromPOM",
            "%%loadFromPOM",
            "%lsmagic",
            "%maven",
            "%mavenRepo",
            "%stackbook",
            "%time",
            "%%time",
            "%who",
            "%%html",
            "%%markdown")) {
      checks.add(
          check(
              magic + " --help says how it is used",
              Fault.LOSES_OUTPUT,
              client -> {
                Exchange exchange = client.execute(magic + " --help");
                assertEquals("ok", exchange.status());
                String usage = exchange.stream("stdout");
                assertTrue(usage.startsWith("Usage: %") && usage.contains(magic), usage);
              }));
    }
    checks.add(
        check(
            "an unknown magic is answered with the nearest",
            Fault.NO_MESSAGE,
            client ->
                assertTrue(
                    client.execute("%lsmagik").first("error").text("evalue").contains("lsmagic"))));
    checks.add(
        check(
            "a magic's value may be assigned",
            Fault.CUTS_RESULTS,
            client ->
                assertEquals(
                    "[]",
                    client.execute("List<String> none = %jars no-such-*.jar\nnone").result())));
    for (String text :
        List.of("\"%who\"", "\"\"\"\n%who\n%%html\n\"\"\".strip().lines().toList()", "7\n% 4")) {
      checks.add(
          check(
              "a percent sign inside of Java is Java: " + text,
              Fault.CUTS_RESULTS,
              client -> {
                String result = client.execute(text).result();
                assertTrue(List.of("%who", "[%who, %%html]", "3").contains(result), result);
              }));
    }
    checks.add(
        check(
            "%%time keeps the value of its cell",
            Fault.CUTS_RESULTS,
            client -> assertEquals("42", client.execute("%%time\n6 * 7").result())));
    checks.add(
        check(
            "%%html shows its body",
            Fault.NO_DISPLAY,
            client ->
                assertEquals(
                    "<b>x</b>",
                    client
                        .execute("%%html\n<b>x</b>")
                        .first("display_data")
                        .content()
                        .getAsJsonObject("data")
                        .get("text/html")
                        .getAsString()
                        .strip())));
    checks.add(
        check(
            "%who lists what the notebook has declared",
            Fault.NO_TABLES,
            client -> {
              client.execute("int whoSees = 5;");
              String shown = client.execute("%who").published().toString();
              assertTrue(shown.contains("<table") && shown.contains("int"), shown);
            }));
    checks.add(
        check(
            "%doc opens the pager",
            Fault.NO_PAGER,
            client -> {
              JsonArray payload =
                  client.execute("%doc Math.abs").reply().content().getAsJsonArray("payload");
              JsonObject page = payload.get(0).getAsJsonObject();
              assertEquals("page", page.get("source").getAsString());
              assertTrue(
                  page.getAsJsonObject("data").get("text/plain").getAsString().contains("abs("));
            }));
    checks.add(
        check(
            "%doc of nothing known says so",
            Fault.NO_MESSAGE,
            client ->
                assertTrue(
                    client
                        .execute("%doc noSuchName")
                        .first("error")
                        .text("evalue")
                        .contains("noSuchName"))));
    return checks;
  }
}
