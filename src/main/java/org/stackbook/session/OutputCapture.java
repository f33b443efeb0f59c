package org.stackbook.session;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.stackbook.session.CellOutput.Stream;

/** Sends {@code System.out} and {@code System.err} to a cell's output until stopped. */
final class OutputCapture {

  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final PrintStream out;
  private final PrintStream err;

  private OutputCapture(CellOutput output) {
    out = printStream(output, Stream.STDOUT);
    err = printStream(output, Stream.STDERR);
  }

  static OutputCapture start(CellOutput output) {
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

  private static PrintStream printStream(CellOutput output, Stream stream) {
    return new PrintStream(new Sink(output, stream), false, StandardCharsets.UTF_8);
  }

  /** Turns bytes back into text; a character cut in two waits for its other half. */
  private static final class Sink extends OutputStream {
    private final CellOutput output;
    private final Stream stream;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] half = new byte[0];

    Sink(CellOutput output, Stream stream) {
      this.output = output;
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      ByteBuffer in = ByteBuffer.allocate(half.length + length);
      in.put(half).put(bytes, offset, length).flip();
      CharBuffer text = CharBuffer.allocate(in.remaining());
      decoder.decode(in, text, false);
      half = new byte[in.remaining()];
      in.get(half);
      if (text.flip().hasRemaining()) {
        output.stream(stream, text.toString());
      }
    }
  }
}
