package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.stamp.Finding;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/**
 * The addresses of a system: the networks that it was given, what they are divided into, who has
 * which address, and how many are left.
 *
 * <pre>{@code
 * var plan = oslo.network().addresses(p -> p
 *     .bmc("10.193.132.0/26").switchInfrastructure("10.193.132.128/26")
 *     .privateNetwork("10.11.128.0/24").infrastructure("10.12.130.0/24")
 *     .publicVip("203.0.113.0/24"));
 * plan.network("BMC");
 * plan.tenantAddresses() // → 223
 * plan.find("10.193.132.170").holder() // → TOR1
 * }</pre>
 *
 * <p>Source: Network integration planning for Azure Stack Hub; Network deployment (modular
 * datacenter, same address plan); Add public IP addresses.
 */
public final class AddressPlan extends Result implements OfStamp {

  private final Stamp stamp;
  private final List<DividedNetwork> networks;
  private final List<Finding> findings;
  private final PublicAddresses publics;

  private AddressPlan(Stamp stamp, AddressOptions said) {
    List<SaidNetwork> given = said.networks();
    List<String> servers = stamp.servers().stream().map(Server::name).toList();
    this.stamp = stamp;
    this.networks =
        given.stream()
            .map(network -> new DividedNetwork(network, said.deployed(), servers))
            .toList();
    this.findings = AddressAdvice.about(given, stamp.build(), said.deployed());
    this.publics = new PublicAddresses(networks);
  }

