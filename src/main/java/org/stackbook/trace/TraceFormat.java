package org.stackbook.trace;

import org.stackbook.error.Refusal;

/** A way to write requests into a file. */
interface TraceFormat {

  /** How people write it. */
  String name();

  /**
   * What it is, and how it tells a request, in one line.
   *
   * @throws Refusal if the columns are not there
   */
  String says(Head head, TraceOptions options);

  /** Whether a file is of this format, by its first bytes or its name. */
  boolean fits(Head head);

  /**
   * Makes ready to read.
   *
   * @param options what was said about columns
   * @throws Refusal if the columns are not there
   */
  Opener opener(Head head, TraceOptions options);

  /** Whether addresses are bytes on a disk, and not the ids of objects. */
  default boolean hasAddresses() {
    return true;
  }

  /**
   * Whether the file tells when requests come.
   *
   * @throws Refusal if the columns are not there
   */
  default boolean hasTimes(Head head, TraceOptions options) {
    return true;
  }

  /** Reads a file from its beginning. */
  interface Opener {

    /** A decoder of bytes that counts rows and names disks. */
    Decoder open(TraceBytes bytes, Tally tally, Tenants tenants);
  }
}
