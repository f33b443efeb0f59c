package org.stackbook.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.view.Html;

/** Java code as HTML with its words coloured. */
final class JavaHtml {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\\n]*+|(?s:/\\*(?:(?!\\*/).)*+(?:\\*/)?+))"
              + "|(?<string>(?s:\"\"\"(?:(?!\"\"\").)*+(?:\"\"\")?+)"
              + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"?+|'(?:[^'\\\\\\n]|\\\\.)*+'?+)"
              + "|(?<number>\\b\\d[\\w.]*+)"
              + "|(?<keyword>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class|const"
              + "|continue|default|do|double|else|enum|extends|false|final|finally|float|for|if"
              + "|implements|import|instanceof|int|interface|long|native|new|null|package|private"
              + "|protected|public|record|return|sealed|short|static|super|switch|synchronized"
              + "|this|throw|throws|transient|true|try|var|void|volatile|while|yield)\\b)"
              + "|(?<magic>(?m:^%%?[^\\n]*+))"
              + "|\\w++");

  private JavaHtml() {}

  static String of(String code) {
    StringBuilder html = new StringBuilder();
    Matcher tokens = TOKEN.matcher(code);
    int from = 0;
    while (tokens.find()) {
      html.append(Html.escape(code.substring(from, tokens.start())));
      from = tokens.end();
      String kind = kind(tokens);
      String text = Html.escape(tokens.group());
      if (kind.isEmpty()) {
        html.append(text);
      } else {
        html.append("<span class=\"java-").append(kind).append("\">").append(text);
        html.append("</span>");
      }
    }
    return html.append(Html.escape(code.substring(from))).toString();
  }

  private static String kind(Matcher token) {
    for (String kind : new String[] {"comment", "string", "number", "keyword", "magic"}) {
      if (token.group(kind) != null) {
        return kind;
      }
    }
    return "";
  }
}