  /**
   * The addresses of a stamp.
   *
   * @param networks that it is given
   * @throws Refusal if one is missing, is not of a size that it can have, overlaps with another
   *     one, or is not for hosts
   */
  public static AddressPlan of(Stamp stamp, Consumer<AddressOptions> networks) {
    AddressOptions said = new AddressOptions(stamp.build());
    networks.accept(said);
    return new AddressPlan(stamp, said);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Advice that the networks do not follow. */
  public List<Finding> findings() {
    return findings;
  }

  /** How many public addresses tenants can get, from all pools together. */
  public long tenantAddresses() {
    return publics.forTenants().value();
  }

  /**
   * The addresses of a network.
   *
   * @param name of one that was given, such as {@code BMC}, or of a part, such as {@code Storage}
   * @throws Refusal if there is none, with the nearest one named
   */
  public NetworkAddresses network(@Takes(NetworkNames.class) String name) {
    Optional<DividedNetwork> whole =
        networks.stream().filter(n -> n.name().equals(name)).findFirst();
    if (whole.isPresent()) {
      return NetworkAddresses.of(stamp, whole.get());
    }
    for (DividedNetwork network : networks) {
      for (SubNetwork part : network.parts()) {
        if (part.name().equals(name)) {
          return NetworkAddresses.of(stamp, network, part);
        }
      }
    }
    throw unknown("network", name, "network", networkNames());
  }

  /**
   * The addresses that a device or service has.
   *
   * @param holder such as {@code TOR1}, {@code gateway} or the name of a server
   * @throws Refusal if there is none, with the nearest one named
   */
  public HeldAddresses addressOf(@Takes(HolderNames.class) String holder) {
    List<PlannedSpan> held =
        assigned().filter(planned -> planned.span().who().equals(holder)).toList();
    if (held.isEmpty()) {
      throw unknown("addressOf", holder, "holder of an address", holderNames());
    }
    Set<String> in = new LinkedHashSet<>();
    held.forEach(planned -> in.add(planned.part()));
    return new HeldAddresses(
        stamp, holder, held, parts().filter(part -> in.contains(part.name())).toList());
  }

  /**
   * Who has an address.
   *
   * @param address such as {@code 10.193.132.170}
   * @throws Refusal if it is no address
   */
  public AddressOwner find(String address) {
    IpAddress wanted = IpAddress.parse(SaidNetwork.shown(address));
    for (DividedNetwork network : networks) {
      Optional<PlannedSpan> found = network.spanOf(wanted);
      if (found.isPresent()) {
        return new AddressOwner(stamp, wanted, found.get(), network.partsOf(found.get()));
      }
    }
    return AddressOwner.outside(stamp, wanted);
  }

  private static Refusal unknown(String word, String name, String what, List<String> known) {
    String shown = SaidNetwork.shown(name);
    return Refusal.of(word + "(\"" + shown + "\")", "the plan has no such " + what)
        .nearest(shown, known)
        .wayOut("name one of " + String.join(", ", known))
        .asException();
  }

  private Stream<SubNetwork> parts() {
    return networks.stream().flatMap(network -> network.parts().stream());
  }

  private Stream<PlannedSpan> assigned() {
    return networks.stream()
        .flatMap(network -> network.spans().stream())
        .filter(planned -> planned.span().use() == AddressUse.ASSIGNED);
  }

  private List<String> networkNames() {
    return Stream.concat(networks.stream().map(DividedNetwork::name), parts().map(SubNetwork::name))
        .distinct()
        .toList();
  }

  private List<String> holderNames() {
    return assigned().map(planned -> planned.span().who()).distinct().toList();
  }

  /** The networks of the plan. */
  static final class NetworkNames implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof AddressPlan plan ? plan.networkNames() : List.of();
    }
  }

  /** Those who have addresses of the plan. */
  static final class HolderNames implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof AddressPlan plan ? plan.holderNames() : List.of();
    }
  }

  @Override
  public String title() {
    return "Addresses of " + stamp.name();
  }

  @Override
  public String verdict() {
    Figure<Long> tenants = publics.forTenants();
    return String.format(
        Locale.ROOT,
        "%d networks are divided into %d. Tenants get %,d%s public addresses%s.",
        networks.size(),
        parts().count(),
        tenants.value(),
        tenants.confidence().starred() ? "*" : "",
        findings.isEmpty() ? "" : "; advice not followed: " + findings.size());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("name")
            .text("network")
            .count("addresses")
            .text("first usable")
            .text("last usable")
            .text("part of");
    for (DividedNetwork network : networks) {
      for (SubNetwork part : network.parts()) {
        boolean assumed = part.isPlaceAssumed();
        Span usable = part.usable();
        table.row(
            part.name(),
            new Cell(part.range().toString(), assumed),
            part.addresses(),
            new Cell(usable.first().toString(), assumed || usable.starred()),
            new Cell(usable.last().toString(), assumed || usable.starred()),
            network.kind().title());
      }
    }
    publics.notes().forEach(table::note);
    findings.forEach(finding -> table.note("Advice: " + finding));
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Picture.Series> series =
        Arrays.stream(AddressUse.values())
            .filter(use -> networks.stream().anyMatch(network -> network.count(use) > 0))
            .map(this::series)
            .toList();
    return Optional.of(
        new Picture.Bars(
            "What the addresses of " + stamp.name() + " are for",
            "For each network that was given, the share of its addresses that is assigned, kept by"
                + " the system, for tenants or free.",
            "Network",
            "Addresses (%)",
            networks.stream().map(network -> network.name()).toList(),
            series,
            true));
  }

  private Picture.Series series(AddressUse use) {
    return new Picture.Series(
        use.word(),
        networks.stream()
            .map(network -> 100.0 * network.count(use) / network.range().size())
            .toList(),
        switch (use) {
          case RESERVED -> Picture.Role.RESERVED;
          case FREE -> Picture.Role.FREE;
          default -> Picture.Role.PLAIN;
        });
  }

  /** How many addresses of the infrastructure network are reached from outside. */
  private static Figure<Long> reachable() {
    Figure<Integer> prefix =
        PlanFacts.number("prefix", NetworkKind.INFRASTRUCTURE.path("reachablePrefix"));
    return Figure.derived(
            "reachable in the infrastructure",
            SaidNetwork.size(prefix.value()),
            "2^(32 − {prefix})",
            prefix)
        .note("a range of that size; which one is not public");
  }

  private static Figure<Integer> internalFrontEnds(String name, String key) {
    String path = "loadBalancing/internalFrontEndPool/" + key;
    return Figure.stated(
        name, Facts.networking().fact(path).integer(), Facts.networking().fact(path));
  }

  private static Figure<Integer> internalForTenants() {
    Figure<Integer> pool = internalFrontEnds("internal front ends", "addresses");
    Figure<Integer> own = internalFrontEnds("internal front ends of the system", "infrastructure");
    return Figure.derived(
        "internal front ends for tenants",
        pool.value() - own.value(),
        "{internal front ends} − {internal front ends of the system}",
        pool,
        own);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(publics.figures());
    figures.add(internalForTenants());
    figures.add(reachable());
    Set<String> told = new LinkedHashSet<>();
    for (DividedNetwork network : networks) {
      Stream.concat(
              network.figures().stream(),
              network.parts().stream().flatMap(part -> part.figures().stream()))
          .filter(figure -> told.add(figure.name()))
          .forEach(figures::add);
    }
    return figures;
  }
}
