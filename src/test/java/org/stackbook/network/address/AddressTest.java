package org.stackbook.network.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stackbook.error.Refusal;

@Tag("unit")
class AddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.2.4", "203.0.113.10", "255.255.255.255"})
  void anAddressIsReadAsItIsWritten(String text) {
    assertEquals(text, IpAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.2",
        "10.0.2.4.5",
        "10.0.2.256",
        "010.0.2.4",
        "10.0.2.-4",
        "a.b.c.d",
        "10.0.2.",
        "::1",
        "１0.0.2.4"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThrows(Refusal.class, () -> IpAddress.parse(text));
  }

  @Test
  void addressesComeInTheOrderOfTheirNumbers() {
    assertEquals(
        List.of("9.0.0.0", "127.255.255.255", "128.0.0.0", "200.0.0.1"),
        List.of("200.0.0.1", "128.0.0.0", "9.0.0.0", "127.255.255.255").stream()
            .map(IpAddress::parse)
            .sorted()
            .map(IpAddress::toString)
            .toList());
    assertEquals("10.0.3.0", IpAddress.parse("10.0.2.255").plus(1).toString());
  }

  @Test
  void aNetworkKnowsItsAddresses() {
    IpNetwork net = IpNetwork.parse("10.193.132.128/26");
    assertEquals(64, net.size());
    assertEquals(62, net.hosts());
    assertEquals("10.193.132.191", net.last().toString());
    assertEquals("10.193.132.130", net.address(2).toString());
    assertThrows(IndexOutOfBoundsException.class, () -> net.address(64));
    assertTrue(net.contains(IpAddress.parse("10.193.132.191")));
    assertFalse(net.contains(IpAddress.parse("10.193.132.192")));
    assertEquals(1L << 32, IpNetwork.parse("0.0.0.0/0").size());
    assertTrue(IpNetwork.parse("0.0.0.0/0").contains(IpAddress.parse("200.1.2.3")));
    assertEquals(2, IpNetwork.parse("10.0.0.0/31").hosts());
    assertEquals("10.0.0.7", IpNetwork.parse("10.0.0.7/32").last().toString());
  }

  @Test
  void networksOverlapWhereOneLiesInTheOther() {
    IpNetwork large = IpNetwork.parse("10.0.0.0/16");
    IpNetwork small = IpNetwork.parse("10.0.2.0/24");
    assertTrue(large.overlaps(small) && small.overlaps(large) && large.contains(small));
    assertFalse(small.contains(large));
    assertFalse(small.overlaps(IpNetwork.parse("10.0.3.0/24")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.2.4/24", "10.0.2.0", "10.0.2.0/33", "10.0.2/24", "/24", "10.0.2.0/"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThrows(Refusal.class, () -> IpNetwork.parse(text));
  }

  @Test
  void aNetworkThatBeginsElsewhereIsNamed() {
    Refusal refusal = assertThrows(Refusal.class, () -> IpNetwork.parse("10.0.2.4/24"));
    assertTrue(refusal.getMessage().contains("10.0.2.0/24"), refusal::getMessage);
  }

  @Test
  void aMacAddressIsReadWithDashesAndColons() {
    MacAddress mac = MacAddress.parse("00:1d:d8:b7:1c:ff");
    assertEquals("00-1D-D8-B7-1C-FF", mac.toString());
    assertEquals("00-1D-D8-B7-1D-00", mac.plus(1).toString());
    assertThrows(Refusal.class, () -> MacAddress.parse("00-1D:D8-B7-1C-FF"));
    assertThrows(Refusal.class, () -> MacAddress.parse("FF-FF-FF-FF-FF-FF").plus(1));
  }

  @Test
  void anEndpointHasAPort() {
    assertEquals("203.0.113.10:443", Endpoint.parse("203.0.113.10:443").toString());
    assertThrows(Refusal.class, () -> Endpoint.parse("203.0.113.10"));
    assertThrows(Refusal.class, () -> Endpoint.parse("203.0.113.10:65536"));
  }
}
