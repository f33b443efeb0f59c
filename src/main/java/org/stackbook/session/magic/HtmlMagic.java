package org.stackbook.session.magic;

import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import picocli.CommandLine.Command;

/** {@code %%html}: shows the cell as HTML. */
@Command(description = "Show the rest of the cell as HTML.")
final class HtmlMagic implements Magic {

  private final MagicHost host;
  private final String body;

  HtmlMagic(MagicHost host, String body) {
    this.host = host;
    this.body = body;
  }

  @Override
  public @Nullable Object run() {
    host.display(MimeBundle.html(body, body), null, false);
    return null;
  }
}
