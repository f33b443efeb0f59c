package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.seed.Random64;

/** Captures as Wireshark's own decoder reads them. */
@Tag("oracle")
class TsharkOracleTest {

  private static final int PACKETS = 600;

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void thereIsTshark() {
    Tshark.assumeInstalled();
  }

  @Test
  void hundredsOfRandomPacketsAreDecodedAsTheyAre() throws Exception {
    RandomPackets packets = new RandomPackets(42);
    Random64 random = new Random64(43);
    List<String> points = List.of("mux-1 in", "mux-1 out", "n3 \"vswitch\"", "web-1 <é>", "💾");
    List<CapturedPacket> captured = new ArrayList<>();
    long nanos = 0;
    for (int i = 0; i < PACKETS; i++) {
      nanos += random.nextInt(2_000_000_000);
      String comment = random.nextInt(3) == 0 ? "" : "step " + i + ": <b>&amp; 'à' " + i % 7;
      String point = points.get(random.nextInt(points.size()));
      captured.add(new CapturedPacket(nanos, point, packets.next(), comment));
    }
    Tshark.assertDecoded(folder, Capture.of(captured));
  }

  /** With ports whose carried protocols Wireshark knows, and reads. */
  @Test
  void aRequestIsFollowedIntoATunnelAndOut() throws Exception {
    Ethernet link = new Ethernet(new MacAddress(2), new MacAddress(4));
    Endpoint client = Endpoint.parse("198.51.100.7:50123");
    Endpoint vip = Endpoint.parse("203.0.113.10:80");
    Endpoint web = Endpoint.parse("10.0.2.4:80");
    Ipv4 outer = Ipv4.of(IpAddress.parse("10.0.0.8"), IpAddress.parse("10.0.0.4"));
    Packet syn =
        Packet.tcp(link, client, vip)
            .with(Tcp.of(client.port(), vip.port(), TcpFlag.SYN).withMss(1440));
    Packet get =
        Packet.tcp(link, client, vip)
            .with(Tcp.of(client.port(), vip.port(), TcpFlag.ACK, TcpFlag.PSH).withNumbers(1, 1))
            .withPayload(Payload.text("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"));
    Packet ping = Packet.ping(link, web.address(), client.address(), 7, 1);
    List<CapturedPacket> captured = new ArrayList<>();
    long nanos = 0;
    for (Packet packet : List.of(syn, get, ping)) {
      captured.add(new CapturedPacket(nanos++, "tor-1", packet, "comes in"));
      Packet tunnelled = packet.encapsulate(link, outer, new Vxlan(5001));
      captured.add(new CapturedPacket(nanos++, "mux-1", tunnelled, "in a tunnel"));
      captured.add(new CapturedPacket(nanos++, "n3", tunnelled.routed(link), "routed"));
    }
    captured.add(new CapturedPacket(nanos, "web-1", get.withDestination(web), "translated"));
    Tshark.assertDecoded(folder, Capture.of(captured));
    List<String> hosts = Tshark.lines(folder, Capture.of(captured), List.of("http.host"));
    assertEquals(4, hosts.stream().filter("example.org"::equals).count());
  }
}
