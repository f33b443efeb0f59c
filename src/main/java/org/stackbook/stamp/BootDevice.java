package org.stackbook.stamp;

import org.stackbook.unit.Bytes;

/**
 * What a server boots from. It holds the host's operating system and is no part of the storage
 * pool.
 *
 * @param media its type
 * @param size its size, more than 0 bytes
 */
public record BootDevice(Media media, Bytes size) {

  @Override
  public String toString() {
    return media + " " + size;
  }
}
