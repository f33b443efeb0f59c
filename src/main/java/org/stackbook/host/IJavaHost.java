package org.stackbook.host;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Views;

/** Tells IJava, which looks for no extensions, how values of Stackbook are shown. */
public final class IJavaHost {

  private static @Nullable BaseKernel connected;

  private IJavaHost() {}

  /**
   * Registers for every value: which ones have a view is for {@link Views} to say. A second call
   * changes nothing, so that a notebook can be run again.
   *
   * @param kernel what {@code getKernelInstance()} gives in a notebook of IJava
   */
  public static synchronized void connect(BaseKernel kernel) {
    if (kernel == connected) {
      return;
    }
    connected = kernel;
    kernel
        .getRenderer()
        .createRegistration(Object.class)
        .preferring(MimeBundle.HTML, MimeBundle.PNG, MimeBundle.TEXT)
        .register(IJavaHost::render);
  }

  private static void render(Object value, RenderContext context) {
    Optional<MimeBundle> shown = Views.of(value);
    if (shown.isEmpty()) {
      return; // the host's own rules
    }
    shown
        .get()
        .data()
        .forEach((type, data) -> context.renderIfRequested(MIMEType.parse(type), () -> data));
    shown
        .get()
        .metadata()
        .forEach(
            (type, hints) -> context.getOutputContainer().putMetaData(MIMEType.parse(type), hints));
  }
}
