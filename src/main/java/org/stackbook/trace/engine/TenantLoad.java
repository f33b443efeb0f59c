package org.stackbook.trace.engine;

import java.util.List;

/**
 * What one tenant asks of its disk.
 *
 * @param share of all requests, more than 0; the shares of all tenants add up to 1
 * @param objects how many there are on its disk, side by side, 1 or more
 * @param access which of them it asks for
 * @param reads share of its requests that read, from 0 to 1
 * @param sizes of its requests; the largest is the distance of the objects
 */
public record TenantLoad(double share, int objects, Access access, double reads, List<Size> sizes) {

  /**
   * A size of requests.
   *
   * @param bytes 1 or more
   * @param share of the tenant's requests; those of all sizes add up to 1
   */
  public record Size(int bytes, double share) {}

  /** Copies the list. */
  public TenantLoad {
    sizes = List.copyOf(sizes);
  }

  /** The largest size in bytes. */
  public int largest() {
    return sizes.stream().mapToInt(Size::bytes).max().orElse(0);
  }
}
