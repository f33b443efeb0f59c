package org.stackbook.trace;

import java.util.List;
import org.stackbook.trace.engine.KeySource;

/** Keys of what a trace touches, read once, with the account of reading it. */
public final class TraceKeys implements KeySource {

  private final TraceReader reader;
  private final KeySource keys;

  TraceKeys(TraceReader reader, KeySource keys) {
    this.reader = reader;
    this.keys = keys;
  }

  @Override
  public int read(long[] into) {
    return keys.read(into);
  }

  /** The account up to now. */
  public Reading reading() {
    return reader.reading();
  }

  /** The names of disks, hosts or volumes up to now. */
  public List<String> tenants() {
    return reader.tenants();
  }

  @Override
  public void close() {
    keys.close();
  }
}
