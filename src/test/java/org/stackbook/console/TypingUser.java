package org.stackbook.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;

/** A user at a terminal that exists in memory only. */
final class TypingUser implements AutoCloseable {

  /** What moves and colours, and is no text. */
  private static final Pattern CONTROL =
      Pattern.compile("\\033\\[[0-9;?]*[ -/]*[@-~]|\\033[=>]|[\\r\\007]");

  private static final long PATIENCE_SECONDS = 30;

  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final Screenful screen = new Screenful();
  private final Terminal terminal;
  private final CompletableFuture<Integer> status;

  TypingUser(String terminalType, int columns, @Nullable Path history) throws IOException {
    this(terminalType, columns, history, null);
  }

  TypingUser(String terminalType, int columns, @Nullable Path history, @Nullable Path charts)
      throws IOException {
    terminal =
        new ExternalTerminal(
            "test", terminalType, new PipedInputStream(keyboard, 1 << 16), screen, UTF_8);
    terminal.setSize(new Size(columns, 40));
    boolean colours = !terminalType.startsWith("dumb");
    status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Console.interact(
                    terminal,
                    Session.builder().startup(StartupSnippet.text()),
                    colours,
                    history,
                    charts);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            command -> new Thread(command, "console").start());
    awaits("stackbook> ");
  }

  /** Types keys; what came on the screen before is not looked at any more. */
  TypingUser types(String keys) throws IOException {
    screen.mark();
    keyboard.write(keys.getBytes(UTF_8));
    keyboard.flush();
    return this;
  }

  /** Types a line and waits for the prompt behind its answer, which is returned. */
  String says(String line) throws IOException {
    types(line + "\r");
    return awaits("\nstackbook> ");
  }

  /** Waits until a text is on the screen; returns all that came since the last key. */
  String awaits(String text) {
    return screen.await(text);
  }

  /** What came since the last key, colours included. */
  String raw() {
    return screen.raw();
  }

  void presses(Terminal.Signal signal) {
    terminal.raise(signal);
  }

  /** The status that the console ends with. */
  int leaves() throws Exception {
    return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    terminal.raise(Terminal.Signal.INT);
    keyboard.close();
    status.join();
    terminal.close();
  }

  private static final class Screenful extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      bytes.write(b);
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] b, int offset, int length) {
      bytes.write(b, offset, length);
      notifyAll();
    }

    synchronized void mark() {
      bytes.reset();
    }

    synchronized String raw() {
      return bytes.toString(UTF_8);
    }

    private String plain() {
      return CONTROL.matcher(bytes.toString(UTF_8)).replaceAll("");
    }

    synchronized String await(String text) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      try {
        while (!plain().contains(text)) {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0) {
            throw new AssertionError("never came: " + text + "\non the screen:\n" + plain());
          }
          wait(left);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return plain();
    }
  }
}
