package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.engine.FairShares;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;

/**
 * What each place is asked for and carries, as figures. A flow gets what it wants, or what the
 * place that keeps it short has left by the others, divided by what the short ones take of it.
 */
final class LoadSharing {

  private final SdnLayout layout;
  private final LoadPlaces places;
  private final List<LoadTraffic> traffic;
  private final boolean evenly;
  private final List<LoadStream> streams;
  private final FairShares shares;
  private final Map<Cost, LoadCost.Price> costs = new HashMap<>();
  private final Map<Integer, Figure<Bandwidth>> told = new HashMap<>();
  private final Map<Integer, Figure<?>> asked = new HashMap<>();
  private final Map<Integer, Figure<?>> carried = new HashMap<>();
  private final Map<Integer, Figure<Bandwidth>> muxRates = new HashMap<>();
  private final Map<LoadTraffic.Way, Figure<Bandwidth>> gets = new HashMap<>();
  private final Map<Integer, List<Passage>> passages = new HashMap<>();

  LoadSharing(LoadOptions said) {
    this.layout = said.network().layout();
    this.places = new LoadPlaces(said);
    this.traffic = List.copyOf(said.traffic());
    this.evenly = said.isEven();
    LoadSpread spread = new LoadSpread(said, places);
    this.streams = traffic.stream().flatMap(t -> spread.streams(t).stream()).toList();
    this.shares =
        FairShares.of(
            IntStream.range(0, places.count()).mapToDouble(places::capacityNumber).toArray(),
            streams.stream()
                .map(s -> s.uses().stream().mapToInt(LoadStream.Use::place).toArray())
                .toArray(int[][]::new),
            streams.stream()
                .map(
                    s ->
                        s.uses().stream()
                            .mapToDouble(u -> s.flows() * price(s.way(), u.cost()).perBit())
                            .toArray())
                .toArray(double[][]::new),
            streams.stream().mapToDouble(s -> s.arrives() ? s.way().wanted() : 0).toArray());
    for (int i = 0; i < streams.size(); i++) {
      for (LoadStream.Use use : streams.get(i).uses()) {
        passages
            .computeIfAbsent(use.place(), place -> new ArrayList<>())
            .add(new Passage(i, use.cost()));
      }
    }
  }

  /** What a bit of a way costs. */
  private record Cost(LoadTraffic.Way way, LoadCost cost) {}

  /**
   * Flows that pass.
   *
   * @param stream number of theirs
   * @param cost what of them is counted
   */
  private record Passage(int stream, LoadCost cost) {}

  /** Flows that cost the same and get the same. */
  private record Group(LoadTraffic.Way way, LoadCost cost, int bottleneck) {}

  /** So many flows, each with a rate, that has a price. */
  private record Term(
      Figure<? extends Number> flows, Figure<Bandwidth> rate, LoadCost.Price price) {

    double value() {
      return flows.value().doubleValue() * rate.value().bitsPerSecond() * price.perBit();
    }

    String formula() {
      return "{" + flows.name() + "} × {" + rate.name() + "}" + price.formula();
    }
  }

  private LoadCost.Price price(LoadTraffic.Way way, LoadCost cost) {
    return costs.computeIfAbsent(new Cost(way, cost), c -> c.cost().of(c.way()));
  }

  LoadPlaces places() {
    return places;
  }

  List<LoadTraffic> traffic() {
    return traffic;
  }

  /** The ways that something is sent. */
  List<LoadTraffic.Way> ways() {
    return traffic.stream()
        .flatMap(t -> t.ways().stream())
        .filter(way -> way.rate().value().bitsPerSecond() > 0)
        .toList();
  }

  // Sums.

  private List<Passage> at(int place) {
    return passages.getOrDefault(place, List.of());
  }

  private List<Passage> where(Predicate<LoadStream> which, LoadCost cost) {
    return IntStream.range(0, streams.size())
        .filter(i -> which.test(streams.get(i)))
        .mapToObj(i -> new Passage(i, cost))
        .toList();
  }

