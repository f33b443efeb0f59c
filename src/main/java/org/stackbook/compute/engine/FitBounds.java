package org.stackbook.compute.engine;

/**
 * How many more VMs of a size fit: the least of what each rule alone allows.
 *
 * @param byVms allowed by the most VMs in all
 * @param byReserve allowed by memory in all, the reserve kept free
 * @param byHosts allowed by the memory and the most VMs of each host
 * @param byHostMemory allowed by the memory of each host alone
 */
public record FitBounds(long byVms, long byReserve, long byHosts, long byHostMemory) {

  /** How many fit. */
  public long fit() {
    return Math.min(byVms, Math.min(byReserve, byHosts));
  }

  /** What bounds the number. */
  public Obstacle bound() {
    if (fit() == byVms) {
      return Obstacle.VMS_IN_ALL;
    }
    if (fit() == byReserve) {
      return Obstacle.RESERVE;
    }
    return byHosts < byHostMemory ? Obstacle.VMS_PER_HOST : Obstacle.HOST_MEMORY;
  }
}
