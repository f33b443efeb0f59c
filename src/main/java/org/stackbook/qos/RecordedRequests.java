package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.trace.Trace;
import org.stackbook.trace.engine.EvenSeconds;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.TenantLoad;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/** What the requests of a recording are that come within a time: counted in one pass. */
final class RecordedRequests {

  /** Sizes are told apart to so many binary digits; larger ones count for a thousandth more. */
  private static final int DIGITS = 11;

  private final String tenant;
  private final String where;
  private final Map<Integer, Long> reads = new TreeMap<>();
  private final Map<Integer, Long> writes = new TreeMap<>();

  /**
   * @param tenant whose requests
   * @param trace what was recorded
   * @param nanos from the first request on, 0 or more
   * @throws Refusal if there is no request in it
   */
  RecordedRequests(String tenant, Trace trace, long nanos) {
    this.tenant = tenant;
    this.where = "counted in " + trace.name() + ", for as long as it is looked at";
    try (EvenSeconds source = new EvenSeconds(trace.requests())) {
      count(source, nanos);
    }
    if (reads.isEmpty() && writes.isEmpty()) {
      throw Refusal.of("recorded(" + trace.name() + ")", "there is no request in it")
          .wayOut("take another trace")
          .asException();
    }
  }

  private void count(EvenSeconds source, long nanos) {
    RequestBatch batch = new RequestBatch();
    long first = -1;
    while (source.read(batch)) {
      first = first < 0 ? batch.nanos[0] : first;
      for (int i = 0; i < batch.count; i++) {
        if (batch.nanos[i] - first > nanos) {
          return;
        }
        (batch.write[i] ? writes : reads).merge(rounded(batch.bytes[i]), 1L, Long::sum);
      }
    }
  }

  private static int rounded(int bytes) {
    int shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(bytes) - DIGITS);
    long step = 1L << shift;
    return (int) Math.min(Integer.MAX_VALUE, (bytes + step - 1) / step * step);
  }

  private static long count(Map<Integer, Long> some) {
    return some.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<TenantLoad.Size> sizes(Map<Integer, Long> some) {
    double all = count(some);
    List<TenantLoad.Size> sizes = new ArrayList<>();
    some.forEach((bytes, times) -> sizes.add(new TenantLoad.Size(bytes, times / all)));
    return sizes;
  }

  /**
   * The mix of them.
   *
   * @param figures where the share that reads, and the sizes, are noted
   */
  RequestMix mix(List<Figure<?>> figures) {
    Figure<Long> reading = Figure.given(tenant + " requests that read", count(reads), where);
    Figure<Long> writing = Figure.given(tenant + " requests that write", count(writes), where);
    double share = (double) reading.value() / (reading.value() + writing.value());
    Figure<?> all = Figure.given(tenant + " size", told(), where);
    figures.add(
        Figure.derived(
            tenant + " reads",
            Ratio.of(share),
            "{" + reading.name() + "} ÷ ({" + reading.name() + "} + {" + writing.name() + "})",
            reading,
            writing));
    figures.add(all);
    return new RequestMix(share, sizes(reads), sizes(writes), all);
  }

  private String told() {
    TreeMap<Integer, Long> all = new TreeMap<>(reads);
    all.putAll(writes);
    String least = Bytes.of(all.firstKey(), ByteUnit.KIB).toString();
    return all.size() == 1
        ? least
        : all.size() + " sizes from " + least + " to " + Bytes.of(all.lastKey(), ByteUnit.KIB);
  }
}
