package org.stackbook.trace;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, from first to last, decompressed if they are compressed. */
final class TraceBytes implements AutoCloseable {

  private static final String CUT_OFF = "the compressed file is cut off";
  private static final int CHUNK = 1 << 16;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int ZSTD_MAGIC = 0x28B52FFD;

  /** How the bytes of a file are packed. */
  enum Packing {
    PLAIN,
    GZIP,
    ZSTD
  }

  private final FileChannel file;
  private final Packing packing;
  private final @Nullable InputStream unpacked;
  private final byte[] chunk = new byte[CHUNK];

  private TraceBytes(FileChannel file) throws IOException {
    this.file = file;
    this.packing = packing(file);
    InputStream raw = new Known(file);
    this.unpacked =
        switch (packing) {
          case PLAIN -> null;
          case GZIP -> new Members(raw);
          case ZSTD -> Zstd.unpacked(raw);
        };
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read, or is not what its first bytes say
   */
  static TraceBytes open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new TraceBytes(file);
    } catch (EOFException e) {
      file.close();
      throw new IOException(CUT_OFF, e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Packing packing(FileChannel file) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(4);
    while (first.hasRemaining() && file.read(first, first.position()) > 0) {
      // a short read is no end
    }
    int magic = first.getInt(0);
    if (magic >>> 16 == GZIP_MAGIC) {
      return Packing.GZIP;
    }
    return magic == ZSTD_MAGIC ? Packing.ZSTD : Packing.PLAIN;
  }

  Packing packing() {
    return packing;
  }

  /** Bytes of the file that were read so far. */
  long position() throws IOException {
    return file.position();
  }

  /**
   * Reads some bytes.
   *
   * @param into with room for one or more
   * @return how many; -1 at the end
   */
  int read(ByteBuffer into) throws IOException {
    if (unpacked == null) {
      return file.read(into);
    }
    int count = unpack(unpacked, chunk, 0, Math.min(chunk.length, into.remaining()));
    if (count > 0) {
      into.put(chunk, 0, count);
    }
    return count;
  }

  /**
   * Reads some bytes.
   *
   * @return how many; -1 at the end
   */
  int read(byte[] into, int from, int length) throws IOException {
    return unpacked == null
        ? file.read(ByteBuffer.wrap(into, from, length))
        : unpack(unpacked, into, from, length);
  }

  private int unpack(InputStream in, byte[] into, int from, int length) throws IOException {
    try {
      return in.read(into, from, length);
    } catch (EOFException e) {
      throw new IOException(CUT_OFF, e);
    } catch (IOException e) {
      if (packing == Packing.ZSTD && file.isOpen() && file.position() == file.size()) {
        throw new IOException(CUT_OFF, e);
      }
      throw e;
    } catch (RuntimeException e) {
      // What a decompressor throws at bytes that are not what it expects is its own affair.
      throw new IOException("the compressed file is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    }
    file.close();
  }

  /** Apart, so that its library is looked for on the class path only if a file is packed so. */
  private static final class Zstd {

    static InputStream unpacked(InputStream raw) {
      return new ZstdInputStream(raw);
    }
  }

  /**
   * A gzip file of one member or many. What follows a member and is none would be passed over: here
   * only zeros may, which tapes leave.
   */
  private static final class Members extends GZIPInputStream {
    private static final int TRAILER = 8;
    private boolean atEnd;

    Members(InputStream raw) throws IOException {
      super(raw, CHUNK);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      if (count < 0 && !atEnd) {
        atEnd = true;
        requireZeros(buf, len - Math.max(0, inf.getRemaining() - TRAILER), len);
        for (int more = in.read(buf); more > 0; more = in.read(buf)) {
          requireZeros(buf, 0, more);
        }
      }
      return count;
    }

    private static void requireZeros(byte[] bytes, int from, int to) throws IOException {
      for (int i = from; i < to; i++) {
        if (bytes[i] != 0) {
          throw new IOException("the compressed file is damaged: what follows is no gzip");
        }
      }
    }
  }

  /** A file whose rest is known, so that gzip finds the member after the first. */
  private static final class Known extends FilterInputStream {
    private final FileChannel file;

    Known(FileChannel file) {
      super(Channels.newInputStream(file));
      this.file = file;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, file.size() - file.position());
    }
  }
}