  private Map<Group, List<LoadStream>> groups(List<Passage> all, boolean asked) {
    Map<Group, List<LoadStream>> groups = new LinkedHashMap<>();
    for (Passage passage : all) {
      LoadStream stream = streams.get(passage.stream());
      if (stream.way().rate().value().bitsPerSecond() > 0) {
        int bottleneck = asked ? FairShares.SATISFIED : shares.bottleneck(passage.stream());
        groups
            .computeIfAbsent(
                new Group(stream.way(), passage.cost(), bottleneck), g -> new ArrayList<>())
            .add(stream);
      }
    }
    return groups;
  }

  private List<Term> terms(String label, List<Passage> all, boolean asked) {
    List<Term> terms = new ArrayList<>();
    groups(all, asked)
        .forEach(
            (group, members) ->
                terms.add(
                    new Term(
                        flows(label, group, members, asked),
                        rate(group),
                        price(group.way(), group.cost()))));
    return terms;
  }

  private Figure<Bandwidth> rate(Group group) {
    return group.bottleneck() == FairShares.SATISFIED
        ? group.way().wantedByFlow()
        : fairShare(group.bottleneck());
  }

  /** How many flows of a group there are. */
  private Figure<? extends Number> flows(
      String label, Group group, List<LoadStream> members, boolean asked) {
    String kept =
        group.bottleneck() == FairShares.SATISFIED
            ? ", that get all"
            : ", short at " + places.name(group.bottleneck());
    String name =
        group.way().name()
            + ": flows "
            + label
            + (group.cost() == LoadCost.IN_VXLAN ? ", in VXLAN" : "")
            + (asked ? "" : kept);
    double count = members.stream().mapToDouble(LoadStream::flows).sum();
    Figure<Integer> all = group.way().flows();
    if (!evenly) {
      List<Figure<?>> inputs = new ArrayList<>(List.of(all));
      inputs.addAll(layout.deciding());
      inputs.add(ours("way of a flow", "loadWay"));
      return Figure.derived(
          name,
          (int) Math.round(count),
          "count over all {" + all.name() + "}, by seed {seed}",
          inputs.toArray(Figure<?>[]::new));
    }
    int ways = members.get(0).ways();
    Figure<Integer> of = Figure.given(group.way().name() + ": ways", ways, "evenly()");
    Figure<Integer> these =
        Figure.given(name + ": ways", (int) Math.round(count * ways / all.value()), "evenly()");
    return Figure.derived(
        name,
        count,
        "{" + all.name() + "} × {" + these.name() + "} ÷ {" + of.name() + "}",
        all,
        these,
        of,
        ours("way of a flow", "loadWay"));
  }

  static Figure<String> ours(String name, String path) {
    Fact fact = Facts.ours().fact("sdn/" + path + "/value");
    return Figure.stated(name, fact.text(), fact);
  }

  private static double total(List<Term> terms) {
    return terms.stream().mapToDouble(Term::value).sum();
  }

  private static <T> Figure<T> sum(String name, T value, List<Term> terms) {
    Set<Figure<?>> inputs = new LinkedHashSet<>();
    for (Term term : terms) {
      inputs.add(term.flows());
      inputs.add(term.rate());
      inputs.addAll(term.price().inputs());
    }
    String formula = terms.stream().map(Term::formula).collect(Collectors.joining(" + "));
    return Figure.derived(
        name,
        value,
        terms.isEmpty() ? "nothing passes" : formula,
        inputs.toArray(Figure<?>[]::new));
  }

  private Figure<?> sumAt(int place, String name, List<Term> terms) {
    return places.isMux(place)
        ? sum(name, total(terms), terms)
        : sum(name, new Bandwidth(total(terms)), terms);
  }

