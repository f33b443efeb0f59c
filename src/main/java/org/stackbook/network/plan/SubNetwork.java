package org.stackbook.network.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.IpNetwork;

/** A network of a plan that is not divided further. */
final class SubNetwork {

  private static final Share FIRST = new Share("network", AddressUse.ENDS);
  private static final Share LAST = new Share("broadcast", AddressUse.ENDS);

  private final Layout layout;
  private final IpNetwork range;
  private final Figure<Long> addresses;
  private final Figure<Long> hosts;
  private final Figure<Long> assigned;
  private final Figure<Long> left;
  private final List<Span> spans;

  /**
   * @param addresses how many it has
   * @param servers the names of those who share the addresses of the servers
   */
  SubNetwork(Layout layout, IpNetwork range, Figure<Long> addresses, List<String> servers) {
    this.layout = layout;
    this.range = range;
    this.addresses = addresses;
    List<Assignment> assignments = layout.assignments(servers);
    List<Span> taken = new ArrayList<>();
    boolean assumed = isPlaceAssumed() || layout.usable().isPresent();
    assignments.forEach(a -> taken.addAll(a.in(range, assumed || isAssumed(a))));
    List<Span> ends = ends(taken);
    taken.addAll(ends);
    this.spans = Span.all(range, taken, layout.rest(), assumed);
    this.hosts = hosts(ends.size());
    this.assigned = assigned(assignments);
    this.left =
        Figure.derived(
            name() + " left",
            hosts.value() - assigned.value(),
            "{" + hosts.name() + "} − {" + assigned.name() + "}",
            hosts,
            assigned);
  }

  private boolean isAssumed(Assignment assignment) {
    return layout.order().isPresent()
        || (assignment.isFromEnd() && layout.fromEnd(range).isPresent());
  }

  /** Its first and last address, unless somebody has them. */
  private List<Span> ends(List<Span> taken) {
    if (range.hosts() == range.size()) {
      return List.of();
    }
    List<Long> ends =
        Stream.of(0L, range.size() - 1)
            .filter(at -> taken.stream().noneMatch(span -> span.contains(range.address(at))))
            .toList();
    boolean moved = ends.size() < 2 && layout.order().isPresent();
    boolean assumed = moved || isPlaceAssumed() || layout.usable().isPresent();
    return ends.stream().map(at -> Span.of(range, at, 1, at == 0 ? FIRST : LAST, assumed)).toList();
  }

  private Figure<Long> hosts(int ends) {
    List<Figure<?>> inputs = new ArrayList<>(List.of(addresses));
    layout.usable().ifPresent(inputs::add);
    return Figure.derived(
        name() + " hosts",
        addresses.value() - ends,
        "{" + addresses.name() + "}" + (ends == 0 ? "" : " − " + ends),
        inputs.toArray(Figure<?>[]::new));
  }

  private Figure<Long> assigned(List<Assignment> assignments) {
    List<Figure<Integer>> counts = assignments.stream().map(Assignment::count).toList();
    return Figure.derived(
        name() + " assigned",
        counts.stream().mapToLong(Figure::value).sum(),
        counts.isEmpty()
            ? "0"
            : counts.stream().map(c -> "{" + c.name() + "}").collect(Collectors.joining(" + ")),
        counts.toArray(Figure<?>[]::new));
  }

  String name() {
    return layout.name();
  }

  IpNetwork range() {
    return range;
  }

  /** Whether it is assumed that it lies there. */
  boolean isPlaceAssumed() {
    return layout.place().isPresent();
  }

  /** How many addresses it has. */
  Figure<Long> addresses() {
    return addresses;
  }

  /** How many addresses a host can have. */
  Figure<Long> hosts() {
    return hosts;
  }

  /** How many of them are given to somebody by their number. */
  Figure<Long> assigned() {
    return assigned;
  }

  /** How many of those for hosts are left. */
  Figure<Long> left() {
    return left;
  }

  /** All its addresses. */
  List<Span> spans() {
    return spans;
  }

  /** From the first to the last address that a host can have. */
  Span usable() {
    List<Span> usable = spans.stream().filter(span -> span.use() != AddressUse.ENDS).toList();
    Span first = usable.get(0);
    return new Span(
        first.first(),
        usable.get(usable.size() - 1).last(),
        name(),
        first.use(),
        layout.usable().isPresent() || hosts.value() != range.hosts());
  }

  /** What is assumed of it. */
  List<Figure<?>> assumptions() {
    return layout.assumptions(range);
  }

  /** Its numbers, and what they rest on. */
  List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(left, assigned, hosts, addresses));
    figures.addAll(assumptions());
    return figures;
  }
}
