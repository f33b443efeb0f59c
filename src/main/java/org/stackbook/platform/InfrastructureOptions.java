package org.stackbook.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Quorum;
import org.stackbook.word.Takes;

/** What is known of the infrastructure of one system and is not public. Each may be said once. */
public final class InfrastructureOptions {

  private static final int MOST = 100;

  private final Build build;
  private final Once<Boolean> witness = new Once<>("witness");
  private final Once<Integer> ring = new Once<>("ring");
  private final Once<int[]> replicas = new Once<>("replicas");
  private final Once<Integer> domains = new Once<>("upgradeDomains");
  private final Map<String, Integer> instances = new LinkedHashMap<>();

  InfrastructureOptions(Build build) {
    this.build = build;
  }

  /**
   * Whether the cluster has a quorum witness that it can reach; it is taken to have one if this is
   * not said.
   *
   * @throws Refusal if it was set already
   */
  public InfrastructureOptions witness(boolean has) {
    witness.set(has, String.valueOf(has));
    return this;
  }

  /**
   * How many VMs of a role there are, or of the support ring, whose VMs are {@code AzS-SRNG01} and
   * so on.
   *
   * @param vm name of its first VM, such as {@code AzS-SQL01}
   * @param count 1 to 100
   * @throws Refusal if there is no such role, the build has it not, the count is out of range, or
   *     it was set already
   */
  public InfrastructureOptions instances(@Takes(RoleNames.class) String vm, int count) {
    String given = "instances(\"" + vm + "\", " + count + ")";
    RoleNames.check(vm, build.name(), given);
    inRange(given, "a role has 1 to " + MOST + " VMs", count, 1, MOST);
    if (instances.containsKey(vm)) {
      throw Refusal.of(given, vm + " has " + instances.get(vm) + " already")
          .wayOut("keep one of the two")
          .asException();
    }
    instances.put(vm, count);
    return this;
  }

  /**
   * How many VMs each Service Fabric ring has, but for those told by {@link #instances}.
   *
   * @param nodes 1 to 100
   * @throws Refusal if it is out of range, or was set already
   */
  public InfrastructureOptions ring(int nodes) {
    inRange("ring(" + nodes + ")", "a ring has 1 to " + MOST + " VMs", nodes, 1, MOST);
    ring.set(nodes, String.valueOf(nodes));
    return this;
  }

  /**
   * How many replicas each partition of a service has.
   *
   * @param target in good times, 1 to 100
   * @param minimum that vote whatever has failed, 1 to {@code target}
   * @throws Refusal if one is out of range, or they were set already
   */
  public InfrastructureOptions replicas(int target, int minimum) {
    String given = "replicas(" + target + ", " + minimum + ")";
    inRange(given, "a partition has 1 to " + MOST + " replicas", target, 1, MOST);
    inRange(given, "the minimum is 1 to " + target + ", the target", minimum, 1, target);
    replicas.set(new int[] {target, minimum}, target + ", " + minimum);
    return this;
  }

  /**
   * How many upgrade domains each ring has; they are upgraded one after the other.
   *
   * @param count 1 to 100
   * @throws Refusal if it is out of range, or was set already
   */
  public InfrastructureOptions upgradeDomains(int count) {
    inRange("upgradeDomains(" + count + ")", "there are 1 to " + MOST + " domains", count, 1, MOST);
    domains.set(count, String.valueOf(count));
    return this;
  }

  private static void inRange(String given, String rule, int value, int least, int most) {
    if (value < least || value > most) {
      throw Refusal.of(given, rule).wayOut("say a number in that range").asException();
    }
  }

  Figure<String> witness() {
    return witness
        .get()
        .map(has -> Figure.given("witness", has ? "yes" : "no", "infrastructure(…)"))
        .orElseGet(Quorum::assumedWitness);
  }

  /** How many VMs a role has, if that was said. */
  Optional<Figure<Integer>> instances(String vm, String name) {
    return Optional.ofNullable(instances.get(vm))
        .map(count -> Figure.given(name, count, "instances(\"" + vm + "\", …)"));
  }

  Figure<Integer> ringNodes() {
    return saidOr(ring.get(), "VMs of a ring", "ring(…)", "nodes");
  }

  Figure<Integer> targetReplicas() {
    return saidOr(
        replicas.get().map(r -> r[0]), "target replicas", "replicas(…)", "targetReplicas");
  }

  Figure<Integer> minimumReplicas() {
    return saidOr(
        replicas.get().map(r -> r[1]), "minimum replicas", "replicas(…)", "minimumReplicas");
  }

  Figure<Integer> domains() {
    return saidOr(domains.get(), "upgrade domains", "upgradeDomains(…)", "upgradeDomains");
  }

  private static Figure<Integer> saidOr(
      Optional<Integer> said, String name, String word, String path) {
    Fact fact = Facts.ours().fact("serviceFabric/" + path + "/value");
    return said.map(value -> Figure.given(name, value, word))
        .orElseGet(() -> Figure.stated(name, fact.integer(), fact));
  }
}
