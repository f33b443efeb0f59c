package org.stackbook.stamp;

/**
 * The type of a drive, fastest first: the order decides which drives are the cache.
 *
 * <p>Source: Understand the cache, Storage Spaces Direct ({@code cache/selection}).
 */
public enum Media {
  /** Flash on the PCI Express bus. */
  NVME("NVMe"),
  /** Flash on SATA or SAS. */
  SSD("SSD"),
  /** A spinning disk. */
  HDD("HDD");

  private final String label;

  Media(String label) {
    this.label = label;
  }

  /** Whether it is flash: NVMe or SSD. */
  public boolean isFlash() {
    return this != HDD;
  }

  /** Whether it is a faster type than {@code other}. */
  public boolean isFasterThan(Media other) {
    return compareTo(other) < 0;
  }

  /** As people write it: {@code NVMe}. */
  @Override
  public String toString() {
    return label;
  }
}
