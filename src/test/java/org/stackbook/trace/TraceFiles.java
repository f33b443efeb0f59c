package org.stackbook.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;

/** Trace files for tests, and what is read from them. */
public final class TraceFiles {

  private TraceFiles() {}

  /** A request as it should be read. */
  record Request(long nanos, int tenant, boolean write, long address, int bytes) {}

  /** All requests of a source. */
  static List<Request> all(RequestSource source) {
    List<Request> all = new ArrayList<>();
    RequestBatch batch = new RequestBatch();
    while (source.read(batch)) {
      for (int i = 0; i < batch.count; i++) {
        all.add(
            new Request(
                batch.nanos[i], batch.tenant[i], batch.write[i], batch.address[i], batch.bytes[i]));
      }
    }
    source.close();
    return all;
  }

  /** All keys of a source. */
  static List<Long> keys(KeySource source) {
    List<Long> all = new ArrayList<>();
    long[] keys = new long[100];
    for (int count = source.read(keys); count > 0; count = source.read(keys)) {
      for (int i = 0; i < count; i++) {
        all.add(keys[i]);
      }
    }
    source.close();
    return all;
  }

  static String write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return file.toString();
  }

  static String write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return file.toString();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** All bytes of a buffer, whether they were written or not. */
  static byte[] bytes(ByteBuffer records) {
    byte[] bytes = new byte[records.capacity()];
    records.clear().get(bytes);
    return bytes;
  }

  static ByteBuffer records(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes objects as libCacheSim's oracleGeneral: each of 4 KiB, a thousand in a second, without
   * the next request.
   *
   * @param count records wanted
   */
  public static void writeOracleGeneral(Path file, KeySource ids, long count) throws IOException {
    long[] keys = new long[8192];
    byte[] bytes = new byte[24 * keys.length];
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(file)) {
      long written = 0;
      for (int n = ids.read(keys); n > 0 && written < count; n = ids.read(keys)) {
        records.clear();
        for (int i = 0; i < n && written < count; i++, written++) {
          records.putInt((int) (written / 1000)).putLong(keys[i]).putInt(4096).putLong(-1);
        }
        out.write(bytes, 0, records.position());
      }
    }
  }
}
