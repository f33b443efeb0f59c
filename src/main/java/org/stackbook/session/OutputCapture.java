package org.stackbook.session;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.stackbook.session.CellOutput.Stream;

/**
 * Takes what is printed on {@code System.out} and {@code System.err} until stopped: to the output
 * that the printing thread owns, or else to the one given here.
 */
final class OutputCapture {

  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final PrintStream out;
  private final PrintStream err;

  private OutputCapture(OwnedOutput output) {
    out = printStream(output, Stream.STDOUT);
    err = printStream(output, Stream.STDERR);
  }

  static OutputCapture start(OwnedOutput output) {
    OutputCapture capture = new OutputCapture(output);
    System.setOut(capture.out);
    System.setErr(capture.err);
    return capture;
  }

  /** Puts back the streams from before, whatever the cell has set meanwhile. */
  void stop() {
    out.flush();
    err.flush();
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private static PrintStream printStream(OwnedOutput output, Stream stream) {
    return new PrintStream(new Sink(output, stream), false, StandardCharsets.UTF_8);
  }

  private static final class Sink extends OutputStream {
    private final OwnedOutput unowned;
    private final Stream stream;

    Sink(OwnedOutput unowned, Stream stream) {
      this.unowned = unowned;
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      OwnedOutput owned = OwnedOutput.ofThisThread();
      (owned == null ? unowned : owned).print(stream, bytes, offset, length);
    }
  }
}
