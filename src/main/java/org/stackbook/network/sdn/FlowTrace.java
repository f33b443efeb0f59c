package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.packet.Capture;
import org.stackbook.network.packet.CapturedPacket;
import org.stackbook.network.packet.Mtu;
import org.stackbook.network.packet.Packet;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;
import org.stackbook.view.Step;

/**
 * The first packet of a flow, followed place by place to its end, and the answer back: what is done
 * at each place and what the packet is before and after. From a card to a VIP what follows is
 * shown, too: the MUX tells the server of the sender where the card is that it chose, and later
 * packets go there without it.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * net.flow("198.51.100.7:50123", "203.0.113.10:443").disposition() // → delivered
 * net.flow("10.0.2.4:50123", "203.0.113.10:443").hops().stream().filter(h -> h.leg().toString().equals("redirect")).count() // → 4
 * }</pre>
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; P. Patel et al., "Ananta: Cloud scale
 * load balancing", SIGCOMM 2013.
 */
public final class FlowTrace extends Result implements OfStamp {

  private static final int NANOS_PER_MICRO = 1_000;

  private final SdnLayout layout;
  private final FlowEnd from;
  private final FlowEnd to;
  private final Protocol protocol;
  private final List<Hop> hops;
  private final FlowDisposition disposition;
  private final List<Figure<?>> filters;
  private final boolean isFiltered;

  FlowTrace(SdnLayout layout, Fabric fabric, FlowEnd from, FlowEnd to, Protocol protocol) {
    FlowPlaces passed = FlowWalk.of(layout, fabric, from, to, protocol);
    this.layout = layout;
    this.from = from;
    this.to = to;
    this.protocol = protocol;
    this.hops = List.copyOf(passed.trail().hops());
    this.disposition = passed.trail().disposition();
    this.filters = List.copyOf(passed.filters().figures());
    this.isFiltered = passed.filters().areDescribed();
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return layout.stamp();
  }

  /** How it ends. */
  public FlowDisposition disposition() {
    return disposition;
  }

  /** What each place did, in order; the packet before and after with all its headers. */
  public List<Hop> hops() {
    return hops;
  }

  /** All headers of the packet, as it comes to each place and leaves it. */
  public FlowPackets packets() {
    return new FlowPackets(this);
  }

  /**
   * The packets as a capture at each place, for Wireshark.
   *
   * <pre>{@code
   * oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4")))
   *     .flow("198.51.100.7:50123", "203.0.113.10:443").capture().pcap("flow.pcapng");
   * }</pre>
   */
  public Capture capture() {
    List<CapturedPacket> captured = new ArrayList<>();
    long time = 0;
    long between = (long) hopMicros().value() * NANOS_PER_MICRO;
    for (Hop hop : hops) {
      String comment =
          String.join("; ", hop.steps().stream().map(s -> s.rule() + ": " + s.found()).toList());
      if (hop.in().isPresent()) {
        captured.add(new CapturedPacket(time, hop.at() + " in", hop.in().get(), ""));
        time += between;
      }
      if (hop.out().isPresent()) {
        captured.add(new CapturedPacket(time, hop.at() + " out", hop.out().get(), comment));
        time += between;
      }
    }
    return Capture.of(captured);
  }

  private static Fact ours(String name) {
    return Facts.ours().fact("sdn/" + name + "/value");
  }

  private static Figure<Integer> hopMicros() {
    Fact fact = ours("hopMicros");
    return Figure.stated("microseconds between packets of the capture", fact.integer(), fact);
  }

  @Override
  public String title() {
    return protocol + " from " + from + " to " + to;
  }

  @Override
  public String verdict() {
    Hop last = hops.get(hops.size() - 1);
    if (disposition != FlowDisposition.DELIVERED) {
      Step why = last.steps().get(last.steps().size() - 1);
      return Sentences.capital(disposition.word())
          + " at "
          + last.at()
          + (last.answer() ? ", on the way back: " : ": ")
          + why.found()
          + ".";
    }
    return Sentences.capital(disposition.word())
        + ": "
        + way(FlowLeg.THERE)
        + ". Back: "
        + way(FlowLeg.BACK)
        + "."
        + (isRedirected() ? " Later: " + way(FlowLeg.LATER_THERE) + "." : "");
  }

  private String way(FlowLeg leg) {
    return String.join(" → ", hops.stream().filter(h -> h.leg() == leg).map(Hop::at).toList());
  }

