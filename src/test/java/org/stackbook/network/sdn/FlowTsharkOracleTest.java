package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.network.acl.Traffic;
import org.stackbook.network.packet.Capture;
import org.stackbook.network.packet.CapturedPacket;
import org.stackbook.network.packet.Packet;
import org.stackbook.network.packet.Tshark;

/** Captures of flows, as Wireshark's own decoder reads them. */
@Tag("oracle")
class FlowTsharkOracleTest {

  private static final String VIP = "203.0.113.10:443";

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void thereIsTshark() {
    Tshark.assumeInstalled();
  }

  private static List<FlowTrace> traces() {
    SoftwareDefinedNetwork net =
        Networks.of(
            n ->
                n.muxes(2)
                    .virtualNetwork(
                        "prod",
                        "10.0.0.0/16",
                        v ->
                            v.nic("web1", "10.0.2.4", "n1")
                                .nic("web2", "10.0.2.5", "n2")
                                .nic("db1", "10.0.2.6", "n3"))
                    .vip("203.0.113.10", v -> v.tcp(443, 8443).pool("web", "10.0.2.4", "10.0.2.5"))
                    .vip("203.0.113.20", v -> v.tcp(1433).udp(53).pool("db", "10.0.2.6"))
                    .vip("10.0.2.100", v -> v.tcp(1433).pool("db", "10.0.2.6"))
                    .filters(
                        a ->
                            a.group("all", g -> g.allowIn(100, "all", Traffic.ANY, "Any"))
                                .associate("all", "web1", "web2", "db1")));
    return List.of(
        net.flow("198.51.100.7:50123", VIP),
        net.flow("web1:50000", "db1:1433"),
        net.flow("web2:50000", "93.184.216.34:80"),
        net.flow("web1:50001", "203.0.113.20:1433"),
        net.flow("db1:50001", "203.0.113.20:1433"),
        net.flow("web1:50002", "10.0.2.100:1433"),
        net.datagram("web2:50003", "203.0.113.20:53"));
  }

  private static Capture capture(List<FlowTrace> traces) {
    List<CapturedPacket> all = new ArrayList<>();
    long nanos = 0;
    for (FlowTrace trace : traces) {
      assertEquals(FlowDisposition.DELIVERED, trace.disposition(), trace::toString);
      for (CapturedPacket each : trace.capture().packets()) {
        all.add(new CapturedPacket(nanos++, each.point(), each.packet(), each.comment()));
      }
    }
    return Capture.of(all);
  }

  @Test
  void everyFieldOfEveryPacketIsThatOfTheTrace() throws Exception {
    List<FlowTrace> traces = traces();
    Capture capture = capture(traces);
    List<Packet> hops =
        traces.stream()
            .flatMap(trace -> trace.hops().stream())
            .flatMap(hop -> Stream.concat(hop.in().stream(), hop.out().stream()))
            .toList();
    assertEquals(hops, capture.packets().stream().map(CapturedPacket::packet).toList());
    Tshark.assertDecoded(folder, capture);
  }

  /**
   * What Wireshark sees of a request to a VIP, computed by hand: addresses as they are rewritten.
   */
  @Test
  void aRequestToAVipAsItIsSeen() throws Exception {
    FlowTrace trace = traces().get(0);
    List<String> lines =
        Tshark.lines(
            folder,
            trace.capture(),
            List.of(
                "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "vxlan.vni", "tcp.flags.str"));
    List<String> there = trace.hops().stream().map(Hop::at).toList();
    String card = there.get(4).equals("web1") ? "10.0.2.4" : "10.0.2.5";
    String server = there.get(4).equals("web1") ? "10.128.0.5" : "10.128.0.6";
    String mux = there.get(2).equals("mux1") ? "10.128.0.3" : "10.128.0.4";
    String syn = "·".repeat(10) + "S·";
    String outside = "198.51.100.7\t203.0.113.10\t50123\t443\t\t" + syn;
    String tunnel = mux + ";198.51.100.7\t" + server + ";203.0.113.10\t50123\t443\t5001\t" + syn;
    String inside = "198.51.100.7\t" + card + "\t50123\t8443\t\t" + syn;
    assertEquals(
        List.of(outside, outside, outside, outside, tunnel, tunnel, inside, inside),
        lines.subList(0, 8));
    String answered = "·".repeat(7) + "A··S·";
    String own = card + "\t198.51.100.7\t8443\t50123\t\t" + answered;
    String vips = "203.0.113.10\t198.51.100.7\t443\t50123\t\t" + answered;
    assertEquals(List.of(own, own, vips, vips, vips, vips), lines.subList(8, 14));
    assertEquals(14, lines.size());
  }

  /** RFC 7348, section 5: by the flow within, of the dynamic ports. */
  @Test
  void theSourcePortOfATunnelIsOneOfTheFlow() {
    List<FlowTrace> traces = traces();
    Set<Integer> all =
        traces.stream()
            .flatMap(trace -> ports(trace, FlowLeg.THERE).stream())
            .collect(Collectors.toSet());
    assertTrue(all.stream().allMatch(port -> port >= 49_152 && port <= 65_535), all::toString);
    assertTrue(all.size() > 4, all::toString);
    FlowTrace toVip = traces.get(3);
    // From the MUX, and later from the server, it is one flow within.
    assertEquals(1, ports(toVip, FlowLeg.THERE).size());
    assertEquals(ports(toVip, FlowLeg.THERE), ports(toVip, FlowLeg.LATER_THERE));
  }

  private static Set<Integer> ports(FlowTrace trace, FlowLeg leg) {
    return trace.hops().stream()
        .filter(hop -> hop.leg() == leg)
        .flatMap(hop -> hop.out().stream())
        .filter(Packet::isTunnelled)
        .map(packet -> packet.source().port())
        .collect(Collectors.toSet());
  }
}
