package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.fact.Figure;

/** How many public addresses tenants get, and what Azure Stack keeps the others for. */
final class PublicAddresses {

  private final SubNetwork first;
  private final List<SubNetwork> pools;

  PublicAddresses(List<DividedNetwork> networks) {
    this.first = parts(networks, NetworkKind.PUBLIC_VIP).get(0);
    this.pools = parts(networks, NetworkKind.POOL);
  }

  private static List<SubNetwork> parts(List<DividedNetwork> networks, NetworkKind kind) {
    return networks.stream()
        .filter(network -> network.kind() == kind)
        .flatMap(network -> network.parts().stream())
        .toList();
  }

  /** How many addresses tenants can get, from all pools together. */
  Figure<Long> forTenants() {
    List<Figure<Long>> left = new ArrayList<>(List.of(first.left()));
    pools.forEach(pool -> left.add(pool.left()));
    return Figure.derived(
        "for tenants",
        left.stream().mapToLong(Figure::value).sum(),
        left.stream().map(each -> "{" + each.name() + "}").collect(Collectors.joining(" + ")),
        left.toArray(Figure<?>[]::new));
  }

  private static Figure<Integer> reserved(String name, String key) {
    return PlanFacts.number(name, NetworkKind.PUBLIC_VIP.path(key));
  }

  private static Figure<Integer> services() {
    return reserved("for services", "reserved/services");
  }

  private static Figure<Integer> providers() {
    return reserved("for App Service and SQL", "reserved/appServiceAndSql");
  }

  private static Figure<Integer> future() {
    return reserved("for future services", "reserved/future");
  }

  /** What a later text of the page has for the same. */
  private static Figure<Integer> futureLater() {
    return reserved("for future services in a later text", "futureLater/value");
  }

  /** What the page says the reserved addresses are for, added up. */
  private static Figure<Integer> explained() {
    Figure<Integer> services = services();
    Figure<Integer> providers = providers();
    Figure<Integer> future = future();
    return Figure.derived(
        "reserved and explained",
        services.value() + providers.value() + future.value(),
        "{for services} + {for App Service and SQL} + {for future services}",
        services,
        providers,
        future);
  }

  private Figure<Long> unexplained() {
    Figure<Integer> explained = explained();
    return Figure.derived(
            "reserved and not explained",
            first.assigned().value() - explained.value(),
            "{" + first.assigned().name() + "} − {reserved and explained}",
            first.assigned(),
            explained)
        .note(contradiction());
  }

  private String contradiction() {
    return "The page reserves the first "
        + first.assigned().value()
        + " and names "
        + services().value()
        + " + "
        + providers().value()
        + " + "
        + future().value()
        + " = "
        + explained().value()
        + " of them; its text of 2025 has "
        + futureLater().value()
        + " in place of the "
        + future().value();
  }

  /** What a reader should know about them. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(List.of(contradiction() + "."));
    if (!pools.isEmpty()) {
      notes.add(PlanFacts.fact("pool/choice/value").text() + ".");
    }
    return notes;
  }

  List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(forTenants());
    figures.addAll(
        List.of(services(), providers(), future(), futureLater(), explained(), unexplained()));
    return figures;
  }
}
