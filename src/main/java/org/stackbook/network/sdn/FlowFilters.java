package org.stackbook.network.sdn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.network.acl.AclLevel;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.acl.Direction;
import org.stackbook.network.acl.FilterStep;
import org.stackbook.network.acl.Reach;
import org.stackbook.network.acl.Traffic;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.Protocol;
import org.stackbook.view.Step;

/**
 * The filters that the first packet of a flow has still to pass, each of which is asked where it
 * stands. What they make of the packet is known from {@link Acls}.
 */
final class FlowFilters {

  private final Optional<Acls> acls;
  private final Protocol protocol;
  private final Deque<FilterStep> ahead = new ArrayDeque<>();
  private final List<Figure<?>> figures = new ArrayList<>();

  FlowFilters(Optional<Acls> acls, Protocol protocol) {
    this.acls = acls;
    this.protocol = protocol;
  }

  private static Traffic traffic(Protocol protocol, int from, int to) {
    return Traffic.of(protocol, to, to).from(from, from);
  }

  private void add(Reach reach) {
    ahead.addAll(reach.filters());
    List<Figure<?>> all = reach.figures();
    figures.add(all.get(0).named(reach.title()));
    for (Figure<?> ground : all.subList(1, all.size())) {
      if (figures.stream().noneMatch(f -> isSame(f, ground))) {
        figures.add(ground);
      }
    }
  }

  private static boolean isSame(Figure<?> one, Figure<?> other) {
    return one.name().equals(other.name()) && one.value().equals(other.value());
  }

  /** All filters between two ends, of which one is a card at least. */
  void between(String from, String to, int sourcePort, int port) {
    acls.ifPresent(a -> add(a.canReach(from, to, traffic(protocol, sourcePort, port))));
  }

  /** The filters in front of a card, for what has passed those of who sends. */
  void into(VirtualNic nic, Endpoint from, int port) {
    acls.ifPresent(
        a ->
            add(
                a.comesIn(
                    from.address().toString(), nic.name(), traffic(protocol, from.port(), port))));
  }

  /**
   * Asks those of a level that come next.
   *
   * @return how it ends, if one denies
   */
  Optional<FlowDisposition> ask(AclLevel level, Direction direction, Trail trail) {
    FilterStep next = ahead.peek();
    while (next != null && next.level() == level && next.direction() == direction) {
      ahead.remove();
      FlowDisposition end =
          next.passes() ? FlowDisposition.DELIVERED : FlowDisposition.deniedBy(level);
      trail.add(
          new Step(
              next.step().rule(), next.step().found(), next.passes() ? Trail.GOES_ON : end.word()));
      if (!next.passes()) {
        return Optional.of(end);
      }
      next = ahead.peek();
    }
    return Optional.empty();
  }

  /** Whether there are any. */
  boolean areDescribed() {
    return acls.isPresent();
  }

  /** What was decided, and why. */
  List<Figure<?>> figures() {
    return figures;
  }
}
