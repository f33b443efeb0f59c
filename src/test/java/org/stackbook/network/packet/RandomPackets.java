package org.stackbook.network.packet;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.seed.Random64;

/** Packets of all kinds, by a seed. */
final class RandomPackets {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ";

  private final Random64 random;

  RandomPackets(long seed) {
    this.random = new Random64(seed);
  }

  /** Plain, in one tunnel, or in a tunnel in a tunnel. */
  Packet next() {
    Packet packet = plain();
    for (int tunnels = random.nextInt(6) - 3; tunnels > 0; tunnels--) {
      packet = packet.encapsulate(link(), ip(), new Vxlan(random.nextInt(1 << 24)));
    }
    return packet;
  }

  /** In no tunnel. */
  Packet plain() {
    if (random.nextInt(8) == 0) {
      Header carried = random.nextInt(3) == 0 ? new Udp(port(), port()) : tcp();
      Packet about = new Packet(List.of(link(), ip(), carried), payload());
      return Packet.redirect(link(), address(), address(), address(), about);
    }
    Header carried =
        switch (random.nextInt(4)) {
          case 0 -> new Udp(port(), port());
          case 1 -> new Icmp(random.nextInt(2) == 0, word(), word());
          default -> tcp();
        };
    return new Packet(List.of(link(), ip(), carried), payload());
  }

  Ethernet link() {
    // The lowest bit of the first byte would make a group of cards of it.
    return new Ethernet(
        new MacAddress(random.nextLong() & 0xfeffffffffffL),
        new MacAddress(random.nextLong() & 0xfeffffffffffL));
  }

  private Ipv4 ip() {
    return new Ipv4(address(), address(), word(), random.nextInt(2) == 0, 1 + random.nextInt(255));
  }

  /** Of 10.0.0.0/8. */
  private IpAddress address() {
    return new IpAddress((10 << 24) | random.nextInt(1 << 24));
  }

  private Tcp tcp() {
    Set<TcpFlag> flags = EnumSet.noneOf(TcpFlag.class);
    for (TcpFlag flag : TcpFlag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    int mss = flags.contains(TcpFlag.SYN) && random.nextInt(2) == 0 ? 1 + random.nextInt(9000) : 0;
    return new Tcp(port(), port(), number(), number(), flags, word(), mss);
  }

  /** None that is known to carry more than text. */
  private int port() {
    return 50_000 + random.nextInt(15_000);
  }

  private int word() {
    return random.nextInt(1 << 16);
  }

  private long number() {
    return random.nextLong() >>> 32;
  }

  private Payload payload() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(3) == 0 ? 0 : random.nextInt(200);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return Payload.of(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
