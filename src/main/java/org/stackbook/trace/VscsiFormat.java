package org.stackbook.trace;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.trace.VscsiDecoder.Version;

/** Traces of CloudPhysics, as libCacheSim reads them. */
final class VscsiFormat implements TraceFormat {

  /** So many records have to say their version. */
  private static final int TRIED = 2;

  @Override
  public String name() {
    return "vscsi";
  }

  @Override
  public String says(Head head, TraceOptions options) {
    return "CloudPhysics vscsi: binary, times in µs, blocks of 512 bytes, sizes in bytes";
  }

  @Override
  public boolean fits(Head head) {
    return version(head).isPresent();
  }

  private static Optional<Version> version(Head head) {
    return says(head, Version.TWO)
        ? Optional.of(Version.TWO)
        : Optional.of(Version.ONE).filter(one -> says(head, one));
  }

  private static boolean says(Head head, Version version) {
    ByteBuffer bytes = head.buffer();
    int records = Math.min(TRIED, bytes.limit() / version.length);
    if (records == 0 || head.text()) {
      return false;
    }
    for (int i = 0; i < records; i++) {
      if (bytes.getShort(i * version.length + version.ver) >> 8 != version.number) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Opener opener(Head head, TraceOptions options) {
    options.requireNoColumns(name());
    Version version =
        version(head)
            .orElseThrow(
                () ->
                    Refusal.of(
                            "format(\"vscsi\")",
                            "the first records say neither version 1 nor version 2")
                        .source("libCacheSim, vscsi.h")
                        .wayOut("leave format(…) out, and it is found out")
                        .asException());
    return (bytes, tally, tenants) -> new VscsiDecoder(version, bytes, tally);
  }
}
