package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;

/** Text never takes more than 100 columns, whatever the table. */
@Tag("property")
class TextWidthTest {

  private static final String[] PIECES = {
    "n1",
    " ",
    "  ",
    "a",
    "wide",
    "ObjStore_1",
    "サーバー",
    "𝔘𝔫𝔦",
    "e\u0301",
    "\t",
    "\n",
    "\u001b[31m",
    "\u202e",
    "😀",
    "verylongwordwithoutanyspaceinit",
    "x".repeat(150),
    "-",
    "1.6 TB",
    "",
    "…"
  };

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static DataTable table(Random random) {
    DataTable.Builder table = DataTable.of(text(random, 12));
    int columns = random.nextInt(30);
    boolean[] numeric = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      numeric[c] = random.nextBoolean();
      if (numeric[c]) {
        table.number(text(random, 4), text(random, 2), random.nextInt(7));
      } else {
        table.text(text(random, 5));
      }
    }
    for (int r = random.nextInt(20); r > 0; r--) {
      List<Object> row = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        Object number = random.nextGaussian() * Math.pow(10, random.nextInt(320) - 10);
        Object value = numeric[c] && random.nextInt(9) > 0 ? number : text(random, 10);
        row.add(new DataTable.Cell(value, random.nextInt(5) == 0));
      }
      table.row(row.toArray());
    }
    return table.note(text(random, 40)).build();
  }

  @RepeatedTest(300)
  void noLineIsWiderThanTheDisplay(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    Figure<String> given = Figure.given("g" + text(random, 8), text(random, 9), text(random, 30));
    Figure<?> deep = Figure.assumed("a" + text(random, 8), text(random, 9), text(random, 30));
    for (int i = random.nextInt(60); i >= 0; i--) {
      deep = Figure.derived("f" + i, text(random, 20), "{" + deep.name() + "} × 2", deep, given);
    }
    Result result =
        new Samples.Parts(
                text(random, 20), text(random, 30), table(random), Optional.empty(), List.of(deep))
            .result();
    Refusal refusal = Refusal.of(text(random, 30), text(random, 30)).wayOut("x").asException();
    for (String shown :
        List.of(
            result.toString(),
            result.explain().toString(),
            result.compareTo(result).toString(),
            Views.of(refusal).orElseThrow().text())) {
      for (String line : shown.split("\n", -1)) {
        assertTrue(Texts.width(line) <= 100, () -> Texts.width(line) + " columns: " + line);
        assertEquals(-1, line.indexOf('\u001b'), "an escape reaches the terminal");
      }
    }
  }
}
