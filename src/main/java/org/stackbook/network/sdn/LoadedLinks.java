package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What uplinks, servers' ports and cards carry, each way, in all bits of the link: headers, VXLAN
 * and what is around a frame count.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.virtualNetwork("prod", "10.0.0.0/16",
 *     v -> v.nic("web1", "10.0.2.4", "n1").nic("sql1", "10.0.2.5", "n2")));
 * var links = net.load(l -> l.evenly().between("web1", "sql1", t -> t.requests(gbps(1)))).links();
 * links.why("n1 sends").figure().value() // → 1.059 Gb/s
 * }</pre>
 */
public final class LoadedLinks extends Result implements OfStamp {

  private static final int SHOWN = 12;

  private final SoftwareDefinedNetwork network;
  private final LoadSharing sharing;

  LoadedLinks(SoftwareDefinedNetwork network, LoadSharing sharing) {
    this.network = network;
    this.sharing = sharing;
  }

  /**
   * Both ports of a server together.
   *
   * @param asked what is asked of them
   * @param carried what they carry
   * @param capacity what they carry at most
   */
  private record Card(
      Figure<Bandwidth> asked, Figure<Bandwidth> carried, Figure<Bandwidth> capacity) {

    Figure<Ratio> share(String name, Figure<Bandwidth> load) {
      return Figure.derived(
          name,
          Ratio.of(load.value().bitsPerSecond() / capacity.value().bitsPerSecond()),
          "{" + load.name() + "} ÷ {" + capacity.name() + "}",
          load,
          capacity);
    }

    Figure<Ratio> use() {
      return share(carried.name() + ", of its capacity", carried);
    }

    Figure<Ratio> askedUse() {
      return share(asked.name() + ", of its capacity", asked);
    }
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  private LoadPlaces places() {
    return sharing.places();
  }

  private List<Integer> links() {
    return IntStream.range(0, places().links()).filter(sharing::isUsed).boxed().toList();
  }

  private List<Card> cards() {
    List<Card> cards = new ArrayList<>();
    for (int host = 0; host < network.layout().hosts().size(); host++) {
      for (boolean receives : new boolean[] {true, false}) {
        List<Integer> ports = places().ports(host, receives);
        if (ports.stream().anyMatch(sharing::isUsed)) {
          cards.add(card(network.layout().hosts().get(host).name(), receives, ports));
        }
      }
    }
    return cards;
  }

  private Card card(String server, boolean receives, List<Integer> ports) {
    String name = server + (receives ? " receives" : " sends");
    Figure<Integer> count =
        Figure.given("ports of a server that run", ports.size(), "one to each switch that runs");
    return new Card(
        sum(name + " if asked", ports.stream().map(sharing::asked).toList()),
        sum(name, ports.stream().map(sharing::carried).toList()),
        Figure.derived(
            "card of a server",
            new Bandwidth(places().port().value().bitsPerSecond() * ports.size()),
            "{" + places().port().name() + "} × {" + count.name() + "}",
            places().port(),
            count));
  }

  private static Figure<Bandwidth> sum(String name, List<? extends Figure<?>> parts) {
    return Figure.derived(
        name,
        new Bandwidth(parts.stream().mapToDouble(LoadSharing::number).sum()),
        parts.stream().map(p -> "{" + p.name() + "}").collect(Collectors.joining(" + ")),
        parts.toArray(Figure<?>[]::new));
  }

  @Override
  public String title() {
    return "Load of the links of " + network.described();
  }

  @Override
  public String verdict() {
    List<String> full = links().stream().filter(sharing::isFull).map(places()::name).toList();
    if (!full.isEmpty()) {
      return "Full: " + String.join(", ", full) + ".";
    }
    return links().stream()
        .max(Comparator.comparingDouble(link -> sharing.use(link).value().value()))
        .map(
            link ->
                "No link is full; the fullest is "
                    + places().name(link)
                    + " with "
                    + sharing.use(link).starredText()
                    + ".")
        .orElse("No link carries anything.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("link")
            .text("kind")
            .number("capacity", "Gb/s", 1)
            .number("asked for", "Gb/s", 3)
            .number("carries", "Gb/s", 3)
            .number("use", "%", 1)
            .number("use asked for", "%", 1);
    for (int link : links()) {
      Figure<Bandwidth> capacity =
          places().kind(link).equals("uplink") ? places().uplink() : places().port();
      table.row(
          places().name(link),
          places().kind(link),
          NetworkLoad.inGiga(capacity),
          NetworkLoad.inGiga(sharing.asked(link)),
          NetworkLoad.inGiga(sharing.carried(link)),
          NetworkLoad.inPercent(sharing.use(link)),
          NetworkLoad.inPercent(sharing.askedUse(link)));
    }
    for (Card card : cards()) {
      table.row(
          card.carried().name(),
          "card of a server",
          NetworkLoad.inGiga(card.capacity()),
          NetworkLoad.inGiga(card.asked()),
          NetworkLoad.inGiga(card.carried()),
          NetworkLoad.inPercent(card.use()),
          NetworkLoad.inPercent(card.askedUse()));
    }
    table.note("All bits of the link: headers, VXLAN, preamble, check sequence and gap.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    List<Integer> fullest =
        links().stream()
            .sorted(Comparator.comparingDouble((Integer l) -> -sharing.askedUse(l).value().value()))
            .limit(SHOWN)
            .toList();
    return NetworkLoad.bars(title(), verdict(), "link", "% of its capacity", sharing, fullest);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (int link : links()) {
      figures.add(sharing.asked(link));
      figures.add(sharing.carried(link));
      figures.add(sharing.use(link));
      figures.add(sharing.askedUse(link));
    }
    for (Card card : cards()) {
      figures.addAll(List.of(card.asked(), card.carried(), card.use(), card.askedUse()));
    }
    figures.add(places().uplink());
    figures.add(places().port());
    return figures;
  }
}
