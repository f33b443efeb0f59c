package org.stackbook.stamp;

import java.util.Locale;

/**
 * The levels at which parts fail together: servers in chassis, chassis in racks, racks in sites.
 * Copies are kept in different fault domains of one level, which is the server unless another is
 * chosen.
 *
 * <p>Source: Fault domain awareness ({@code faultDomains/levels}).
 */
public enum FaultDomain {
  /** A server: the level that Storage Spaces Direct takes by itself. */
  NODE,
  /** A chassis with several servers. */
  CHASSIS,
  /** A rack. */
  RACK,
  /** A site. */
  SITE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
