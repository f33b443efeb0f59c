package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Takes;

/**
 * The networks that a system is given. All but {@code addedPrivateNetwork}, {@code publicPool} and
 * {@code deployedWith} have to be said; {@code publicPool} may be said as often as needed.
 *
 * <p>A network is written as its first address and the number of bits that its addresses share:
 * {@code "10.193.132.0/26"}. No two may have an address in common.
 *
 * <p>Source: Network integration planning for Azure Stack Hub.
 */
public final class AddressOptions {

  private static final List<NetworkKind> NEEDED =
      List.of(
          NetworkKind.BMC,
          NetworkKind.PRIVATE,
          NetworkKind.INFRASTRUCTURE,
          NetworkKind.PUBLIC_VIP,
          NetworkKind.SWITCH);

  private final Build build;
  private final Map<NetworkKind, Once<SaidNetwork>> words = new EnumMap<>(NetworkKind.class);
  private final List<SaidNetwork> said = new ArrayList<>();
  private final Once<Build> deployed = new Once<>("deployedWith");

  AddressOptions(Build build) {
    this.build = build;
  }

  /**
   * The network of the baseboard management controllers and the hardware lifecycle host.
   *
   * @param network a /27 or larger; a /26 is asked for
   * @throws Refusal if it is none, too small, overlaps with another one, or was said already
   */
  public AddressOptions bmc(String network) {
    return say(NetworkKind.BMC, network);
  }

  /**
   * The network that does not leave the system: storage, internal front ends and, in systems
   * deployed with build 1910 or later, containers.
   *
   * @param network a /20, or a /24 in systems deployed before build 1910
   * @throws Refusal if it is none, of another size, overlaps with another one, or was said already
   */
  public AddressOptions privateNetwork(String network) {
    return say(NetworkKind.PRIVATE, network);
  }

  /**
   * The further private network that {@code Set-AzsPrivateNetwork} adds to a system deployed before
   * build 1910. The update that follows 1910 needs it.
   *
   * @param network a /20
   * @throws Refusal if it is none, of another size, overlaps with another one, or was said already;
   *     or if the build is before 1910, or the system was deployed with 1910 or later
   */
  public AddressOptions addedPrivateNetwork(String network) {
    return say(NetworkKind.ADDED_PRIVATE, network);
  }

  /**
   * The network in which the components of the system communicate.
   *
   * @param network a /24
   * @throws Refusal if it is none, of another size, overlaps with another one, or was said already
   */
  public AddressOptions infrastructure(String network) {
    return say(NetworkKind.INFRASTRUCTURE, network);
  }

  /**
   * The network of the public addresses, of which Azure Stack keeps the first 31.
   *
   * @param network a /26 to a /22; a /24 is recommended
   * @throws Refusal if it is none, of another size, overlaps with another one, or was said already
   */
  public AddressOptions publicVip(String network) {
    return say(NetworkKind.PUBLIC_VIP, network);
  }

  /**
   * The network of the links between switches, their loopbacks and their management.
   *
   * @param network a /26
   * @throws Refusal if it is none, of another size, overlaps with another one, or was said already
   */
  public AddressOptions switchInfrastructure(String network) {
    return say(NetworkKind.SWITCH, network);
  }

  /**
   * A further pool of public addresses, which an operator added after the deployment.
   *
   * <p>Source: Add public IP addresses.
   *
   * @param network of any size
   * @throws Refusal if it is none, or overlaps with another one
   */
  public AddressOptions publicPool(String network) {
    add(SaidNetwork.read(NetworkKind.POOL, network));
    return this;
  }

  /**
   * The build that the system was deployed with, which decides how its private network is divided
   * and whether its switches let new pools through; the build that it runs, if not said.
   *
   * @param name four digits, year and month
   * @throws Refusal if there was no such build, it is later than the one that the system runs, or
   *     it was said already
   */
  public AddressOptions deployedWith(@Takes(StampWords.Builds.class) String name) {
    String given = "deployedWith(\"" + name + "\")";
    Build with = Build.named(name, given);
    if (build.isBefore(with)) {
      throw Refusal.of(given, "the system runs build " + build + ", which is older")
          .wayOut("name build " + build + " or one before it")
          .asException();
    }
    deployed.set(with, "\"" + name + "\"");
    return this;
  }

  private AddressOptions say(NetworkKind kind, String network) {
    SaidNetwork read = SaidNetwork.read(kind, network);
    words.computeIfAbsent(kind, k -> new Once<>(k.word())).set(read, "\"" + read.range() + "\"");
    add(read);
    return this;
  }

  private void add(SaidNetwork network) {
    network.checkApart(said);
    said.add(network);
  }

  /** The build that the system was deployed with. */
  Build deployed() {
    return deployed.get().orElse(build);
  }

  /**
   * What was said, in the order in which plans show it; pools in the order of the description.
   *
   * @throws Refusal if a network is missing, or is not one for this system
   */
  List<SaidNetwork> networks() {
    String missing =
        NEEDED.stream()
            .filter(kind -> !words.containsKey(kind))
            .map(kind -> kind.word() + "(…)")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw Refusal.of("addresses(…)", "the plan lacks " + missing)
          .source(PlanFacts.fact("infrastructure/longestPrefix").citation())
          .wayOut("say which networks these are")
          .asException();
    }
    said.forEach(this::checkPrivate);
    checkAdded();
    return said.stream().sorted(Comparator.comparing(SaidNetwork::kind)).toList();
  }

  private void checkPrivate(SaidNetwork network) {
    Fact prefix = privatePrefix();
    if (network.kind() == NetworkKind.PRIVATE && network.range().prefix() != prefix.integer()) {
      throw network.wrongSize(
          prefix,
          "is a /" + prefix.integer() + " in systems deployed with build " + deployed().name());
    }
  }

  private Fact privatePrefix() {
    return PlanFacts.fact(PlanFacts.entryFor("private/sizes", deployed().name()) + "/prefix");
  }

  private void checkAdded() {
    AddedPrivate added = new AddedPrivate(build, deployed());
    boolean is = words.containsKey(NetworkKind.ADDED_PRIVATE);
    if (is && !added.isTaken()) {
      throw Refusal.of(
              "addedPrivateNetwork(…)",
              added.isLacking()
                  ? "build " + build + " takes no second private network"
                  : "systems deployed with build " + deployed() + " need no second private network")
          .source(added.need().citation())
          .wayOut(
              added.isLacking()
                  ? "leave it out, or describe a later build"
                  : "leave it out, or say the older build that it was deployed with")
          .asException();
    }
    if (!is && added.isRequired()) {
      throw Refusal.of(
              "deployedWith(\"" + deployed() + "\")",
              "build " + build + " cannot be installed without a second private network")
          .source(added.need().citation())
          .wayOut("say addedPrivateNetwork(…) with a /" + added.prefix().integer())
          .asException();
    }
  }
}
