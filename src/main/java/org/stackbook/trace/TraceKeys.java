package org.stackbook.trace;

import java.util.List;
import java.util.function.LongToIntFunction;
import org.stackbook.trace.engine.KeySource;

/** Keys of what a trace touches, read once, with the account of reading it. */
public final class TraceKeys implements KeySource {

  private final TraceReader reader;
  private final KeySource keys;
  private final LongToIntFunction tenantOf;

  TraceKeys(TraceReader reader, KeySource keys, LongToIntFunction tenantOf) {
    this.reader = reader;
    this.keys = keys;
    this.tenantOf = tenantOf;
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

  /** Tells of a key which of {@link #tenants()} it belongs to, by its number. */
  public LongToIntFunction tenantOf() {
    return tenantOf;
  }

  @Override
  public void close() {
    keys.close();
  }
}
