package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.seed.Random64;

@Tag("property")
class PacketPropertyTest {

  private static final int PACKETS = 3_000;

  @Test
  void whatIsWrittenIsReadAgain() {
    RandomPackets packets = new RandomPackets(1);
    Set<Integer> depths = new HashSet<>();
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = packets.next();
      depths.add(packet.headers().size());
      byte[] frame = packet.bytes();
      assertEquals(packet.length(), frame.length);
      assertEquals(packet, Packet.parse(frame));
    }
    assertEquals(Set.of(3, 7, 11), depths);
  }

  /** In ones' complement, numbers are the remainders by 65,535: nothing of our sum is in this. */
  private static int remainder(byte[] frame, int from, int to, long before) {
    long sum = before;
    for (int i = from; i < to; i++) {
      sum += (long) (frame[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    return (int) (sum % 65_535);
  }

  @Test
  void checksumsOfAllHeadersHoldByRemainders() {
    RandomPackets packets = new RandomPackets(2);
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = packets.next();
      byte[] frame = packet.bytes();
      int at = 0;
      for (Header header : packet.headers()) {
        int ip = at - 20;
        long pseudo =
            ip < 0
                ? 0
                : remainder(frame, ip + 12, ip + 20, (frame[ip + 9] & 0xff) + frame.length - at);
        if (header instanceof Ipv4) {
          assertEquals(0, remainder(frame, at, at + 20, 0));
        } else if (header instanceof Tcp) {
          assertEquals(0, remainder(frame, at, frame.length, pseudo));
        } else if (header instanceof Icmp) {
          assertEquals(0, remainder(frame, at, frame.length, 0));
        } else if (header instanceof Udp udp && udp.destinationPort() != Vxlan.PORT) {
          assertEquals(0, remainder(frame, at, frame.length, pseudo));
          assertTrue(frame[at + 6] != 0 || frame[at + 7] != 0, "0 says that there is none");
        }
        at += header.length();
      }
    }
  }

  /** Checksums notice any one bit; only Ethernet and the headers of tunnels have none. */
  @Test
  void aFlippedBitIsNoticedOrMakesAnotherPacket() {
    RandomPackets packets = new RandomPackets(3);
    Random64 random = new Random64(4);
    int noticed = 0;
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = packets.next();
      byte[] frame = packet.bytes();
      int at = random.nextInt(frame.length);
      frame[at] ^= (byte) (1 << random.nextInt(8));
      try {
        assertNotEquals(packet, Packet.parse(frame));
        boolean hasNoSum = packet.isTunnelled() || at < 12;
        assertTrue(hasNoSum, () -> "byte " + at + " of " + packet);
      } catch (Refusal e) {
        noticed++;
      }
    }
    assertTrue(noticed > PACKETS * 3 / 4, "noticed: " + noticed);
  }

  @Test
  void rubbishIsRefusedAndNothingWorse() {
    RandomPackets packets = new RandomPackets(5);
    Random64 random = new Random64(6);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = packets.next().bytes();
      byte[] cut = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
      for (int changes = random.nextInt(4); changes > 0 && cut.length > 0; changes--) {
        cut[random.nextInt(cut.length)] = (byte) random.nextLong();
      }
      try {
        Packet.parse(cut);
      } catch (Refusal e) {
        assertTrue(e.given().contains(cut.length + " bytes"), e::getMessage);
      }
    }
  }

  /** 8,000 flows to 8 links by source port: chi-squared with 7 degrees, level 0.001, is 24.3. */
  @Test
  void tunnelPortsKeepAFlowTogetherAndSpreadFlows() {
    RandomPackets packets = new RandomPackets(7);
    Ethernet link = packets.link();
    Ipv4 outer = Ipv4.of(new IpAddress(1), new IpAddress(2));
    IpAddress client = IpAddress.parse("198.51.100.7");
    Endpoint vip = Endpoint.parse("203.0.113.10:443");
    int[] links = new int[8];
    for (int i = 0; i < 8_000; i++) {
      Packet packet = Packet.tcp(link, new Endpoint(client, 1024 + i), vip, TcpFlag.SYN);
      int port = packet.encapsulate(link, outer, new Vxlan(1)).source().port();
      assertTrue(port >= 49_152 && port <= 65_535, "port " + port);
      Packet later = packet.withPayload(Payload.text("later")).routed(packets.link());
      assertEquals(port, later.encapsulate(link, outer, new Vxlan(2)).source().port());
      links[port % 8]++;
    }
    double chi = 0;
    for (int flows : links) {
      chi += (flows - 1000.0) * (flows - 1000.0) / 1000;
    }
    assertTrue(chi < 24.3, Arrays.toString(links));
  }
}
