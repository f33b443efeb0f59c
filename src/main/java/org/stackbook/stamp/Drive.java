package org.stackbook.stamp;

import org.stackbook.unit.Bytes;

/**
 * A drive of a server that belongs to the storage pool.
 *
 * @param server name of its server, such as {@code n5}
 * @param name unique in its server, such as {@code disk7}; the cache drives have the first numbers
 * @param media its type
 * @param size its size, more than 0 bytes
 * @param role cache or capacity
 */
public record Drive(String server, String name, Media media, Bytes size, Role role) {

  /** Server and drive: {@code n5/disk7}. */
  public String id() {
    return server + "/" + name;
  }

  /** Whether it is a cache drive. */
  public boolean isCache() {
    return role == Role.CACHE;
  }

  @Override
  public String toString() {
    return id() + " (" + media + " " + size + ", " + role + ")";
  }
}
