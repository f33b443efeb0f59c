package org.stackbook.qos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.engine.FairShares;
import org.stackbook.unit.Bandwidth;

/**
 * What flows get of the network cards: what a link has left by those that get less of it, divided
 * by those that want more than that.
 */
final class FlowShares {

  private static final double SLACK = 1e-9;

  private final Stamp stamp;
  private final List<CardOptions.Flow> flows;
  private final Figure<Bandwidth> port;
  private final List<Figure<Bandwidth>> asks;
  private final String suffix;
  private final FairShares shares;
  private final Map<Integer, Figure<Bandwidth>> told = new HashMap<>();

  /**
   * @param port what each card sends at most, and receives at the same time
   * @param asks what each flow would send
   * @param suffix behind the names of the figures, to tell one sharing from another
   */
  FlowShares(
      Stamp stamp,
      List<CardOptions.Flow> flows,
      Figure<Bandwidth> port,
      List<Figure<Bandwidth>> asks,
      String suffix) {
    this.stamp = stamp;
    this.flows = flows;
    this.port = port;
    this.asks = asks;
    this.suffix = suffix;
    double rate = port.value().bitsPerSecond();
    this.shares =
        FairShares.of(
            IntStream.range(0, 2 * stamp.servers().size()).mapToDouble(link -> rate).toArray(),
            flows.stream()
                .map(f -> f.links().stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new),
            asks.stream().mapToDouble(f -> f.value().bitsPerSecond()).toArray());
    IntStream.range(0, flows.size()).forEach(this::gets);
  }

  /** What a flow gets. */
  Figure<Bandwidth> gets(int flow) {
    Figure<Bandwidth> known = told.get(flow);
    if (known == null) {
      known = tell(flow);
      told.put(flow, known);
    }
    return known;
  }

  private Figure<Bandwidth> tell(int flow) {
    Fact links = Facts.ours().fact("qos/links/value");
    List<Figure<?>> inputs = new ArrayList<>();
    String formula;
    if (shares.bottleneck(flow) == FairShares.SATISFIED) {
      inputs.add(asks.get(flow));
      formula = "{" + asks.get(flow).name() + "}";
    } else {
      List<Figure<Bandwidth>> less =
          IntStream.range(0, flows.size())
              .filter(other -> takes(other, shares.bottleneck(flow)))
              .filter(other -> shares.bottleneck(other) != shares.bottleneck(flow))
              .mapToObj(this::gets)
              .toList();
      Figure<Integer> sharing = sharing(flow);
      inputs.add(port);
      inputs.addAll(less);
      inputs.add(sharing);
      String left =
          less.stream()
              .map(f -> " − {" + f.name() + "}")
              .collect(Collectors.joining("", "{port}", ""));
      formula = (less.isEmpty() ? left : "(" + left + ")") + " ÷ {" + sharing.name() + "}";
    }
    inputs.add(Figure.stated("sharing", links.text(), links));
    return Figure.derived(
            flows.get(flow).name() + " gets" + suffix,
            new Bandwidth(shares.rate(flow)),
            formula,
            inputs.toArray(Figure<?>[]::new))
        .by(CardShares.rule("article"), CardShares.rule("note"));
  }

  /** How many flows share what is left of the link that keeps a flow short. */
  private Figure<Integer> sharing(int flow) {
    List<Figure<Bandwidth>> alike =
        IntStream.range(0, flows.size())
            .filter(other -> shares.bottleneck(other) == shares.bottleneck(flow))
            .mapToObj(asks::get)
            .toList();
    return Figure.derived(
        "flows that share what " + link(flow) + suffix,
        alike.size(),
        alike.stream()
            .map(f -> "{" + f.name() + "}")
            .collect(Collectors.joining(", ", "those that want more than a share: ", "")),
        alike.toArray(Figure<?>[]::new));
  }

  private boolean takes(int flow, int link) {
    return flows.get(flow).links().contains(link);
  }

  /** What keeps a flow short, such as {@code n1 sends}. */
  String link(int flow) {
    int link = shares.bottleneck(flow);
    return stamp.servers().get(link / 2).name() + (link % 2 == 0 ? " sends" : " receives");
  }

  /** The flows that take the link that keeps a flow short, but for itself. */
  String rivals(int flow) {
    return IntStream.range(0, flows.size())
        .filter(other -> other != flow)
        .filter(other -> takes(other, shares.bottleneck(flow)))
        .mapToObj(other -> flows.get(other).name())
        .collect(Collectors.joining(", "));
  }

  /** Whether a flow gets less than it asks for. */
  boolean isShort(int flow) {
    return shares.rate(flow) < asks.get(flow).value().bitsPerSecond() * (1 - SLACK);
  }
}
