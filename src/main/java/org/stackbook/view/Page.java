package org.stackbook.view;

/**
 * The shell of a self-contained HTML page: nothing is loaded and no script runs, which the page
 * itself forbids to the browser.
 */
public final class Page {

  private Page() {}

  /**
   * A page.
   *
   * @param title of the page and its main heading
   * @param body HTML; fragments that results show themselves as may stand in it anywhere, and share
   *     one style
   * @param footer lines at its end, as text; empty for none
   */
  public static String html(String title, String body, String footer) {
    String escaped = Html.escape(Texts.clean(title));
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
        style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        %s<style>
        %s</style>
        </head>
        <body class="sb-page">
        <h1>%s</h1>
        %s
        %s</body>
        </html>
        """
        .formatted(
            escaped,
            Stylesheet.element(),
            Stylesheet.page(),
            escaped,
            body.replace(Stylesheet.element(), ""),
            footer.isBlank() ? "" : "<footer>" + Html.escape(footer) + "</footer>\n");
  }
}
