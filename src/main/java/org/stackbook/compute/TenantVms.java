package org.stackbook.compute;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * How many VMs of which size tenants have.
 *
 * @param vms by size
 * @param using more of them, known by their memory only
 */
record TenantVms(Map<VmSize, Integer> vms, Optional<MemoryOptions.Using> using) {

  private static final Bytes NONE = Bytes.of(0, ByteUnit.GIB);

  TenantVms {
    vms = new LinkedHashMap<>(vms);
  }

  static TenantVms none() {
    return new TenantVms(Map.of(), Optional.empty());
  }

  /** The same with one VM resized. */
  TenantVms grown(VmSize from, VmSize to) {
    Map<VmSize, Integer> after = new LinkedHashMap<>(vms);
    after.merge(from, -1, Integer::sum);
    after.values().removeIf(count -> count == 0);
    after.merge(to, 1, Integer::sum);
    return new TenantVms(after, using);
  }

  int count() {
    return vms.values().stream().mapToInt(Integer::intValue).sum();
  }

  Figure<Integer> vcpus() {
    return Figure.given(
        "vCPUs of VMs",
        vms.entrySet().stream().mapToInt(e -> e.getKey().vcpus().value() * e.getValue()).sum(),
        told());
  }

  /** Memory of all of them. */
  Figure<Bytes> memory(String name) {
    Bytes sum = using.map(MemoryOptions.Using::memory).orElse(NONE).as(ByteUnit.GIB);
    for (Map.Entry<VmSize, Integer> e : vms.entrySet()) {
      sum = sum.plus(e.getKey().memory().value().times(e.getValue()));
    }
    return Figure.given(name, sum, told());
  }

  /** The largest of those that count for the reserve. */
  Figure<Bytes> largest(HostMemory host) {
    Bytes largest = using.map(MemoryOptions.Using::largest).orElse(NONE).as(ByteUnit.GIB);
    for (VmSize size : vms.keySet()) {
      if (host.counts(size.isHighlyAvailable()) && size.memory().value().compareTo(largest) > 0) {
        largest = size.memory().value();
      }
    }
    return Figure.given("largest VM", largest, told());
  }

  /** Memory of those that are restarted when their server fails. */
  Figure<Bytes> highlyAvailable() {
    return new TenantVms(
            vms.entrySet().stream()
                .filter(e -> e.getKey().isHighlyAvailable())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
            using)
        .memory("highly available VMs")
        .note("given: " + told());
  }

  /** {@code 12 × Standard_D2_v2}. */
  String told() {
    String sizes =
        vms.entrySet().stream()
            .map(e -> e.getValue() + " × " + e.getKey().name())
            .collect(Collectors.joining(", "));
    String more = using.map(u -> "using(" + u.memory() + ", " + u.largest() + ")").orElse("");
    return sizes.isEmpty() && more.isEmpty()
        ? "no VMs described"
        : sizes + (sizes.isEmpty() || more.isEmpty() ? "" : ", ") + more;
  }
}
