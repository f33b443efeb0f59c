package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

@Tag("unit")
class ResultTest {

  private final Result eight = Samples.capacity(8);

  @Test
  void tableHasUnitsInItsHeadsAndTypesOfItsValues() {
    Table table = eight.table();
    assertEquals(
        List.of(
            "server",
            "drives",
            "raw (TB)",
            "used (TB)",
            "reserve (TB)",
            "free (TB)",
            "used (%)",
            "starred"),
        table.columnNames());
    assertEquals(ColumnType.STRING, table.column("server").type());
    assertEquals(ColumnType.LONG, table.column("drives").type());
    assertEquals(ColumnType.DOUBLE, table.column("raw (TB)").type());
    assertEquals(80.0, table.doubleColumn("raw (TB)").getDouble(0));
    assertEquals("used (TB)", table.stringColumn("starred").get(0));
  }

  @Test
  void twoColumnsOfOneNameAreBothKept() {
    DataTable twins = DataTable.of("t").count("n").count("N").row(1, null).build();
    assertEquals(List.of("n", "N 2"), Tables.toTablesaw(twins).columnNames());
    assertTrue(Tables.toTablesaw(twins).column(1).isMissing(0));
  }

  @Test
  void textBeginsOnItsOwnLineAndHasTitleVerdictTableAndFootnote() {
    List<String> lines = eight.toString().lines().toList();
    assertEquals("", lines.get(0));
    assertEquals("Capacity of oslo", lines.get(1));
    assertEquals("═".repeat(16), lines.get(2));
    assertTrue(lines.get(3).startsWith("199.627 TB* usable of 640 TB raw"), lines.get(3));
    assertTrue(
        lines.contains("n1          10  80.0  51.24       4.0  24.76  64.1"), eight.toString());
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("* metadata share = 1.5 %, assumed: no public")));
    assertTrue(lines.get(lines.size() - 1).contains("why(\"raw\")"));
  }

  @Test
  void headsEndAboveTheLastDigitOfTheirColumn() {
    List<String> lines = eight.toString().lines().toList();
    String head = lines.get(5);
    String row = lines.get(8);
    assertEquals(head.indexOf("reserve") + 7, row.indexOf("4.0") + 3);
    assertEquals(head.indexOf("used*") + 4, row.indexOf("51.24") + 5);
  }

  @Test
  void aColumnThatIsStarredAsAWholeIsStarredInItsHead() {
    DataTable.Cell sure = new DataTable.Cell(1, false);
    DataTable.Cell unsure = new DataTable.Cell(2, true);
    DataTable table =
        DataTable.of("t").count("all").count("some").row(unsure, sure).row(unsure, unsure).build();
    String text = ResultText.of(table, Display.STANDARD);
    assertTrue(text.contains("all*"), text);
    assertFalse(text.contains("some*"), text);
    assertEquals(1, text.lines().filter(l -> l.contains("2*")).count(), text);
    String html = HtmlTable.of(table, List.of(), Display.STANDARD);
    assertTrue(html.contains("all<span class=\"sb-star\">*</span>"), html);
    assertTrue(html.contains(">2</td>"), html);
    assertTrue(html.contains(">2<span class=\"sb-star\">*</span></td>"), html);
  }

  @Test
  void aTableWithoutStarsHasNoFootnote() {
    DataTable plain = DataTable.of("t").text("a").number("b", "TB", 1).row("x", 1).build();
    Result result =
        new Samples.Parts("Plain", "Nothing assumed.", plain, Optional.empty(), eight.figures())
            .result();
    assertFalse(result.toString().contains("*"), result.toString());
    assertFalse(Samples.tableHtml(result).split("<details>", -1)[0].contains("*"));
  }

  @Test
  void jsonHoldsExactValuesWithUnits() throws Exception {
    JsonNode json = new ObjectMapper().readTree(eight.json());
    assertEquals("Capacity of oslo", json.at("/title").asText());
    JsonNode usable = json.at("/figures/2");
    assertEquals("usable", usable.at("/name").asText());
    // (640 − 32) TB × 0.985 ÷ 3
    assertEquals(199_626_666_666_666L, usable.at("/value").asLong());
    assertEquals("B", usable.at("/unit").asText());
    assertEquals("assumed", usable.at("/confidence").asText());
    assertTrue(usable.at("/formula").asText().startsWith("(raw − reserve)"));
    assertTrue(usable.at("/assumptions/0").asText().startsWith("metadata share = 1.5 %"));
    assertTrue(usable.at("/sources/0").asText().contains("Storage Pool"));
    assertEquals(80.0, json.at("/table/rows/0/raw (TB)").asDouble());
    assertEquals("used (TB)", json.at("/table/rows/0/starred").asText());
    assertEquals(8, json.at("/table/rows").size());
  }

  @Test
  void jsonHasNullForWhatIsNoNumber() throws Exception {
    DataTable odd = DataTable.of("t").number("b", "", 1).row(Double.NaN).row((Object) null).build();
    Result result = new Samples.Parts("t", "v", odd, Optional.empty(), List.of()).result();
    JsonNode rows = new ObjectMapper().readTree(result.json()).at("/table/rows");
    assertTrue(rows.get(0).get("b").isNull());
    assertTrue(rows.get(1).get("b").isNull());
  }

  @Test
  void showHasHtmlPngWithItsSizeAndText() {
    MimeBundle bundle = eight.show();
    assertEquals(
        List.of("text/html", "image/png", "text/plain"), List.copyOf(bundle.data().keySet()));
    assertEquals(Map.of("image/png", Map.of("width", 720, "height", 340)), bundle.metadata());
    assertTrue(bundle.text().startsWith("Capacity of oslo"));
  }

  @Test
  void aResultWithoutChartSaysSo() {
    DataTable table = DataTable.of("t").text("a").row("x").build();
    Result result = new Samples.Parts("Plain", "v", table, Optional.empty(), List.of()).result();
    Refusal refusal = assertThrows(Refusal.class, result::chart);
    assertTrue(refusal.rule().contains("no chart"));
    assertFalse(result.show().data().containsKey(MimeBundle.PNG));
  }

  @Test
  void comparisonShowsBeforeAfterAndChangeWithChangedFirst() {
    Comparison comparison = eight.compareTo(Samples.capacity(7));
    List<List<DataTable.Cell>> rows = comparison.data().rows();
    assertEquals("raw", rows.get(0).get(0).value());
    assertEquals("560 TB", rows.get(0).get(1).value());
    assertEquals("640 TB", rows.get(0).get(2).value());
    assertEquals("+80 TB", rows.get(0).get(3).value());
    assertEquals("14.2857", String.valueOf(rows.get(0).get(4).value()).substring(0, 7));
    assertEquals("reserve", rows.get(2).get(0).value());
    assertEquals("same", rows.get(2).get(3).value());
    assertTrue(rows.get(1).get(1).starred() && rows.get(1).get(2).starred());
    assertTrue(comparison.verdict().startsWith("2 of 3 figures changed"));
  }

  @Test
  void whatShrinksHasAMinusSign() {
    Comparison comparison = Samples.capacity(7).compareTo(eight);
    assertEquals("−80 TB", comparison.data().rows().get(0).get(3).value());
    String why = comparison.why("raw").toString();
    assertTrue(why.contains("= raw after − raw before"), why);
    assertTrue(why.contains("= 560 TB − 640 TB"), why);
  }

  @Test
  void resultsWithNothingInCommonAreNotCompared() {
    Figure<Bytes> other = Figure.given("depth", Bytes.of(1, ByteUnit.B), "depth(1)");
    Result stranger =
        new Samples.Parts("Depth", "v", eight.data(), Optional.empty(), List.of(other)).result();
    Refusal refusal = assertThrows(Refusal.class, () -> eight.compareTo(stranger));
    assertTrue(refusal.rule().contains("no figure in common with \"Capacity of oslo\""));
  }

  @Test
  void aResultComparedWithItselfIsTheSame() {
    assertEquals("All 3 figures are the same.", eight.compareTo(eight).verdict());
    assertEquals(Optional.empty(), eight.compareTo(eight).picture());
  }

  @Test
  void quantitiesTakeTheUnitOfTheirColumn() {
    DataTable table = DataTable.of("t").number("size", "GB", 0).row(Bytes.parse("1.6 TB")).build();
    assertEquals(1600.0, table.rows().get(0).get(0).value());
  }
}
