package org.stackbook.qos;

import java.util.List;
import java.util.stream.Stream;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.TenantLoad;

/**
 * What requests are.
 *
 * @param reads share of them that read, 0 to 1
 * @param readSizes sizes of those that read; their shares add up to 1, where there are any
 * @param writeSizes sizes of those that write, likewise
 * @param sizes all sizes, as they are told
 */
record RequestMix(
    double reads,
    List<TenantLoad.Size> readSizes,
    List<TenantLoad.Size> writeSizes,
    Figure<?> sizes) {

  RequestMix {
    readSizes = List.copyOf(readSizes);
    writeSizes = List.copyOf(writeSizes);
  }

  /** Tokens that a request of a size costs. */
  private static int tokens(TenantLoad.Size size, int unitBytes) {
    return (int) ((size.bytes() + (long) unitBytes - 1) / unitBytes);
  }

  private static double meanTokens(List<TenantLoad.Size> sizes, int unitBytes) {
    return sizes.stream().mapToDouble(s -> s.share() * tokens(s, unitBytes)).sum();
  }

  /** Tokens that a request costs in the mean. */
  double meanTokens(int unitBytes) {
    return reads * meanTokens(readSizes, unitBytes)
        + (1 - reads) * meanTokens(writeSizes, unitBytes);
  }

  /** Tokens that the largest request costs. */
  int mostTokens(int unitBytes) {
    return Stream.concat(readSizes.stream(), writeSizes.stream())
        .mapToInt(s -> tokens(s, unitBytes))
        .max()
        .orElse(1);
  }
}
