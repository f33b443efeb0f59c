package org.stackbook.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.stamp.Samples.oslo;
import static org.stackbook.stamp.Samples.refusedBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class StampSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(StampFile.schema());

  private static boolean passes(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }

  @Test
  void thePublishedSchemaIsThatOfTheReader() throws IOException {
    try (InputStream in = StampFile.class.getResourceAsStream("stamp.schema.json")) {
      String published =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          StampFile.schema(), published, "write StampFile.schema() to stamp.schema.json anew");
    }
  }

  @Test
  void theSchemaIsASchema() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertTrue(meta.validate(StampFile.schema(), InputFormat.JSON).isEmpty());
  }

  @Test
  void whatIsWrittenPasses() {
    for (int seed = 0; seed < 50; seed++) {
      Stamp stamp = StampRoundTripTest.RandomStamps.of(new Random(seed));
      assertEquals(
          java.util.Set.of(), SCHEMA.validate(stamp.toJson(), InputFormat.JSON), "seed " + seed);
      assertEquals(
          java.util.Set.of(), SCHEMA.validate(stamp.toYaml(), InputFormat.YAML), "seed " + seed);
    }
  }

  /** In place of the first text the second is written; schema and reader both refuse it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "stackbook" : 1      | "stackbook" : 2
          "stackbook" : 1      | "stackbook" : "1"
          "stamp" : "oslo"     | "stamp" : ""
          "stamp" : "oslo"     | "stamp" : "<oslo>"
          "stamp"              | "name"
          "1802"               | "18-02"
          "1802"               | 18
          "memory" : "384 GB"  | "memory" : 384
          "memory" : "384 GB"  | "memory" : "384"
          "memory" : "384 GB"  | "memory" : "384 Gb"
          "memory" : "384 GB"  | "memory" : "-384 GB"
          "memory" : "384 GB"  | "memory" : "+384 GB"
          "memory" : "384 GB"  | "ram" : "384 GB"
          "cores" : 40         | "cores" : 0
          "cores" : 40         | "cores" : 40.5
          "cores" : 40         | "cores" : null
          "cores" : 40         | "cores" : 5000
          "cores" : 40         | "cores" : 40, "threeTypes" : 3
          "cores" : 40         | "cores" : 40, "threeTypes" : "true"
          "cores" : 40         | "cores" : 40, "threetypes" : true
          "media" : "HDD"      | "media" : "hdd"
          "count" : 10         | "count" : 0
          "count" : 10         | "count" : "10"
          "names" : "n1..n8"   | "names" : "n1/n8"
          "names" : "n1..n8"   | "names" : ["n1"]
          """)
  void whatTheSchemaRefusesTheReaderRefuses(String text, String instead) {
    String good = oslo().toJson();
    assertTrue(passes(good));
    String broken = good.replace(text, instead);
    assertFalse(broken.equals(good), text);
    assertFalse(passes(broken), "passes: " + instead);
    refusedBy(() -> StampFile.readJson(broken));
  }

  @Test
  void everyKeyIsDescribed() {
    StampFormat.FILE
        .schema()
        .findParents("type")
        .forEach(
            node ->
                node.path("properties")
                    .properties()
                    .forEach(
                        property ->
                            assertFalse(
                                property.getValue().path("description").asText().isBlank(),
                                property.getKey())));
  }
}
