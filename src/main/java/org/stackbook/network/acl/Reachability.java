package org.stackbook.network.acl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.AclPacket;
import org.stackbook.network.engine.AclRanges;
import org.stackbook.network.engine.ReachEnd;
import org.stackbook.network.engine.ReachMatrix;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.word.Takes;

/**
 * Who reaches whom by one kind of traffic: all pairs of NICs, and each NIC from and to the
 * Internet. NICs that reach the same are one row.
 *
 * <pre>{@code
 * var acls = oslo.network().acls(a -> a
 *     .group("db", g -> g.allowIn(100, "web", ANY, "10.0.2.0/24").denyIn(200, "rest", ANY, "Any"))
 *     .nic("web1", "10.0.2.4").nic("db1", "10.0.3.4", "db").nic("db2", "10.0.3.5", "db"));
 * acls.reachability(tcp(1433)).pairs() // → 4
 * acls.reachability(tcp(1433)).from("web1") // → [db1, db2]
 * }</pre>
 */
public final class Reachability extends Result implements OfStamp {

  /** More squares than this a reader cannot tell apart. */
  private static final int MOST_DRAWN = 30;

  private static final String NOBODY = "nobody";

  private final Stamp stamp;
  private final AddressSpace space;
  private final Traffic traffic;
  private final List<String> names;
  private final ReachMatrix matrix;
  private final List<AclRanges> sources = new ArrayList<>();
  private final List<AclRanges> destinations = new ArrayList<>();
  private final List<Figure<?>> grounds;
  private final Figure<Integer> nics;
  private final Figure<Long> all;
  private final Figure<Long> reached;
  private final Figure<Integer> open;
  private final Figure<Integer> going;

  Reachability(Acls acls, AskedTraffic traffic) {
    this.stamp = acls.stamp();
    this.space = acls.filters().space();
    this.traffic = traffic.said();
    this.names = acls.nicNames();
    AclPacket kind = traffic.kind();
    List<ReachEnd> ends = new ArrayList<>();
    for (Nic nic : acls.nics()) {
      ends.add(acls.filters().end(nic, false));
      ReachEnd outside = acls.filters().end(nic, true);
      sources.add(outside.sources(kind, space.outside()));
      destinations.add(outside.destinations(kind, space.outside()));
    }
    this.matrix = ReachMatrix.of(ends, kind);
    this.grounds = acls.grounds(traffic);
    this.nics = acls.nicCount();
    this.all =
        Figure.derived(
            "pairs", (long) names.size() * (names.size() - 1), "{NICs} × ({NICs} − 1)", nics);
    this.reached =
        count(
            "pairs that reach",
            matrix.pairs(),
            "those of {pairs} that no filter denies, as follows from",
            all);
    this.open = notEmpty("NICs reached from the Internet", sources);
    this.going = notEmpty("NICs that reach the Internet", destinations);
  }

  private Figure<Integer> notEmpty(String name, List<AclRanges> ranges) {
    int found = (int) ranges.stream().filter(each -> !each.isEmpty()).count();
    return count(
        name,
        found,
        "those of {NICs} for which filters leave addresses outside, as follows from",
        nics);
  }

