package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.GoldenExamples;
import org.stackbook.error.Refusal;
import org.stackbook.fact.GoldenExample;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.MacAddress;

/** What encapsulation costs. */
@Tag("golden")
class EncapsulationGoldenTest {

  private static final Ethernet LINK = new Ethernet(new MacAddress(2), new MacAddress(4));
  private static final Endpoint HERE = Endpoint.parse("10.0.2.4:50000");
  private static final Endpoint THERE = Endpoint.parse("10.0.2.5:443");

  @Test
  void segmentsOfAnanta() {
    GoldenExample example = GoldenExamples.named("NET-MTU-A1");
    int segment = example.in().path("mss").asInt();
    Mtu mtu = Mtu.of(example.expect().path("mtu").asInt());
    assertEquals(segment, Encapsulation.NONE.largestSegment(mtu.bytes()));
    assertEquals(
        example.expect().path("clampedTo").asInt(),
        Encapsulation.IP_IN_IP.largestSegment(mtu.bytes()));
    int unclamped = Encapsulation.IP_IN_IP.ipLength(segment);
    assertEquals(example.expect().path("unclampedFrame").asInt(), unclamped);
    assertEquals("dropped when DF is set", example.expect().path("result").asText());
    assertEquals(MtuFate.DROPPED, mtu.fate(unclamped, true));
    assertEquals(MtuFate.FRAGMENTED, mtu.fate(unclamped, false));
    assertEquals(MtuFate.FITS, mtu.fate(Encapsulation.IP_IN_IP.ipLength(1440), true));
  }

  /** 1,674 bytes with the Ethernet header: 160 more than the 1,514 of a frame of 1,500 bytes. */
  @Test
  void theFabricTakesAFullFrameOfATenantInVxlan() {
    Mtu fabric = Mtu.ofFabric();
    assertEquals(1674 - 14, fabric.bytes());
    assertFalse(fabric.figure().confidence().starred());
    assertTrue(fabric.figure().substituted().contains("1,674"), fabric.figure()::substituted);
    Packet full = Packet.tcp(LINK, HERE, THERE, TcpFlag.ACK).withPayload(Payload.zeros(1500 - 40));
    Packet tunnelled =
        full.encapsulate(LINK, Ipv4.of(HERE.address(), THERE.address()), new Vxlan(1));
    assertEquals(1500, full.ipLength());
    assertEquals(1550, tunnelled.ipLength());
    assertEquals(Encapsulation.VXLAN.ipLength(1460), tunnelled.ipLength());
    assertEquals(MtuFate.FITS, fabric.fate(tunnelled));
    assertEquals(MtuFate.DROPPED, Mtu.of(1500).fate(tunnelled));
    int largest = Encapsulation.VXLAN.largestSegment(fabric.bytes());
    assertEquals(1660 - 50 - 40, largest);
    assertEquals(MtuFate.DROPPED, fabric.fate(Encapsulation.VXLAN.ipLength(largest + 1), true));
    assertThrows(Refusal.class, () -> Mtu.of(67));
  }

  /** By hand: data ÷ (data + 40 TCP and IP + overhead + 14 Ethernet + 24 around a frame). */
  @ParameterizedTest
  @CsvSource({
    "NONE, 1460, 1538",
    "IP_IN_IP, 1440, 1538",
    "VXLAN, 1460, 1588",
    "VXLAN, 100, 228",
    "NONE, 6, 84",
    "NONE, 1, 84",
    "VXLAN, 0, 128"
  })
  void goodputCountsAllThatALinkCarries(Encapsulation how, int segment, int onTheLink) {
    assertEquals((double) segment / onTheLink, how.goodput(segment).value(), 1e-12);
  }
}
