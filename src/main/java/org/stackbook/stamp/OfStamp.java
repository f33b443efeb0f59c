package org.stackbook.stamp;

/** Something that was computed of a stamp, or is asked about it. */
public interface OfStamp {

  /** The stamp. */
  Stamp stamp();
}
