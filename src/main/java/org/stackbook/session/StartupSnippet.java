package org.stackbook.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The startup snippet that travels in the jar beside the kernelspec. */
public final class StartupSnippet {

  private static final String RESOURCE = "/org/stackbook/kernelspec/startup.jsh";

  private StartupSnippet() {}

  /** Its text, for {@link Session.Builder#startup} and for plain {@code jshell}. */
  public static String text() {
    try (InputStream in = StartupSnippet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
