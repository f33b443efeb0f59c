package org.stackbook.network.sdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.network.packet.Mtu;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Result;

/** Shares of data, counted by hand. */
@Tag("oracle")
class GoodputTest {

  private static final double SLACK = 1e-12;

  private static double share(Result result, String name) {
    return ((Ratio) result.why(name).figure().value()).value();
  }

  /** Data + 40 TCP and IPv4 + 14 Ethernet + 24 around a frame, and 50 in VXLAN. */
  @ParameterizedTest
  @CsvSource({"64, 142, 192", "512, 590, 640", "1460, 1538, 1588", "1570, 1648, 1698"})
  void dataOfAllThatALinkCarries(int data, int plain, int tunnelled) {
    Goodput goodput = Networks.small().goodput();
    assertEquals((double) data / plain, share(goodput, "goodput of " + data + " bytes"), SLACK);
    assertEquals(
        (double) data / tunnelled, share(goodput, "goodput of " + data + " bytes in VXLAN"), SLACK);
  }

  @Test
  void theLargestSegments() {
    Goodput goodput = Networks.small().goodput();
    assertEquals(1620, goodput.why("largest segment").figure().value());
    assertEquals(1570, goodput.why("largest segment in VXLAN").figure().value());
    assertEquals(1410, goodput.mtu(1500).why("largest segment in VXLAN").figure().value());
    assertThrows(Refusal.class, () -> goodput.mtu(67));
  }

  /**
   * 1,460 bytes are 1,550 in VXLAN: at 1,500, a fragment of 1,480 bytes behind its header, on the
   * link 1,538, and one of 50, on the link 14 + 20 + 50 + 24. At 576 there are 552 in each of two
   * full ones, 610 on the link, and 426 in the last. At 1,411 bytes the last one carries a single
   * byte and is filled up to 60.
   */
  @ParameterizedTest
  @CsvSource({"1500, 1460, 1646", "576, 1460, 1704", "1500, 1411, 1622"})
  void anMtuTooSmallCostsHeaders(int mtu, int data, int taken) {
    Goodput goodput = Networks.small().goodput().mtu(mtu);
    if (data == 1460) {
      assertEquals(
          (double) data / taken,
          share(goodput, "goodput of " + data + " bytes in fragments"),
          SLACK);
      assertTrue(goodput.verdict().contains("dropped"), goodput.verdict());
    }
    Figure<Integer> packet = Figure.given("packet", data + 40, "test");
    assertEquals(taken, Encapsulation.VXLAN.onLinkInFragments(packet, Mtu.of(mtu)).value());
  }

  @Test
  void headersInTheirOrder() {
    GoodputHeaders headers = Networks.small().goodput().headers();
    assertEquals(50, headers.why("what VXLAN adds").figure().value());
    assertEquals(
        List.of(
            "outer Ethernet",
            "outer Ipv4",
            "outer Udp",
            "outer Vxlan",
            "inner Ethernet",
            "inner Ipv4",
            "inner Tcp"),
        headers.table().stringColumn("header").asList());
    assertEquals(104.0, headers.table().numberColumn("so far (bytes)").max());
  }

  @Test
  void theFateIsThatOfTheMtu() {
    Goodput fits = Networks.small().goodput();
    assertTrue(fits.verdict().endsWith("where they fit."), fits.verdict());
    List<String> at1500 = fits.mtu(1500).table().stringColumn("in VXLAN at the MTU").asList();
    assertEquals(List.of("fits", "too long"), at1500.subList(at1500.size() - 2, at1500.size()));
  }
}
