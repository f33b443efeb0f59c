package org.stackbook.stamp;

/**
 * What the cache keeps for capacity drives of one type.
 *
 * <p>Source: Understand the cache, Storage Spaces Direct ({@code cache/ssdMode}, {@code
 * cache/hddMode}).
 */
public enum CacheMode {
  /** Reads and writes: the mode for HDD capacity. */
  READ_WRITE("read and write"),
  /** Writes only: the mode for flash capacity, which reads fast enough by itself. */
  WRITE_ONLY("write only"),
  /** No cache: all drives are of one type. */
  NONE("none");

  private final String label;

  CacheMode(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