  /** What each flow gets that a place keeps short. */
  private Figure<Bandwidth> fairShare(int place) {
    Figure<Bandwidth> known = told.get(place);
    if (known != null) {
      return known;
    }
    String at = places.name(place);
    List<Passage> all = at(place);
    List<Passage> others =
        all.stream().filter(p -> shares.bottleneck(p.stream()) != place).toList();
    Figure<?> capacity = places.capacity(place);
    double left = places.capacityNumber(place);
    Set<Figure<?>> inputs = new LinkedHashSet<>(List.of(capacity));
    String formula = "{" + capacity.name() + "}";
    if (!groups(others, false).isEmpty()) {
      List<Term> terms = terms("at " + at, others, false);
      Figure<?> carried = sumAt(place, at + ": taken by others", terms);
      left -= total(terms);
      inputs.add(carried);
      formula = "(" + formula + " − {" + carried.name() + "})";
    }
    double taken = 0;
    List<String> each = new ArrayList<>();
    List<Passage> these = all.stream().filter(p -> shares.bottleneck(p.stream()) == place).toList();
    for (Map.Entry<Group, List<LoadStream>> entry : groups(these, false).entrySet()) {
      Group group = entry.getKey();
      Figure<? extends Number> flows = flows("at " + at, group, entry.getValue(), false);
      LoadCost.Price price = price(group.way(), group.cost());
      taken += flows.value().doubleValue() * price.perBit();
      inputs.add(flows);
      inputs.addAll(price.inputs());
      each.add("{" + flows.name() + "}" + price.formula());
    }
    inputs.add(ours("sharing", "loadShares"));
    Figure<Bandwidth> share =
        Figure.derived(
            "fair share at " + at,
            new Bandwidth(Math.max(0, left) / taken),
            formula + " ÷ (" + String.join(" + ", each) + ")",
            inputs.toArray(Figure<?>[]::new));
    told.put(place, share);
    return share;
  }

  // Places.

  boolean isUsed(int place) {
    return !groups(at(place), true).isEmpty();
  }

  /** Whether it keeps a flow short. */
  boolean isFull(int place) {
    return at(place).stream().anyMatch(p -> shares.bottleneck(p.stream()) == place);
  }

  /** What it would carry if all got what they want: bits per second, or cores. */
  Figure<?> asked(int place) {
    return asked.computeIfAbsent(place, this::sumOfAsked);
  }

  private Figure<?> sumOfAsked(int place) {
    String at = places.name(place);
    return sumAt(
        place,
        at + (places.isMux(place) ? " cores asked for" : " asked for"),
        terms("at " + at, at(place), true));
  }

  /** What it carries: bits per second, or busy cores. */
  Figure<?> carried(int place) {
    return carried.computeIfAbsent(place, this::sumOfCarried);
  }

  private Figure<?> sumOfCarried(int place) {
    String at = places.name(place);
    String name = at + (places.isMux(place) ? " cores busy" : " carries");
    boolean all =
        at(place).stream().allMatch(p -> shares.bottleneck(p.stream()) == FairShares.SATISFIED);
    if (all) {
      Figure<?> asked = asked(place);
      return Figure.derived(name, asked.value(), "{" + asked.name() + "}", asked);
    }
    return sumAt(place, name, terms("at " + at, at(place), false));
  }

  /** The share of its capacity that it carries. */
  Figure<Ratio> use(int place) {
    return ratio(places.name(place) + " use", carried(place), place);
  }

  /** The share of its capacity that it is asked for; may be more than all. */
  Figure<Ratio> askedUse(int place) {
    return ratio(places.name(place) + " use asked for", asked(place), place);
  }

  private Figure<Ratio> ratio(String name, Figure<?> load, int place) {
    Figure<?> capacity = places.capacity(place);
    return Figure.derived(
        name,
        Ratio.of(number(load) / places.capacityNumber(place)),
        "{" + load.name() + "} ÷ {" + capacity.name() + "}",
        load,
        capacity);
  }

