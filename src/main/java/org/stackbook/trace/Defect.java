package org.stackbook.trace;

/** What can be wrong with a row of a trace. */
enum Defect {
  MISSING_COLUMN("too few columns"),
  OPEN_QUOTE("a quote that is not closed, or not at the end of its column"),
  NOT_A_NUMBER("not a number"),
  NEGATIVE_SIZE("negative size"),
  NO_SIZE("size 0"),
  SIZE_TOO_LARGE("size of 2 GiB or more"),
  NEGATIVE_ADDRESS("negative address"),
  ADDRESS_TOO_FAR("address, or end of the request, beyond 512 TiB"),
  TIME_TOO_FAR("time more than 140 years from the first"),
  UNKNOWN_OPERATION("neither read nor write"),
  LINE_TOO_LONG("line longer than 64 KiB"),
  TOO_MANY_TENANTS("more than 16,384 tenants, or a name longer than 256 bytes"),
  CUT_OFF("record cut off by the end of the file"),
  TIME_BACK("time goes back: kept, at the time before it"),
  COMMENT("begins with #: passed over as a comment");

  private final String reason;

  Defect(String reason) {
    this.reason = reason;
  }

  /** In the words of a table. */
  String reason() {
    return reason;
  }

  /** Whether its row is left out; else it is put right, or is no row, and counted. */
  boolean leavesOut() {
    return this != TIME_BACK && this != COMMENT;
  }
}
