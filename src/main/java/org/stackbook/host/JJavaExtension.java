package org.stackbook.host;

import java.util.Optional;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Views;

/** Found by JJava as soon as Stackbook is on its class path. */
public final class JJavaExtension implements Extension {

  /** The name of our own kernel, which asks {@link Views} itself. */
  private static final String OURS = "Stackbook";

  /** For the service loader. */
  public JJavaExtension() {}

  /** Registers for every value: which ones have a view is for {@link Views} to say. */
  @Override
  public void install(BaseKernel kernel) {
    if (kernel.getName().equals(OURS)) {
      return;
    }
    kernel
        .getRenderer()
        .createRegistration(Object.class)
        .preferring(MimeBundle.HTML, MimeBundle.PNG, MimeBundle.TEXT)
        .register(JJavaExtension::render);
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