  static double number(Figure<?> load) {
    return load.value() instanceof Bandwidth rate
        ? rate.bitsPerSecond()
        : ((Number) load.value()).doubleValue();
  }

  // MUXes.

  private List<Passage> through(int mux, LoadCost cost) {
    return where(s -> s.mux() == mux, cost);
  }

  /** The bits of IPv4 packets that a MUX carries. */
  Figure<Bandwidth> muxRate(int mux) {
    return muxRates.computeIfAbsent(mux, this::sumOfMux);
  }

  private Figure<Bandwidth> sumOfMux(int mux) {
    String at = places.name(mux);
    List<Term> terms = terms("at " + at, through(mux, LoadCost.BITS), false);
    return sum(at + " rate", new Bandwidth(total(terms)), terms);
  }

  /** How many packets a MUX carries in a second. */
  Figure<Double> muxPackets(int mux) {
    String at = places.name(mux);
    List<Term> terms = terms("at " + at, through(mux, LoadCost.PACKETS), false);
    return sum(at + " packets per second", total(terms), terms);
  }

  double muxFlows(int mux) {
    return streams.stream()
        .filter(s -> s.mux() == mux && s.way().rate().value().bitsPerSecond() > 0)
        .mapToDouble(LoadStream::flows)
        .sum();
  }

  /** The cores that MUXes need for some ways, if all of them pass MUXes. */
  Figure<Double> cores(String name, List<LoadTraffic.Way> some) {
    List<Figure<?>> inputs = new ArrayList<>();
    List<String> formula = new ArrayList<>();
    double cores = 0;
    for (LoadTraffic.Way way : some) {
      LoadCost.Price price = price(way, LoadCost.CORES);
      cores += way.rate().value().bitsPerSecond() * price.perBit();
      inputs.add(way.rate());
      inputs.addAll(price.inputs());
      formula.add("{" + way.rate().name() + "}" + price.formula());
    }
    return Figure.derived(
        name,
        cores,
        some.isEmpty() ? "nothing passes" : String.join(" + ", formula),
        inputs.toArray(Figure<?>[]::new));
  }

  // Traffic.

  /** What a way of a traffic gets. */
  Figure<Bandwidth> gets(LoadTraffic.Way way) {
    return gets.computeIfAbsent(way, this::sumOfGets);
  }

  private Figure<Bandwidth> sumOfGets(LoadTraffic.Way way) {
    List<Passage> all = where(s -> s.way().equals(way) && s.arrives(), LoadCost.BITS);
    boolean whole =
        where(s -> s.way().equals(way), LoadCost.BITS).size() == all.size()
            && all.stream().allMatch(p -> shares.bottleneck(p.stream()) == FairShares.SATISFIED);
    String name = way.name() + " get";
    if (whole) {
      return Figure.derived(name, way.rate().value(), "{" + way.rate().name() + "}", way.rate());
    }
    List<Term> terms = terms("that arrive", all, false);
    return sum(name, new Bandwidth(total(terms)), terms);
  }

  /** How many flows of a way find none to their end. */
  double lost(LoadTraffic.Way way) {
    return streams.stream()
        .filter(s -> s.way().equals(way) && !s.arrives())
        .mapToDouble(LoadStream::flows)
        .sum();
  }

  /** The places that keep flows of a way short. */
  List<String> shortAt(LoadTraffic.Way way) {
    return where(s -> s.way().equals(way), LoadCost.BITS).stream()
        .map(p -> shares.bottleneck(p.stream()))
        .filter(b -> b != FairShares.SATISFIED)
        .distinct()
        .sorted()
        .map(places::name)
        .toList();
  }

  /** What VXLAN adds between servers, each packet counted once. */
  Figure<Bandwidth> added() {
    List<Term> terms =
        terms("between servers", where(LoadStream::isTunnelled, LoadCost.ADDED), false);
    return sum("VXLAN overhead", new Bandwidth(total(terms)), terms);
  }
}
