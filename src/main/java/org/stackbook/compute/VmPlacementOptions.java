package org.stackbook.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.StampWords;
import org.stackbook.stamp.VmSize;
import org.stackbook.word.Takes;

/**
 * The VMs that are to be placed, in this order. {@code vm}, {@code on}, {@code availabilitySet} and
 * {@code scaleSet} may be said as often as needed.
 */
public final class VmPlacementOptions {

  private static final long DEFAULT_SEED = 1;

  private final HostMemory host;
  private final OfferedSizes sizes;
  private final List<AskedVm> vms = new ArrayList<>();
  private final List<VmSet> sets = new ArrayList<>();
  private final Map<String, Integer> named = new LinkedHashMap<>();
  private final Once<Long> seed = new Once<>("seed");

  VmPlacementOptions(HostMemory host) {
    this.host = host;
    this.sizes = new OfferedSizes(host);
  }

  /**
   * VMs that are in no set. They are called by their size: {@code D2_v2-1} and so on.
   *
   * @param size such as {@code Standard_D2_v2}
   * @param count 1 or more
   * @throws Refusal if there is no such size in the build, or the count is not 1 or more
   */
  public VmPlacementOptions vm(@Takes(StampWords.VmSizeNames.class) String size, int count) {
    single(size, count, VmPlacer.NO_HOST, "vm(\"" + size + "\", " + count + ")");
    return this;
  }

  /**
   * VMs that are on a certain server already. They are called by their size, as those of {@link
   * #vm} are.
   *
   * @param server such as {@code n1}
   * @param size such as {@code Standard_D2_v2}
   * @param count 1 or more
   * @throws Refusal if there is no such server or size, or the count is not 1 or more
   */
  public VmPlacementOptions on(
      @Takes(StampWords.Servers.class) String server,
      @Takes(StampWords.VmSizeNames.class) String size,
      int count) {
    String given = "on(\"" + server + "\", \"" + size + "\", " + count + ")";
    int number = host.stamp().servers().indexOf(host.stamp().server(server, given));
    single(size, count, number, given);
    return this;
  }

  private void single(String size, int count, int on, String given) {
    VmSize found = sizes.size(size, given);
    String called = size.replaceFirst("^Standard_", "");
    if (isSet(called)) {
      throw taken(given, called);
    }
    for (int i = 0; i < OfferedSizes.count(count, given); i++) {
      int number = named.merge(called, 1, Integer::sum);
      vms.add(new AskedVm(called + "-" + number, found, VmPlacer.NO_SET, 0, on));
    }
  }

  /** VMs of the set that was said last, in its fault domains in turn. */
  private void inSet(VmSize size, int count) {
    int number = sets.size() - 1;
    VmSet set = sets.get(number);
    for (int i = 0; i < count; i++) {
      int before = named.merge(set.name(), 1, Integer::sum) - 1;
      vms.add(
          new AskedVm(
              set.name() + "-" + (before + 1),
              size,
              number,
              before % set.faultDomains(),
              VmPlacer.NO_HOST));
    }
  }

  private boolean isSet(String name) {
    return sets.stream().anyMatch(set -> set.name().equals(name));
  }

  private static Refusal taken(String given, String name) {
    return Refusal.of(given, "VMs are called " + name + " already")
        .wayOut("take another name")
        .asException();
  }

  /**
   * An availability set: its VMs are spread over fault domains in turn, and those of different
   * fault domains are on different servers. They are called {@code web-1} and so on.
   *
   * <p>Source: Azure Stack (Hub) compute capacity.
   *
   * @param name of the set
   * @param faultDomains 1 to 3; 1 before build 1802
   * @param vms the VMs in it, such as {@code a -> a.vm("Standard_D2_v2", 3)}
   * @throws Refusal if the name is taken, the build has fewer fault domains, or there are no VMs
   */
  public VmPlacementOptions availabilitySet(
      String name, int faultDomains, Consumer<SetOptions> vms) {
    String given = "availabilitySet(\"" + name + "\", " + faultDomains + ", …)";
    Figure<Integer> most = host.stamp().build().limits().faultDomains();
    if (faultDomains < 1 || faultDomains > most.value()) {
      throw Refusal.of(
              given,
              "an availability set has 1 to "
                  + most.value()
                  + " fault domains in build "
                  + host.stamp().build())
          .source(most.rules().get(0).citation())
          .wayOut(
              most.value() == 1
                  ? "describe build 1802 or a later one"
                  : "say " + most.value() + " or fewer")
          .asException();
    }
    add(new VmSet(name, faultDomains, false), given);
    SetOptions members = new SetOptions(sizes);
    vms.accept(members);
    if (members.vms().isEmpty()) {
      throw Refusal.of(given, "it has no VMs").wayOut("say a -> a.vm(…)").asException();
    }
    members.vms().forEach(member -> inSet(member.size(), member.count()));
    return this;
  }

  /**
   * A scale set: an availability set with as many fault domains as the build has. Its instances are
   * in them in turn, so that as many as there are fault domains are on different servers. Whether
   * more of them than that are kept apart no page states; they are taken to share fault domains,
   * and may share a server then. Instances are called {@code batch-1} and so on.
   *
   * <p>Source: Azure Stack (Hub) compute capacity.
   *
   * @param name of the set
   * @param size of each instance
   * @param instances 1 or more
   * @throws Refusal if the name is taken, there is no such size, or there are no instances
   */
  public VmPlacementOptions scaleSet(
      String name, @Takes(StampWords.VmSizeNames.class) String size, int instances) {
    String given = "scaleSet(\"" + name + "\", \"" + size + "\", " + instances + ")";
    VmSize found = sizes.size(size, given);
    int count = OfferedSizes.count(instances, given);
    add(new VmSet(name, host.stamp().build().limits().faultDomains().value(), true), given);
    inSet(found, count);
    return this;
  }

  private void add(VmSet set, String given) {
    if (set.name().isBlank()) {
      throw Refusal.of(given, "a set needs a name").wayOut("say \"web\"").asException();
    }
    if (isSet(set.name()) || named.containsKey(set.name())) {
      throw taken(given, set.name());
    }
    sets.add(set);
  }

  /**
   * Decides between servers with equally much free memory; {@value #DEFAULT_SEED} if not said.
   *
   * @throws Refusal if it was set already
   */
  public VmPlacementOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  List<AskedVm> vms() {
    return List.copyOf(vms);
  }

  List<VmSet> sets() {
    return List.copyOf(sets);
  }

  long seed() {
    return seed.get().orElse(DEFAULT_SEED);
  }
}
