package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.address.Protocol;

@Tag("unit")
class PacketTest {

  private static final Ethernet LINK =
      new Ethernet(MacAddress.parse("00-1D-D8-B7-1C-00"), MacAddress.parse("00-1D-D8-B7-1C-01"));
  private static final Ethernet FABRIC =
      new Ethernet(MacAddress.parse("02-00-00-00-00-0A"), MacAddress.parse("02-00-00-00-00-0B"));
  private static final Endpoint CLIENT = Endpoint.parse("198.51.100.7:50123");
  private static final Endpoint VIP = Endpoint.parse("203.0.113.10:443");
  private static final Ipv4 OUTER =
      Ipv4.of(IpAddress.parse("10.0.0.8"), IpAddress.parse("10.0.0.4"));

  private static Packet syn() {
    return Packet.tcp(LINK, CLIENT, VIP, TcpFlag.SYN);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, to));
  }

  /** The example of RFC 1071, section 3: the words 0001 f203 f4f5 f6f7 add up to ddf2. */
  @Test
  void checksumOfTheRfc() {
    byte[] words = HexFormat.of().parseHex("0001f203f4f5f6f7");
    assertEquals(0xffff - 0xddf2, new Checksum().add(words, 0, words.length).value());
  }

  /**
   * The header that Wikipedia's page on the IPv4 checksum works through: 4500 0073 0000 4000 4011
   * b861 c0a8 0001 c0a8 00c7.
   */
  @Test
  void headerOfAPublishedExample() {
    Packet udp =
        Packet.udp(LINK, Endpoint.parse("192.168.0.1:53"), Endpoint.parse("192.168.0.199:53"))
            .withPayload(Payload.zeros(0x73 - 28));
    assertEquals("45000073000040004011b861c0a80001c0a800c7", hex(udp.bytes(), 14, 34));
  }

  @Test
  void bytesStandWhereTheRfcsPutThem() {
    Packet tunnelled = syn().encapsulate(FABRIC, OUTER, new Vxlan(0xabcdef));
    byte[] frame = tunnelled.bytes();
    assertEquals(tunnelled.length(), frame.length);
    assertEquals("02000000000b02000000000a0800", hex(frame, 0, 14));
    int udp = 34;
    assertEquals("12b5", hex(frame, udp + 2, udp + 4), "port 4789");
    assertEquals(frame.length - udp, Integer.parseInt(hex(frame, udp + 4, udp + 6), 16));
    assertEquals("0000", hex(frame, udp + 6, udp + 8), "no checksum");
    assertEquals("08000000abcdef00", hex(frame, udp + 8, udp + 16));
    assertEquals(hex(syn().bytes(), 0, 54), hex(frame, udp + 16, frame.length));
    int tcp = udp + 16 + 34;
    assertEquals("c3cb01bb0000000000000000" + "5002ffff", hex(frame, tcp, tcp + 16));
  }

  @Test
  void aSegmentWithSynCanTellItsLargestSegment() {
    Packet clamped = syn().with(Tcp.of(50123, 443, TcpFlag.SYN).withMss(1440));
    assertEquals("6002", hex(clamped.bytes(), 46, 48), "six words of header");
    assertEquals("020405a0", hex(clamped.bytes(), 54, 58));
    assertThrows(Refusal.class, () -> Tcp.of(1, 2, TcpFlag.ACK).withMss(1440));
  }

  @Test
  void aTunnelTakesAFrameAsItIsAndGivesItBack() {
    Packet tunnelled = syn().encapsulate(FABRIC, OUTER, new Vxlan(5001));
    assertEquals(syn().length() + 50, tunnelled.length());
    assertEquals(syn(), tunnelled.decapsulate());
    assertEquals(syn(), tunnelled.encapsulate(LINK, OUTER, new Vxlan(7)).innermost());
    assertEquals(new Vxlan(5001), tunnelled.vxlan().orElseThrow());
    assertEquals("10.0.0.4:4789", tunnelled.destination().toString());
    assertEquals(Protocol.UDP, tunnelled.protocol());
    assertEquals(syn().info(), tunnelled.info());
    Refusal refusal = assertThrows(Refusal.class, () -> syn().decapsulate());
    assertTrue(refusal.getMessage().contains("isTunnelled()"), refusal::getMessage);
    assertThrows(Refusal.class, () -> tunnelled.withPayload(Payload.text("x")));
  }

  @Test
  void translationChangesOneEndAndNothingElse() {
    Packet to = syn().withDestination(Endpoint.parse("10.0.2.4:8443"));
    assertEquals("10.0.2.4:8443", to.destination().toString());
    assertEquals(CLIENT, to.source());
    assertEquals(syn(), to.withDestination(VIP));
    Packet from = syn().withSource(Endpoint.parse("203.0.113.99:1024"));
    assertEquals("203.0.113.99:1024", from.source().toString());
    assertEquals(VIP, from.destination());
    Packet ping = Packet.ping(LINK, CLIENT.address(), VIP.address(), 1, 1);
    assertEquals(0, ping.source().port());
    assertEquals(VIP.address(), ping.withSource(new Endpoint(VIP.address(), 0)).source().address());
    assertThrows(Refusal.class, () -> ping.withSource(VIP));
  }

  @Test
  void aRouterCountsDownAndASwitchDoesNot() {
    assertEquals(63, syn().routed(FABRIC).ipv4().timeToLive());
    assertEquals(FABRIC, syn().routed(FABRIC).ethernet());
    assertEquals(64, syn().onLink(FABRIC).ipv4().timeToLive());
    Packet last = syn().with(syn().ipv4().withTimeToLive(1));
    assertThrows(Refusal.class, () -> last.routed(FABRIC));
  }

  @Test
  void linesAreThoseOfWireshark() {
    assertEquals(
        List.of(
            "Ethernet II, Src: 00:1d:d8:b7:1c:00, Dst: 00:1d:d8:b7:1c:01",
            "Internet Protocol Version 4, Src: 198.51.100.7, Dst: 203.0.113.10, Id: 0x0000,"
                + " TTL: 64, DF",
            "Transmission Control Protocol, Src Port: 50123, Dst Port: 443, Seq: 0, Flags: [SYN]",
            "Data (2 bytes)"),
        syn().withPayload(Payload.text("hi")).lines());
    assertEquals(
        "443 → 50123 [SYN, ACK] Seq=9 Ack=1 Win=65535 Len=0 MSS=1460",
        Packet.tcp(LINK, VIP, CLIENT)
            .with(Tcp.of(443, 50123, TcpFlag.ACK, TcpFlag.SYN).withNumbers(9, 1).withMss(1460))
            .info());
    Packet ping = Packet.ping(LINK, CLIENT.address(), VIP.address(), 1, 2);
    assertEquals("Echo (ping) request id=0x0001, seq=2, ttl=64", ping.info());
    assertEquals(
        "Internet Control Message Protocol, Echo (ping) reply, Id: 0x0001, Seq: 2",
        new Icmp(false, 1, 2).reply().toString());
    assertEquals("50123 → 443 Len=0", Packet.udp(LINK, CLIENT, VIP).info());
  }

  /** By the picture of the message in RFC 792. */
  @Test
  void aRedirectQuotesWhatItIsAbout() {
    Packet about = syn();
    IpAddress gateway = IpAddress.parse("10.128.0.6");
    Packet redirect = Packet.redirect(LINK, VIP.address(), CLIENT.address(), gateway, about);
    byte[] frame = redirect.bytes();
    assertEquals(14 + 20 + 8 + 20 + 8, frame.length);
    assertEquals(1, frame[23]);
    assertEquals(5, frame[34]);
    assertEquals(1, frame[35]);
    assertArrayEquals(new byte[] {10, (byte) 128, 0, 6}, Arrays.copyOfRange(frame, 38, 42));
    assertArrayEquals(Arrays.copyOfRange(about.bytes(), 14, 42), Arrays.copyOfRange(frame, 42, 70));
    assertEquals(redirect, Packet.parse(frame));
    assertEquals("Redirect for host, gateway 10.128.0.6", redirect.info());
    assertEquals(
        "Internet Control Message Protocol, Redirect (Redirect for host), Gateway: 10.128.0.6",
        redirect.lines().get(2));
    frame[35] = 0; // for a network
    assertThrows(Refusal.class, () -> Packet.parse(frame));
  }

  @Test
  void headersFollowEachOtherInOneOrder() {
    Payload none = Payload.NONE;
    List<List<Header>> wrong =
        List.of(
            List.of(),
            List.of(LINK),
            List.of(LINK, OUTER),
            List.of(OUTER, new Udp(1, 2)),
            List.of(LINK, new Udp(1, 2)),
            List.of(LINK, OUTER, new Udp(1, Vxlan.PORT)),
            List.of(LINK, OUTER, new Udp(1, Vxlan.PORT), new Vxlan(1)),
            List.of(LINK, OUTER, new Udp(1, 2), new Vxlan(1), LINK, OUTER, new Icmp(false, 1, 1)),
            List.of(LINK, OUTER, new Icmp(false, 1, 1), new Udp(1, 2)));
    for (List<Header> headers : wrong) {
      assertThrows(Refusal.class, () -> new Packet(headers, none), headers::toString);
    }
    Packet largest = syn().withPayload(Payload.zeros(65_535 - 40));
    assertEquals(65_535, largest.ipLength());
    assertThrows(Refusal.class, () -> syn().withPayload(Payload.zeros(65_535 - 39)));
    assertThrows(Refusal.class, () -> largest.encapsulate(FABRIC, OUTER, new Vxlan(1)));
  }

  @Test
  void numbersHaveTheRangesOfTheirFields() {
    assertThrows(Refusal.class, () -> new Vxlan(1 << 24));
    assertThrows(Refusal.class, () -> OUTER.withTimeToLive(256));
    assertThrows(Refusal.class, () -> OUTER.withIdentification(65_536));
    assertThrows(Refusal.class, () -> new Udp(-1, 2));
    assertThrows(Refusal.class, () -> Tcp.of(1, 2).withNumbers(1L << 32, 0));
    assertThrows(Refusal.class, () -> new Icmp(false, 65_536, 0));
  }

  /** Bytes of a good frame with one of them changed, and what is said of that. */
  @ParameterizedTest
  @CsvSource({
    "12, 86, something else than IPv4",
    "14, 46, has options",
    "15, 08, class of service",
    "17, ff, cut off",
    "20, 20, fragment",
    "23, 2f, checksum of IPv4",
    "25, 01, checksum of IPv4",
    "40, 01, checksum of TCP"
  })
  void whatIsWrongInAFrameIsSaid(int at, String value, String said) {
    byte[] frame = syn().bytes();
    frame[at] = HexFormat.of().parseHex(value)[0];
    Refusal refusal = assertThrows(Refusal.class, () -> Packet.parse(frame));
    assertTrue(refusal.getMessage().contains(said), refusal::getMessage);
  }

  @Test
  void paddingBehindThePacketIsNotOfIt() {
    assertEquals(syn(), Packet.parse(Arrays.copyOf(syn().bytes(), 60)));
  }
}
