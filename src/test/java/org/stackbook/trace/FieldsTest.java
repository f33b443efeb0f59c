package org.stackbook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.seed.Random64;

/** Columns that are written by the rules of RFC 4180 and read again. */
@Tag("property")
class FieldsTest {

  private static final String LETTERS = "ab,\";' é";

  private static String column(Random64 random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  private static boolean needsQuotes(String column, char separator) {
    return column.indexOf(separator) >= 0 || column.indexOf('"') >= 0;
  }

  private static List<String> columns(Random64 random) {
    List<String> columns = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      columns.add(column(random));
    }
    return columns;
  }

  @Test
  void whatIsWrittenIsRead() {
    Random64 random = new Random64(8);
    for (int i = 0; i < 20_000; i++) {
      char separator = ",; ".charAt(random.nextInt(3));
      List<String> columns = columns(random);
      String line =
          columns.stream()
              .map(c -> needsQuotes(c, separator) || random.nextInt(2) == 0 ? quoted(c) : c)
              .collect(Collectors.joining("" + separator));
      assertEquals(columns, Fields.of(line, separator), line);
    }
  }

  @Test
  void aQuoteTooFewIsFound() {
    Random64 random = new Random64(9);
    for (int i = 0; i < 20_000; i++) {
      List<String> columns = columns(random);
      String line =
          columns.stream().map(FieldsTest::quoted).collect(Collectors.joining(",")) + ",\"";
      byte[] bytes = ("x" + line).getBytes(StandardCharsets.UTF_8);
      Fields fields = new Fields((byte) ',', 1 + random.nextInt(3));
      assertEquals(Defect.OPEN_QUOTE, fields.split(bytes, 1, bytes.length), line);
    }
  }

  @Test
  void columnsThatAreNotKeptAreCounted() {
    byte[] line = "a,\"b,c\",d,".getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields((byte) ',', 2);
    assertEquals(null, fields.split(line, 0, line.length));
    assertEquals(4, fields.count());
    assertEquals(Defect.MISSING_COLUMN, new Fields((byte) ',', 5).split(line, 0, line.length));
  }
}
