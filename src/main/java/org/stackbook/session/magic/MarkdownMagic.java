package org.stackbook.session.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import picocli.CommandLine.Command;

/** {@code %%markdown}: shows the cell as Markdown; front ends and reports make HTML of it. */
@Command(description = "Show the rest of the cell as Markdown.")
final class MarkdownMagic implements Magic {

  private final MagicHost host;
  private final String body;

  MarkdownMagic(MagicHost host, String body) {
    this.host = host;
    this.body = body;
  }

  @Override
  public @Nullable Object run() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("text/markdown", body);
    data.put(MimeBundle.TEXT, body);
    host.display(new MimeBundle(data, Map.of()), null, false);
    return null;
  }
}
