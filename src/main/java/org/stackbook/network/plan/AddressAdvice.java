package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Finding;

/** What the pages advise about networks and do not demand. Each piece of advice is a method. */
final class AddressAdvice {

  private AddressAdvice() {}

  /**
   * What a plan does not follow.
   *
   * @param build that the system runs
   * @param deployed the build that it was deployed with
   */
  static List<Finding> about(List<SaidNetwork> networks, Build build, Build deployed) {
    List<Finding> findings = new ArrayList<>();
    for (SaidNetwork network : networks) {
      small(network).ifPresent(findings::add);
      publicRange(network).ifPresent(findings::add);
      filtered(network, deployed).ifPresent(findings::add);
    }
    addedLater(networks, new AddedPrivate(build, deployed)).ifPresent(findings::add);
    return List.copyOf(findings);
  }

  private static Optional<Finding> small(SaidNetwork network) {
    return network
        .kind()
        .fact("advisedPrefix")
        .filter(advised -> network.range().prefix() > advised.integer())
        .map(
            advised ->
                new Finding(
                    network.name(),
                    network.range()
                        + " is small: "
                        + PlanFacts.fact(network.kind().path("advice")).text(),
                    advised,
                    "a /" + advised.integer()));
  }

  private static Optional<Finding> publicRange(SaidNetwork network) {
    List<IpNetwork> ranges = PlanFacts.privateRanges();
    return network
        .kind()
        .fact("rfc1918")
        .filter(advice -> ranges.stream().noneMatch(r -> r.contains(network.range())))
        .map(
            advice ->
                new Finding(
                    network.name(),
                    network.range() + " is not for private use: " + advice.text(),
                    advice,
                    "addresses of "
                        + String.join(" or ", ranges.stream().map(IpNetwork::toString).toList())));
  }

  private static Optional<Finding> filtered(SaidNetwork network, Build deployed) {
    Fact filters = PlanFacts.fact("pool/filters/value");
    return network.kind() == NetworkKind.POOL && filters.builds().includes(deployed.name())
        ? Optional.of(
            new Finding(
                network.name(),
                filters.text(),
                filters,
                "have the maker of the system let " + network.range() + " through"))
        : Optional.empty();
  }

  private static Optional<Finding> addedLater(List<SaidNetwork> networks, AddedPrivate added) {
    boolean is = networks.stream().anyMatch(n -> n.kind() == NetworkKind.ADDED_PRIVATE);
    return added.isAdvised() && !is
        ? Optional.of(
            new Finding(
                NetworkKind.PRIVATE.title(),
                "the next update needs a second private network, a /" + added.prefix().integer(),
                added.need(),
                "addedPrivateNetwork(…)"))
        : Optional.empty();
  }
}
