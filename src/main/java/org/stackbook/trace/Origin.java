package org.stackbook.trace;

import java.io.IOException;
import java.util.List;
import org.stackbook.fact.Figure;

/** What a trace is made of: a file, or a workload that is made up. */
interface Origin {

  /** What the trace is called. */
  String name();

  /** What it is, in one line. */
  String says();

  /** Whether addresses are bytes on a disk, and not the ids of objects. */
  boolean hasAddresses();

  /** Whether it tells when requests come. */
  boolean hasTimes();

  /** An account for one reading, still empty. */
  Tally tally();

  /**
   * Begins to read.
   *
   * @param tenants where disks are named
   */
  Decoder open(Tally tally, Tenants tenants) throws IOException;

  /** What is known without reading it. */
  List<Figure<?>> figures();
}
