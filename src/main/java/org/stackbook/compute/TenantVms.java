package org.stackbook.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.VmSize;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;

/**
 * How many VMs of which size tenants have.
 *
 * @param vms by size
 * @param using more of them, known by their memory only
 * @param seed of the placement in which they were counted, if they were placed
 * @param how their numbers came about: in which words they were given, or the formula
 */
record TenantVms(
    Map<VmSize, Integer> vms,
    Optional<MemoryOptions.Using> using,
    Optional<Figure<String>> seed,
    String how) {

  private static final Bytes NONE = Bytes.of(0, ByteUnit.GIB);

  TenantVms {
    vms = new LinkedHashMap<>(vms);
  }

  static TenantVms none() {
    return described(Map.of(), Optional.empty());
  }

  /** VMs that the user described. */
  static TenantVms described(Map<VmSize, Integer> vms, Optional<MemoryOptions.Using> using) {
    return new TenantVms(vms, using, Optional.empty(), "vm(…)");
  }

  /** VMs that run after a placement. */
  static TenantVms placed(Map<VmSize, Integer> vms, Figure<String> seed) {
    return new TenantVms(
        vms,
        Optional.empty(),
        Optional.of(seed),
        "count of those that run in the placement by seed {seed}");
  }

  /** The same with one VM resized. */
  TenantVms grown(VmSize from, VmSize to) {
    Map<VmSize, Integer> after = new LinkedHashMap<>(vms);
    after.merge(from, -1, Integer::sum);
    after.values().removeIf(count -> count == 0);
    after.merge(to, 1, Integer::sum);
    return new TenantVms(after, using, seed, how + ", then grow(…)");
  }

  private Figure<Integer> number(VmSize size) {
    String name = "number of " + size.name();
    int number = vms.getOrDefault(size, 0);
    return seed.map(
            by ->
                Figure.derived(name, number, how, by)
                    .by(Facts.ours().fact("vmPlacement/host/value")))
        .orElseGet(() -> Figure.given(name, number, how));
  }

  private static Figure<Bytes> memory(VmSize size) {
    return size.memory().named("memory of " + size.name());
  }

  static Figure<Integer> vcpus(VmSize size) {
    return size.vcpus().named("vCPUs of " + size.name());
  }

  /** How many there are, those known by their memory only not among them. */
  Figure<Integer> count(String name) {
    List<String> terms = new ArrayList<>();
    List<Figure<?>> inputs = new ArrayList<>();
    vms.keySet().forEach(size -> terms.add(named(inputs, number(size))));
    return sum(name, vms.values().stream().mapToInt(Integer::intValue).sum(), terms, inputs);
  }

  /** Their virtual processors, those known by their memory only not among them. */
  Figure<Integer> vcpus() {
    int sum =
        vms.entrySet().stream().mapToInt(e -> e.getKey().vcpus().value() * e.getValue()).sum();
    List<Figure<?>> inputs = new ArrayList<>();
    return sum("vCPUs of VMs", sum, products(inputs, TenantVms::vcpus), inputs);
  }

  /** Memory of all of them. */
  Figure<Bytes> memory(String name) {
    Bytes sum = using.map(MemoryOptions.Using::memory).orElse(NONE).as(ByteUnit.GIB);
    for (Map.Entry<VmSize, Integer> e : vms.entrySet()) {
      sum = sum.plus(e.getKey().memory().value().times(e.getValue()));
    }
    List<Figure<?>> inputs = new ArrayList<>();
    List<String> terms = products(inputs, TenantVms::memory);
    using
        .map(more -> Figure.given("memory in use", more.memory(), "using(…)"))
        .ifPresent(more -> terms.add(named(inputs, more)));
    return sum(name, sum, terms, inputs);
  }

  /** The largest of those that count for the reserve. */
  Figure<Bytes> largest(HostMemory host) {
    Bytes largest = using.map(MemoryOptions.Using::largest).orElse(NONE).as(ByteUnit.GIB);
    List<String> terms = new ArrayList<>();
    List<Figure<?>> inputs = new ArrayList<>();
    for (VmSize size : vms.keySet()) {
      if (host.counts(size.isHighlyAvailable())) {
        terms.add(named(inputs, memory(size)));
        largest = larger(largest, size.memory().value());
      }
    }
    using
        .map(more -> Figure.given("largest VM in use", more.largest(), "using(…)"))
        .ifPresent(more -> terms.add(named(inputs, more)));
    return terms.isEmpty()
        ? Figure.given("largest VM", largest, "no VMs that count")
        : Figure.derived(
            "largest VM",
            largest,
            "the largest of " + String.join(", ", terms),
            inputs.toArray(Figure<?>[]::new));
  }

  private static Bytes larger(Bytes one, Bytes other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Memory of those that are restarted when their server fails. */
  Figure<Bytes> highlyAvailable() {
    Map<VmSize, Integer> restarted = new LinkedHashMap<>(vms);
    restarted.keySet().removeIf(size -> !size.isHighlyAvailable());
    return new TenantVms(restarted, using, seed, how).memory("highly available VMs");
  }

  /** For each size the term of a sum: how many there are, times what each has. */
  private List<String> products(List<Figure<?>> inputs, Function<VmSize, Figure<?>> each) {
    List<String> terms = new ArrayList<>();
    for (VmSize size : vms.keySet()) {
      terms.add(named(inputs, number(size)) + " × " + named(inputs, each.apply(size)));
    }
    return terms;
  }

  /** Makes a figure one of the inputs, and names it as a formula does. */
  private static String named(List<Figure<?>> inputs, Figure<?> figure) {
    inputs.add(figure);
    return "{" + figure.name() + "}";
  }

  private static <T> Figure<T> sum(
      String name, T value, List<String> terms, List<Figure<?>> inputs) {
    return terms.isEmpty()
        ? Figure.given(name, value, "no VMs described")
        : Figure.derived(name, value, String.join(" + ", terms), inputs.toArray(Figure<?>[]::new));
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