  private boolean isRedirected() {
    return hops.stream().anyMatch(h -> h.leg() == FlowLeg.REDIRECT);
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("way")
            .text("place")
            .text("step")
            .text("found")
            .text("outcome")
            .text("packet as it leaves");
    for (Hop hop : hops) {
      for (int i = 0; i < hop.steps().size(); i++) {
        Step step = hop.steps().get(i);
        boolean last = i == hop.steps().size() - 1;
        table.row(
            hop.leg().toString(),
            hop.at(),
            step.rule(),
            step.found(),
            step.outcome(),
            last ? hop.out().map(FlowTrace::brief).orElse("") : "");
      }
    }
    table.note(Sentences.capital(disposition.word()) + ": " + disposition.definition() + ".");
    if (isRedirected()) {
      table.note("Ours: " + ours("redirect").text() + ".");
    }
    if (isFiltered) {
      table.note("Ours: " + ours("filters").text() + ".");
    }
    return table.build();
  }

  /** A packet in one line. */
  static String brief(Packet packet) {
    Packet inner = packet.innermost();
    String what =
        inner.protocol() == Protocol.ICMP
            ? inner.info()
            : inner.source() + " → " + inner.destination() + flags(inner);
    return packet
        .vxlan()
        .map(
            vxlan ->
                "VNI "
                    + vxlan.vni()
                    + ", "
                    + packet.ipv4().source()
                    + " → "
                    + packet.ipv4().destination()
                    + ": "
                    + what)
        .orElse(what);
  }

  /** What stands above an arrow: of a packet in a tunnel the tunnel alone. */
  private static String label(Packet packet) {
    return packet
        .vxlan()
        .map(
            vxlan ->
                "VXLAN "
                    + vxlan.vni()
                    + ", "
                    + packet.ipv4().source()
                    + " → "
                    + packet.ipv4().destination())
        .orElseGet(() -> brief(packet));
  }

  private static String flags(Packet packet) {
    return packet.tcp().isPresent() ? packet.info().replaceFirst("^.*?(\\[.*?\\]).*$", " $1") : "";
  }

  @Override
  public Optional<Picture> picture() {
    Map<String, Picture.Participant> who = new LinkedHashMap<>();
    List<Picture.Event> events = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      who.putIfAbsent(hop.at(), new Picture.Participant(hop.at(), address(hop.at())));
      for (Step step : hop.steps()) {
        events.add(new Picture.Note(hop.at(), step.rule() + ": " + step.found()));
      }
      if (hop.out().isPresent() && i + 1 < hops.size()) {
        Hop next = hops.get(i + 1);
        events.add(
            new Picture.Message(
                hop.at(),
                next.at(),
                label(hop.out().get()),
                hop.answer() ? Picture.Arrow.REPLY : Picture.Arrow.SENT));
      }
    }
    return Optional.of(new Picture.Sequence(title(), verdict(), List.copyOf(who.values()), events));
  }

  private String address(String place) {
    for (List<PhysicalEnd> ends : List.of(layout.tors(), layout.muxes(), layout.hosts())) {
      for (PhysicalEnd end : ends) {
        if (end.name().equals(place)) {
          return end.address().toString();
        }
      }
    }
    for (VirtualNic nic : layout.nics()) {
      if (nic.name().equals(place)) {
        return nic.name().equals(nic.address().toString())
            ? "VNI " + nic.network().vni()
            : nic.address().toString();
      }
    }
    return (from.nic().isEmpty() ? from : to).endpoint().address().toString();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(
        Figure.derived("places passed", hops.size(), "count of the places, there and back"));
    figures.add(Mtu.ofFabric().figure());
    figures.add(
        Figure.derived(
            "largest packet",
            hops.stream().flatMap(h -> h.out().stream()).mapToInt(Packet::ipLength).max().orElse(0),
            "bytes of the longest IPv4 packet on the way"));
    figures.add(hopMicros());
    if (isRedirected()) {
      Fact later = Facts.networking().fact("loadBalancing/internalTraffic");
      figures.add(Figure.stated("later packets", later.text(), later));
      figures.add(Figure.stated("redirect", ours("redirect").text(), ours("redirect")));
    }
    if (disposition == FlowDisposition.HAIRPIN) {
      figures.add(Figure.stated("hairpin", ours("hairpin").text(), ours("hairpin")));
    }
    if (layout.vip(to.endpoint().address()).filter(Vip::isInternal).isPresent()) {
      figures.add(
          Figure.stated("way to an internal VIP", ours("internalVip").text(), ours("internalVip")));
    }
    if (isFiltered) {
      figures.addAll(filters);
      figures.add(Figure.stated("filters", ours("filters").text(), ours("filters")));
    }
    figures.addAll(layout.figures());
    return figures;
  }
}
