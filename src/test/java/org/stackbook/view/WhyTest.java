package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;

@Tag("unit")
class WhyTest {

  @Test
  void treeNamesFormulaValuesAndGroundsOfEveryInput() {
    Figure<Integer> servers = Figure.given("servers", 8, "servers(8, …)");
    Figure<Integer> drives = Figure.given("drives", 10, "capacity(10, …)");
    Figure<Integer> share = Figure.assumed("spare", 2, "nobody says");
    Figure<Integer> all = Figure.derived("all", 80, "{servers} × {drives}", servers, drives);
    Figure<Integer> kept =
        Figure.derived("kept", 64, "{all} − {servers} × {spare}", all, servers, share);
    assertEquals(
        """

        kept = 64 *
        │   = all − servers × spare
        │   = 80 − 8 × 2
        ├── all = 80
        │   │   = servers × drives
        │   │   = 8 × 10
        │   ├── servers = 8   given: servers(8, …)
        │   └── drives = 10   given: capacity(10, …)
        ├── servers = 8   (see above)
        └── spare = 2 *
                * assumed: nobody says

        Confidence
          derived: computed from stated values
          assumed: not stated in a public source\
        """,
        new Why(kept).toString());
  }

  @Test
  void statedFigureNamesPageConfidenceAndBuilds() {
    String why = Samples.capacity(8).why("usable").toString();
    assertTrue(why.contains("stated in “Deep Dive: The Storage Pool"), why);
    assertTrue(why.contains("documented, all builds"), why);
    assertTrue(why.contains("\nSources\n  Deep Dive: The Storage Pool"), why);
  }

  @Test
  void anInputTwoFiguresShareIsExplainedOnceInHtmlToo() {
    String html = String.valueOf(Samples.capacity(8).explain().show().html());
    assertEquals(1, html.split("= servers × drives per server × drive", -1).length - 1);
    assertTrue(html.contains("(see above)"));
    assertTrue(html.contains("<li><span class=\"sb-name\">raw</span> = <strong"));
  }

  @Test
  void equalFiguresMadeTwiceAreOne() {
    Figure<Integer> once = Figure.given("servers", 8, "servers(8, …)");
    Figure<Integer> again = Figure.given("servers", 8, "servers(8, …)");
    Figure<Integer> other = Figure.given("servers", 8, "added later");
    assertTrue(Derivation.of(List.<Figure<?>>of(once, again)).get(1).repeated());
    assertFalse(Derivation.of(List.<Figure<?>>of(once, other)).get(1).repeated());
  }

  @Test
  void anUnknownFigureIsRefusedWithTheNearest() {
    Refusal refusal = assertThrows(Refusal.class, () -> Samples.capacity(8).why("usabel"));
    assertEquals("usable", refusal.nearest().orElseThrow());
  }
}