  private <N> Figure<N> count(String name, N value, String what, Figure<?> outOf) {
    List<Figure<?>> inputs = new ArrayList<>(grounds);
    String by =
        grounds.stream().map(each -> "{" + each.name() + "}").collect(Collectors.joining(", "));
    inputs.add(outOf);
    return Figure.derived(name, value, what + ": " + by, inputs.toArray(Figure<?>[]::new));
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** How many pairs of two NICs reach, each way counted for itself. */
  public long pairs() {
    return reached.value();
  }

  /**
   * Whether one NIC reaches another.
   *
   * @param from name of a NIC
   * @param to name of another one
   * @throws Refusal if there is no such NIC, or both are the same
   */
  public boolean reaches(
      @Takes(ReachedNames.class) String from, @Takes(ReachedNames.class) String to) {
    String given = "reaches(\"" + from + "\", \"" + to + "\")";
    int source = number(from, given);
    int destination = number(to, given);
    if (source == destination) {
      throw Refusal.of(given, "what a VM sends to itself passes no filter")
          .wayOut("name two NICs")
          .asException();
    }
    return matrix.reaches(source, destination);
  }

  /**
   * The NICs that one reaches.
   *
   * @param nic name of a NIC
   * @throws Refusal if there is no such NIC
   */
  public List<String> from(@Takes(ReachedNames.class) String nic) {
    int number = number(nic, "from(\"" + nic + "\")");
    return named(without(number, matrix.from(number)));
  }

  private int number(String nic, String given) {
    int number = names.indexOf(nic);
    if (number < 0) {
      throw Acls.unknownNic(nic, names, given);
    }
    return number;
  }

  private List<String> named(BitSet ends) {
    return ends.stream().mapToObj(names::get).toList();
  }

  private static BitSet without(int self, BitSet ends) {
    ends.clear(self);
    return ends;
  }

  List<String> nicNames() {
    return names;
  }

  @Override
  public String title() {
    return "Who reaches whom by " + traffic + " on " + stamp.name();
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "%s of %s pairs of NICs reach; the Internet reaches %s of %s NICs, and %s reach it.",
        shown(reached),
        shown(all),
        shown(open),
        shown(nics),
        shown(going));
  }

  private static String shown(Figure<?> figure) {
    return figure.valueText() + (figure.confidence().starred() ? "*" : "");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("from").text("to").count("pairs");
    boolean starred = reached.confidence().starred();
    Map<BitSet, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      rows.computeIfAbsent(matrix.from(i), row -> new ArrayList<>()).add(i);
    }
    rows.forEach(
        (row, senders) -> {
          long pairs =
              (long) row.cardinality() * senders.size() - senders.stream().filter(row::get).count();
          BitSet to = senders.size() == 1 ? without(senders.get(0), (BitSet) row.clone()) : row;
          table.row(list(of(senders)), list(named(to)), new DataTable.Cell(pairs, starred));
        });
    outside(sources, (ranges, inside) -> table.row(text(ranges), list(inside), null));
    outside(destinations, (ranges, inside) -> table.row(list(inside), text(ranges), null));
    table.note("Ours: " + Facts.ours().fact("acl/way/value").text() + ".");
    return table.build();
  }

  private void outside(List<AclRanges> ranges, BiConsumer<AclRanges, List<String>> row) {
    Map<AclRanges, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!ranges.get(i).isEmpty()) {
        alike.computeIfAbsent(ranges.get(i), each -> new ArrayList<>()).add(i);
      }
    }
    if (alike.isEmpty()) {
      row.accept(space.outside(), List.of());
    }
    alike.forEach((each, inside) -> row.accept(each, of(inside)));
  }

  private List<String> of(List<Integer> ends) {
    return ends.stream().map(names::get).toList();
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? NOBODY : Sentences.names(names, Acls.NAMES_TOLD);
  }

  private String text(AclRanges ranges) {
    return ranges.equals(space.outside())
        ? ServiceTags.INTERNET
        : Sentences.names(
            IntStream.range(0, ranges.count())
                .mapToObj(i -> text(ranges.first(i), ranges.last(i)))
                .toList(),
            Acls.NAMES_TOLD);
  }

  private static String text(long first, long last) {
    return AddressSpace.address(first) + (first == last ? "" : "–" + AddressSpace.address(last));
  }

  @Override
  public Optional<Picture> picture() {
    if (names.size() > MOST_DRAWN) {
      return Optional.empty();
    }
    List<List<Double>> values = new ArrayList<>();
    for (int from = 0; from < names.size(); from++) {
      BitSet row = without(from, matrix.from(from));
      values.add(
          IntStream.range(0, names.size()).mapToObj(to -> row.get(to) ? 1 : Double.NaN).toList());
    }
    return Optional.of(
        new Picture.HeatMap(
            title(), verdict(), "to", "from", names, names, values, Picture.Role.GOOD));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(reached, all, open, going, nics));
    figures.addAll(grounds);
    return figures;
  }
}
