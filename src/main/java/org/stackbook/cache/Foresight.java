package org.stackbook.cache;

import java.util.Locale;
import org.stackbook.cache.engine.policy.NextUses;
import org.stackbook.error.Refusal;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/** Whether the future of a trace, which Belady's bound asks for, can be held in memory. */
final class Foresight {

  private Foresight() {}

  /**
   * Refuses a trace that is too long.
   *
   * @param given the word that asks for the bound
   * @param accesses of the trace
   * @param distinct how many different things it asks for
   * @param heap memory that there is, in bytes
   * @param without what to say to do without the bound
   * @throws Refusal if the future does not fit
   */
  static void require(String given, long accesses, long distinct, long heap, String without) {
    Bytes needed = Bytes.of(NextUses.bytes(accesses, distinct), ByteUnit.GIB);
    if (accesses <= NextUses.most() && needed.count() <= heap) {
      return;
    }
    throw Refusal.of(
            given,
            String.format(
                Locale.ROOT,
                "belady holds the future of a trace in memory: %s for %,d accesses to %,d things%s",
                needed,
                accesses,
                distinct,
                accesses > NextUses.most()
                    ? ", and no more than " + NextUses.most() + " accesses"
                    : "; there are " + Bytes.of(heap, ByteUnit.GIB)))
        .wayOut(without + ", take a part of the trace, or give Java more memory")
        .asException();
  }

  /** The memory that Java may use. */
  static long heap() {
    return Runtime.getRuntime().maxMemory();
  }
}
