package org.stackbook.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.error.Refusal;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Bars;
import org.stackbook.view.Picture.Participant;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Sequence;
import org.stackbook.view.Picture.Series;

@Tag("unit")
class ChartFilesTest {

  private static final Picture CHART =
      new Bars(
          "Fill",
          "",
          "server",
          "TB",
          List.of("n1"),
          List.of(new Series("data", List.of(1.0), Role.PLAIN)),
          true);
  private static final Picture DIAGRAM =
      new Sequence("A flow", "", List.of(new Participant("client", "")), List.of());

  @Test
  void chartsAreWrittenAsPngAndDiagramsAsSvg(@TempDir Path folder) throws IOException {
    ChartFiles files = new ChartFiles(folder);
    files.show(CHART);
    assertEquals("01-fill.png", files.write(null).getFileName().toString());
    files.show(DIAGRAM);
    Path written = files.write(null);
    assertEquals("02-a-flow.svg", written.getFileName().toString());
    assertTrue(Files.readString(written).startsWith("<svg xmlns="));
    Refusal refusal = assertThrows(Refusal.class, () -> files.write(folder.resolve("flow.png")));
    assertTrue(refusal.getMessage().contains("end with .svg"), refusal::getMessage);
  }
}
