package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bandwidth;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What each traffic gets of what it asks for, and where it is kept short. Requests and answers are
 * looked at each by themselves: that a server without requests has nothing to answer is not.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.virtualNetwork("prod", "10.0.0.0/16",
 *     v -> v.nic("web1", "10.0.2.4", "n1").nic("sql1", "10.0.2.5", "n2")));
 * var traffic = net.load(l -> l.port(gbps(10)).between("web1", "sql1", t -> t.answers(gbps(4)))).traffic();
 * traffic.why("web1 → sql1 answers get").figure().value() // → 4 Gb/s
 * }</pre>
 */
public final class LoadedTraffic extends Result implements OfStamp {

  private static final double SLACK = 1e-9;

  private final SoftwareDefinedNetwork network;
  private final LoadSharing sharing;

  LoadedTraffic(SoftwareDefinedNetwork network, LoadSharing sharing) {
    this.network = network;
    this.sharing = sharing;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return network.stamp();
  }

  @Override
  public String title() {
    return "Traffic in the network of " + network.described();
  }

  private boolean isShort(LoadTraffic.Way way) {
    return sharing.gets(way).value().bitsPerSecond()
        < way.rate().value().bitsPerSecond() * (1 - SLACK);
  }

  @Override
  public String verdict() {
    String less =
        sharing.ways().stream()
            .filter(this::isShort)
            .map(
                way ->
                    way.name()
                        + " get "
                        + sharing.gets(way).starredText()
                        + " of "
                        + way.rate().valueText())
            .collect(Collectors.joining("; "));
    return less.isEmpty() ? "All get what they ask for." : less + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("traffic")
            .number("packet", "bytes", 0)
            .number("flows", "", 0)
            .number("without a way", "", 0)
            .number("asks for", "Gb/s", 3)
            .number("gets", "Gb/s", 3)
            .text("short at");
    for (LoadTraffic.Way way : sharing.ways()) {
      Figure<Bandwidth> gets = sharing.gets(way);
      table.row(
          way.name(),
          way.packet(),
          way.flows(),
          new Cell(sharing.lost(way), gets.confidence().starred()),
          NetworkLoad.inGiga(way.rate()),
          NetworkLoad.inGiga(gets),
          String.join(", ", sharing.shortAt(way)));
    }
    table.note("Rates are of IPv4 packets as the cards of VMs see them.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    List<LoadTraffic.Way> ways = sharing.ways();
    List<Double> gets =
        ways.stream().map(w -> sharing.gets(w).value().bitsPerSecond() / NetworkLoad.GIGA).toList();
    List<Double> more =
        ways.stream()
            .map(
                w ->
                    Math.max(
                        0,
                        (w.rate().value().bitsPerSecond() - sharing.gets(w).value().bitsPerSecond())
                            / NetworkLoad.GIGA))
            .toList();
    return Optional.of(
        new Picture.Bars(
            title(),
            verdict(),
            "traffic",
            "Gb/s",
            ways.stream().map(LoadTraffic.Way::name).toList(),
            List.of(
                new Picture.Series("gets", gets, Picture.Role.GOOD),
                new Picture.Series("asked for beyond that", more, Picture.Role.BAD)),
            true));
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (LoadTraffic.Way way : sharing.ways()) {
      figures.add(sharing.gets(way));
      figures.add(way.rate());
      figures.add(way.packet());
    }
    sharing.traffic().forEach(t -> figures.add(t.flows()));
    return figures;
  }
}
