package org.stackbook.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/**
 * The output of one cell, which the threads of that cell own: what they print and display goes
 * there even when they outlive the cell. A thread inherits it from the thread that creates it.
 */
final class OwnedOutput implements CellOutput {

  private static final InheritableThreadLocal<@Nullable OwnedOutput> OWNED =
      new InheritableThreadLocal<>();

  private final Decoder out = new Decoder(Stream.STDOUT);
  private final Decoder err = new Decoder(Stream.STDERR);
  private volatile CellOutput output;

  OwnedOutput(CellOutput output) {
    this.output = output;
  }

  /** The output that the running thread owns, or {@code null} if it belongs to no cell. */
  static @Nullable OwnedOutput ofThisThread() {
    // The workers of the common pool serve every cell, not the one in which they were made.
    return isCommonWorker(Thread.currentThread()) ? null : OWNED.get();
  }

  /** Whether a thread is a worker of the common pool, which all cells share. */
  static boolean isCommonWorker(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }

  /** Lets the running thread, and those it will create, own an output, or none. */
  static void own(@Nullable OwnedOutput owned) {
    if (owned == null) {
      OWNED.remove();
    } else {
      OWNED.set(owned);
    }
  }

  /** Drops whatever comes from now on. */
  void mute() {
    output = NONE;
  }

  /** Takes printed bytes. */
  void print(Stream stream, byte[] bytes, int offset, int length) {
    (stream == Stream.STDOUT ? out : err).take(bytes, offset, length);
  }

  @Override
  public void stream(Stream stream, String text) {
    output.stream(stream, text);
  }

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {
    output.display(shown, id, update);
  }

  @Override
  public void page(MimeBundle shown) {
    output.page(shown);
  }

  @Override
  public void progress(Progress progress, Progress.State state) {
    output.progress(progress, state);
  }

  @Override
  public void clear(boolean wait) {
    output.clear(wait);
  }

  /** Turns bytes back into text; a character cut in two waits for its other half. */
  private final class Decoder {
    private final Stream stream;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] half = new byte[0];

    Decoder(Stream stream) {
      this.stream = stream;
    }

    synchronized void take(byte[] bytes, int offset, int length) {
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
