package org.stackbook.network.address;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.error.Refusal;

/**
 * An end of a TCP or UDP flow: an address and a port.
 *
 * <pre>{@code
 * Endpoint.parse("203.0.113.10:443").port() // → 443
 * }</pre>
 *
 * @param address of the host
 * @param port 0 to 65,535; 0 in ICMP, which has none
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {

  private static final int LARGEST = 65_535;
  private static final Pattern WRITTEN = Pattern.compile("([^:]*):([0-9]{1,5})");
  private static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

  /**
   * @throws Refusal if {@code port} is not 0 to 65,535
   */
  public Endpoint {
    if (port < 0 || port > LARGEST) {
      throw Refusal.of(address + ":" + port, "a port is 0 to 65,535").asException();
    }
  }

  /**
   * Reads {@code 203.0.113.10:443}.
   *
   * @throws Refusal if it is not an address, a colon and a port of 0 to 65,535
   */
  public static Endpoint parse(String text) {
    Matcher m = WRITTEN.matcher(text.strip());
    if (!m.matches()) {
      throw Refusal.of("\"" + text + "\"", "an end of a flow is an address, a colon and a port")
          .wayOut("write it like \"203.0.113.10:443\"")
          .asException();
    }
    return new Endpoint(
        IpAddress.parse(Objects.requireNonNull(m.group(1))), Integer.parseInt(m.group(2)));
  }

  /** By address, then by port. */
  @Override
  public int compareTo(Endpoint other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
