package org.stackbook.trace;

import java.nio.ByteBuffer;

/** Objects and their sizes, as libCacheSim writes them. */
final class OracleGeneralFormat implements TraceFormat {

  private static final int TRIED = 100;

  @Override
  public String name() {
    return "oracleGeneral";
  }

  @Override
  public String says() {
    return "libCacheSim oracleGeneral: binary, times in s, ids of objects, sizes in bytes, reads only";
  }

  /** By its name, or by its first records: sizes, times that do not go back, next requests. */
  @Override
  public boolean fits(Head head) {
    ByteBuffer bytes = head.buffer();
    int records = Math.min(TRIED, bytes.limit() / OracleGeneralDecoder.LENGTH);
    if (head.named(name())) {
      return true;
    }
    if (records == 0 || head.text()) {
      return false;
    }
    long before = 0;
    for (int i = 0; i < records; i++) {
      int at = i * OracleGeneralDecoder.LENGTH;
      long time = Integer.toUnsignedLong(bytes.getInt(at));
      long next = bytes.getLong(at + OracleGeneralDecoder.NEXT);
      if (bytes.getInt(at + OracleGeneralDecoder.SIZE) <= 0
          || time < before
          || (next <= i && next != -1)) {
        return false;
      }
      before = time;
    }
    return true;
  }

  @Override
  public boolean hasAddresses() {
    return false;
  }

  @Override
  public Opener opener(Head head, TraceOptions options) {
    options.requireNoColumns(name());
    return (bytes, tally, tenants) -> new OracleGeneralDecoder(bytes, tally);
  }
}
