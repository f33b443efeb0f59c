package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.plan.engine.AlignedBlocks;
import org.stackbook.stamp.Build;

/** A network that was said, with the networks that it is divided into. */
final class DividedNetwork {

  private final SaidNetwork said;
  private final Figure<Long> addresses;
  private final List<SubNetwork> parts;
  private final List<PlannedSpan> spans;

  /**
   * @param deployed the build that the system was deployed with
   * @param servers the names of its servers
   */
  DividedNetwork(SaidNetwork said, Build deployed, List<String> servers) {
    this.said = said;
    this.addresses = count(name(), range(), Figure.given("prefix", range().prefix(), said.given()));
    this.parts = divide(Layout.of(said, deployed), servers);
    this.spans = spansOfAll();
  }

  /** A network without a prefix of its own is the whole, and the only one. */
  private List<SubNetwork> divide(List<Layout> layouts, List<String> servers) {
    if (layouts.get(0).prefix().isEmpty()) {
      Layout whole = layouts.get(0);
      return List.of(new SubNetwork(whole, range(), addressesOf(whole), servers));
    }
    List<Figure<Integer>> prefixes =
        layouts.stream().flatMap(layout -> layout.prefix().stream()).toList();
    long[] offsets =
        AlignedBlocks.offsets(
            prefixes.stream().mapToLong(prefix -> SaidNetwork.size(prefix.value())).toArray());
    return IntStream.range(0, offsets.length)
        .mapToObj(
            i -> {
              IpNetwork part = new IpNetwork(range().address(offsets[i]), prefixes.get(i).value());
              Layout layout = layouts.get(i);
              return new SubNetwork(
                  layout, part, count(layout.name(), part, prefixes.get(i)), servers);
            })
        .toList();
  }

  private static Figure<Long> count(String name, IpNetwork range, Figure<Integer> prefix) {
    return Figure.derived(name + " addresses", range.size(), "2^(32 − {prefix})", prefix);
  }

  private Figure<Long> addressesOf(Layout whole) {
    return whole.name().equals(name())
        ? addresses
        : Figure.derived(
            whole.name() + " addresses", range().size(), "{" + addresses.name() + "}", addresses);
  }

  private List<PlannedSpan> spansOfAll() {
    List<PlannedSpan> all = new ArrayList<>();
    List<Span> taken = new ArrayList<>();
    for (SubNetwork part : parts) {
      part.spans().forEach(span -> all.add(new PlannedSpan(name(), part.name(), span)));
      taken.addAll(part.spans());
    }
    boolean assumed = parts.stream().anyMatch(SubNetwork::isPlaceAssumed);
    Share rest = Share.read(said.kind().path("rest"));
    for (Span span : Span.all(range(), taken, rest, assumed)) {
      if (!taken.contains(span)) {
        all.add(new PlannedSpan(name(), "", span));
      }
    }
    all.sort(Comparator.comparing(planned -> planned.span().first()));
    return List.copyOf(all);
  }

  String name() {
    return said.name();
  }

  NetworkKind kind() {
    return said.kind();
  }

  /** The word that it was said with. */
  String given() {
    return said.given();
  }

  IpNetwork range() {
    return said.range();
  }

  List<SubNetwork> parts() {
    return parts;
  }

  /** All its addresses. */
  List<PlannedSpan> spans() {
    return spans;
  }

  Optional<PlannedSpan> spanOf(IpAddress address) {
    return spans.stream().filter(planned -> planned.span().contains(address)).findFirst();
  }

  /** The part that addresses are in; all, if they are beside them. */
  List<SubNetwork> partsOf(PlannedSpan planned) {
    return planned.part().isEmpty()
        ? parts
        : parts.stream().filter(part -> part.name().equals(planned.part())).toList();
  }

  /** How many of its addresses are for something. */
  long count(AddressUse use) {
    return spans.stream()
        .map(PlannedSpan::span)
        .filter(span -> span.use() == use)
        .mapToLong(Span::count)
        .sum();
  }

  /** How many addresses it has, and if it is divided, how many of them are in the parts. */
  List<Figure<?>> figures() {
    if (parts.get(0).range().equals(range())) {
      return List.of(addresses);
    }
    Figure<Long> divided =
        Figure.derived(
            name() + " in parts",
            parts.stream().mapToLong(part -> part.range().size()).sum(),
            parts.stream()
                .map(part -> "{" + part.addresses().name() + "}")
                .collect(Collectors.joining(" + ")),
            parts.stream().map(SubNetwork::addresses).toArray(Figure<?>[]::new));
    Figure<Long> rest =
        Figure.derived(
            name() + " undivided",
            addresses.value() - divided.value(),
            "{" + addresses.name() + "} − {" + divided.name() + "}",
            addresses,
            divided);
    return List.of(rest, divided, addresses);
  }
}
