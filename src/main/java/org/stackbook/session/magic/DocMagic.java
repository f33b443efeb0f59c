package org.stackbook.session.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %doc}: shows what Shift-Tab shows, in the pane of the page that stays. */
@Command(description = "Show signature and documentation of a name.")
final class DocMagic implements Magic {

  private final MagicHost host;

  @Parameters(paramLabel = "JAVA", description = "What the documentation is of: oslo.fail")
  @SuppressWarnings("NullAway.Init")
  private List<String> words;

  DocMagic(MagicHost host) {
    this.host = host;
  }

  @Override
  public @Nullable Object run() {
    String java = String.join(" ", words);
    host.page(
        host.documentation(java)
            .orElseThrow(
                () ->
                    Refusal.of("%doc " + java, "nothing of that name is known here")
                        .wayOut("name a variable, a type or a method: %doc String.format")
                        .asException()));
    return null;
  }
}
