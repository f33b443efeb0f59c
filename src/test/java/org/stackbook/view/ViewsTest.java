package org.stackbook.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("unit")
class ViewsTest {

  @Test
  void valuesOfOthersAreLeftToTheFrontEnd() {
    assertEquals(Optional.empty(), Views.of(1));
    assertEquals(Optional.empty(), Views.of("text"));
    assertEquals(Optional.empty(), Views.of(null));
  }

  @Test
  void showingANumberLoadsNoLibrary() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(part).toUri().toURL());
    }
    List<String> loaded = Collections.synchronizedList(new ArrayList<>());
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
          }
        }) {
      Class<?> views = loader.loadClass("org.stackbook.view.Views");
      views.getMethod("of", Object.class).invoke(null, 1);
    }
    assertTrue(loaded.contains("org.stackbook.view.Views"));
    assertEquals(
        List.of(), loaded.stream().filter(name -> !name.startsWith("org.stackbook.")).toList());
  }

  @Test
  void aTablesawTableIsShownUpToTheLimitOfRows() {
    double[] sizes = new double[10_000];
    sizes[0] = 1.25;
    Table table =
        Table.create(
            "sizes",
            IntColumn.indexColumn("id", 10_000, 0),
            DoubleColumn.create("size", sizes),
            StringColumn.create("name", Collections.nCopies(10_000, "<b>")));
    MimeBundle bundle = Views.of(table).orElseThrow();
    assertTrue(bundle.text().contains("… 9,940 more rows"), bundle.text());
    assertTrue(bundle.text().contains(" 0  1.25  <b>"), bundle.text());
    assertTrue(String.valueOf(bundle.html()).contains("&lt;b&gt;"));
  }

  @Test
  void aRefusalShowsItsParts() {
    Refusal refusal =
        Refusal.of("fail(\"n33\")", "no such server")
            .place("oslo.yaml, line 4, column 9")
            .nearest("n33", List.of("n3"))
            .source("the stamp")
            .wayOut("name a server")
            .asException();
    assertEquals(
        """
        fail("n33"): no such server.
          Place: oslo.yaml, line 4, column 9
          Did you mean: n3?
          Source: the stamp.
          Way out: name a server.""",
        Views.of(refusal).orElseThrow().text());
  }

  @Test
  void aFigureShowsWhy() {
    MimeBundle bundle = Views.of(Figure.given("servers", 8, "servers(8, …)")).orElseThrow();
    assertTrue(bundle.text().startsWith("servers = 8   given: servers(8, …)"), bundle.text());
  }
}
