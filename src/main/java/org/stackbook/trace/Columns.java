package org.stackbook.trace;

/**
 * Where the parts of a request stand in a line of text.
 *
 * @param separator between columns
 * @param time number of the column from 0, or {@link #NONE}
 * @param nanosPerUnit how long the unit of times is
 * @param op column of "R" and "W", or {@link #NONE}
 * @param address column of addresses
 * @param addressUnit bytes
 * @param size column of sizes
 * @param sizeUnit bytes
 * @param tenant column of the name of the disk, or {@link #NONE}
 * @param disk column of what is added to the name, or {@link #NONE}
 */
record Columns(
    byte separator,
    int time,
    long nanosPerUnit,
    int op,
    int address,
    int addressUnit,
    int size,
    int sizeUnit,
    int tenant,
    int disk) {

  /** No such column. */
  static final int NONE = -1;

  /** How many columns a line must have. */
  int needed() {
    int last = Math.max(Math.max(time, op), Math.max(address, size));
    return 1 + Math.max(last, Math.max(tenant, disk));
  }
}
