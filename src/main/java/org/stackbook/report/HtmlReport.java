package org.stackbook.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.Html;
import org.stackbook.view.WholeFile;

/**
 * An executed notebook as one HTML page to hand over: text and results first, code folded away. The
 * page holds its pictures, runs no script, fetches nothing, follows the reader's light or dark
 * setting and prints without code.
 *
 * <pre>{@code
 * HtmlReport.of(outcome, provenance).write(Path.of("out/quickstart.html"));
 * }</pre>
 */
public final class HtmlReport {

  private static final int HEADINGS_FOR_CONTENTS = 4;
  private static final int LONGEST_LABEL = 88;

  /** Nothing is fetched and no script runs, even if an output brings one. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline';"
          + " base-uri 'none'; form-action 'none'";

  private final String html;

  private HtmlReport(String html) {
    this.html = html;
  }

  /**
   * The report of a run.
   *
   * @param outcome the run; if it stopped early, the page says so and shows the cell
   * @param provenance what the footer says
   */
  public static HtmlReport of(NotebookOutcome outcome, Provenance provenance) {
    return new HtmlReport(new Page(outcome, provenance).html());
  }

  /** The page. */
  public String html() {
    return html;
  }

  /**
   * Writes the page in one step.
   *
   * @param file where to, in a folder that exists
   * @throws org.stackbook.error.Refusal if it cannot be written
   */
  public void write(Path file) {
    WholeFile.write("html", file, html);
  }

  private static final class Page {
    private final NotebookOutcome outcome;
    private final Provenance provenance;
    private final Markdown markdown;
    private final OutputHtml outputs;

    Page(NotebookOutcome outcome, Provenance provenance) {
      this.outcome = outcome;
      this.provenance = provenance;
      this.markdown = new Markdown(outcome.notebook().folder());
      this.outputs = new OutputHtml(markdown);
    }

    String html() {
      List<String> cells = outcome.notebook().cells().stream().map(this::cell).toList();
      String title = title();
      StringBuilder page = new StringBuilder();
      page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
      page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
      page.append(POLICY).append("\">\n");
      page.append(
          """
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          """);
      page.append("<meta name=\"generator\" content=\"Stackbook ");
      page.append(Html.escape(provenance.version())).append("\">\n");
      page.append("<title>").append(Html.escape(title)).append("</title>\n");
      page.append("<style>\n").append(css()).append("</style>\n</head>\n<body>\n<main>\n");
      if (firstHeading() == null) {
        page.append("<h1>").append(Html.escape(title)).append("</h1>\n");
      }
      page.append(banner());
      // The contents stand under the title: after the first cell if that is where the title is.
      boolean titleCell = !cells.isEmpty() && cells.get(0).contains("<h1");
      for (int i = 0; i < cells.size(); i++) {
        if (i == (titleCell ? 1 : 0)) {
          page.append(contents());
        }
        page.append(cells.get(i));
      }
      return page.append(footer()).append("</main>\n</body>\n</html>\n").toString();
    }

    private Markdown.@Nullable Heading firstHeading() {
      List<Markdown.Heading> headings = markdown.headings();
      return headings.stream()
          .filter(heading -> heading.level() == 1)
          .findFirst()
          .or(() -> headings.stream().findFirst())
          .orElse(null);
    }

    private String title() {
      Markdown.Heading first = firstHeading();
      return first == null || first.text().isEmpty() ? outcome.notebook().name() : first.text();
    }

    private String cell(Notebook.Cell cell) {
      if (cell.isMarkdown()) {
        String html = markdown.toHtml(cell.source(), cell.node().path("attachments"));
        return "<section class=\"prose\">\n" + html + "</section>\n";
      }
      return cell.isCode() && !cell.source().isBlank() ? codeCell(cell) : "";
    }

    private String codeCell(Notebook.Cell cell) {
      NotebookOutcome.Failure failure = outcome.failure();
      int count = cell.executionCount();
      boolean failed = failure != null && failure.number() == count;
      StringBuilder html = new StringBuilder("<section class=\"cell");
      html.append(failed ? " failed\" id=\"failed-cell" : "").append("\">\n");
      html.append("<details class=\"code\"").append(failed ? " open" : "").append("><summary>");
      html.append("<span class=\"count\">").append(count > 0 ? count : "not run");
      html.append("</span> <code>");
      html.append(Html.escape(CellLabel.of(cell.source(), LONGEST_LABEL)));
      html.append("</code></summary>\n<pre><code>").append(JavaHtml.of(cell.source().strip()));
      html.append("</code></pre>\n</details>\n");
      if (!cell.outputs().isEmpty()) {
        html.append("<div class=\"output\">\n").append(outputs.toHtml(cell.outputs()));
        html.append("</div>\n");
      }
      return html.append("</section>\n").toString();
    }

    private String banner() {
      NotebookOutcome.Failure failure = outcome.failure();
      if (outcome.ok()) {
        return "";
      }
      String said =
          failure == null
              ? "This run was interrupted after "
                  + outcome.done()
                  + " of "
                  + outcome.total()
                  + " code cells. The rest did not run."
              : "This run stopped: <a href=\"#failed-cell\">code cell "
                  + failure.number()
                  + " of "
                  + outcome.total()
                  + "</a> failed with "
                  + Html.escape(failure.error().name())
                  + ". What comes after it did not run.";
      return "<p class=\"banner\" role=\"note\">" + said + "</p>\n";
    }

    private String contents() {
      List<Markdown.Heading> listed =
          markdown.headings().stream()
              .filter(heading -> !heading.equals(firstHeading()) && heading.level() <= 3)
              .filter(heading -> !heading.text().isEmpty())
              .toList();
      if (listed.size() < HEADINGS_FOR_CONTENTS) {
        return "";
      }
      int top = listed.stream().mapToInt(Markdown.Heading::level).min().orElse(1);
      StringBuilder html = new StringBuilder("<nav class=\"contents\" aria-label=\"Contents\">\n");
      html.append("<p>Contents</p>\n<ul>\n");
      for (Markdown.Heading heading : listed) {
        html.append("<li class=\"depth-").append(heading.level() - top).append("\"><a href=\"#");
        html.append(Html.escape(heading.id())).append("\">");
        html.append(Html.escape(heading.text())).append("</a></li>\n");
      }
      return html.append("</ul>\n</nav>\n").toString();
    }

    private String footer() {
      DateTimeFormatter date = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);
      String cells = outcome.done() + (outcome.done() == 1 ? " code cell" : " code cells");
      return "<footer>\n<p>Made by Stackbook "
          + Html.escape(provenance.version())
          + " from <code>"
          + Html.escape(outcome.notebook().name())
          + ".ipynb</code> on "
          + Html.escape(date.format(provenance.made()))
          + ", with Java "
          + Html.escape(provenance.java())
          + ".<br>\n"
          + cells
          + " ran from top to bottom in a fresh session.</p>\n</footer>\n";
    }

    private static String css() {
      try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
        if (in == null) {
          throw new IllegalStateException("report.css is missing from the jar");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
