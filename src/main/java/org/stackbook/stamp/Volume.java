package org.stackbook.stamp;

import org.stackbook.unit.Bytes;

/**
 * A volume that was described by name and size. On Azure Stack all volumes are three-way mirrors:
 * each takes three times its size from the pool.
 *
 * @param name unique in its stamp, such as {@code ObjStore_1}
 * @param size what it can hold, before copies; more than 0 bytes
 */
public record Volume(String name, Bytes size) {

  @Override
  public String toString() {
    return name + " (" + size + ")";
  }
}
