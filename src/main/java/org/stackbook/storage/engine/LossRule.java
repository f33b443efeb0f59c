package org.stackbook.storage.engine;

/**
 * What the failure of one more drive costs, given what is bad already. A set of drives in as many
 * different servers as there are copies holds slabs with some chance; when the last of its drives
 * fails, these slabs are lost. And when all but one have failed, repair reads the last copy and may
 * find that it cannot.
 *
 * @param copies of every slab, 2 or more
 * @param share of the sets of {@code copies} drives in different servers that hold slabs, 0 to 1
 * @param latent chance that what {@code copies} − 1 failed drives share cannot be read from the
 *     last copy, 0 to 1
 */
public record LossRule(int copies, double share, double latent) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public LossRule {
    if (copies < 2 || !(share >= 0 && share <= 1) || !(latent >= 0 && latent <= 1)) {
      throw new IllegalArgumentException(copies + " copies, " + share + ", " + latent);
    }
  }

  /**
   * The chance that a failing drive takes data with it.
   *
   * @param bad drives of each server that have failed or are stale
   * @param failing the server of the failing drive, whose other drives do not matter: no set has
   *     two drives in one server
   */
  double chance(int[] bad, int failing) {
    double[] sets = DriveSets.bySize(bad, failing, copies - 1);
    double exponent = logOfNone(share, sets[copies - 1]) + logOfNone(latent, sets[copies - 2]);
    return exponent == 0 ? 0 : -StrictMath.expm1(exponent);
  }

  /** Logarithm of the chance that nothing happens in so many tries. */
  private static double logOfNone(double chance, double tries) {
    return chance == 0 || tries == 0 ? 0 : tries * StrictMath.log1p(-chance);
  }
}
