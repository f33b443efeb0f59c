package org.stackbook.network.acl;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.AclRanges;

/**
 * A kind of traffic, as a rule of a filter tells it: protocol, the ports that it goes to, and those
 * that it comes from.
 *
 * <pre>{@code
 * tcp(8000, 8080).from(49152, 65535).toString() // → TCP 8000–8080 from 49152–65535
 * }</pre>
 *
 * <p>Source: Differences and considerations for networking.
 */
public final class Traffic {

  private static final int LAST_PORT = 65_535;
  private static final int LAST_PROTOCOL = 255;

  /** All traffic: any protocol, any port. */
  public static final Traffic ANY = new Traffic(null, 0, LAST_PORT, 0, LAST_PORT);

  private final @Nullable Protocol protocol;
  private final int sourceFirst;
  private final int sourceLast;
  private final int first;
  private final int last;

  private Traffic(
      @Nullable Protocol protocol, int sourceFirst, int sourceLast, int first, int last) {
    this.protocol = protocol;
    this.sourceFirst = sourceFirst;
    this.sourceLast = sourceLast;
    this.first = first;
    this.last = last;
  }

  /**
   * Traffic of a protocol to some ports.
   *
   * @param protocol TCP or UDP
   * @param first port, 0 to 65,535
   * @param last port, not less than the first
   * @throws Refusal if rules cannot tell the protocol, or these are not such ports
   */
  public static Traffic of(Protocol protocol, int first, int last) {
    String given = typed(protocol, first, last);
    if (protocol != Protocol.TCP && protocol != Protocol.UDP) {
      throw Refusal.of(given, "a rule tells " + offered() + ", not " + protocol)
          .source(fact("vnet/nsgProtocols/0").citation())
          .wayOut("a rule on Traffic.ANY covers " + protocol + " with all other traffic")
          .asException();
    }
    checkPorts(given, first, last);
    return new Traffic(protocol, 0, LAST_PORT, first, last);
  }

  private static String offered() {
    FactBook book = Facts.networking();
    return String.join(
        ", ",
        book.entries("vnet/nsgProtocols").stream().map(path -> book.fact(path).text()).toList());
  }

  private static Fact fact(String path) {
    return Facts.networking().fact(path);
  }

  private static void checkPorts(String given, int first, int last) {
    if (first < 0 || last > LAST_PORT) {
      throw Refusal.of(given, "a port is 0 to 65,535").asException();
    }
    if (first > last) {
      throw Refusal.of(given, "ports are told from the first to the last")
          .wayOut("say " + last + ", " + first)
          .asException();
    }
  }

  /**
   * The same traffic from some ports only; else it is from any.
   *
   * @param from first port that it comes from, 0 to 65,535
   * @param to last port that it comes from, not less than the first
   * @throws Refusal if these are not such ports
   */
  public Traffic from(int from, int to) {
    checkPorts("from(" + from + ", " + to + ")", from, to);
    return new Traffic(protocol, from, to, first, last);
  }

  /** The protocol, or empty for any. */
  public Optional<Protocol> protocol() {
    return Optional.ofNullable(protocol);
  }

  /** Whether it is of one protocol and goes to one port. */
  boolean isOnePort() {
    return protocol != null && first == last;
  }

  boolean isFromAnyPort() {
    return sourceFirst == 0 && sourceLast == LAST_PORT;
  }

  boolean isFromOnePort() {
    return sourceFirst == sourceLast;
  }

  /** The numbers of its protocols in the header of IP. */
  AclRanges protocols() {
    return protocol == null
        ? AclRanges.of(0, LAST_PROTOCOL)
        : AclRanges.of(protocol.number(), protocol.number());
  }

  AclRanges sourcePorts() {
    return AclRanges.of(sourceFirst, sourceLast);
  }

  AclRanges ports() {
    return AclRanges.of(first, last);
  }

  /** As it is written in a cell: {@code tcp(443)}. */
  String typed() {
    String to = protocol == null ? "ANY" : typed(protocol, first, last);
    return isFromAnyPort() ? to : to + ".from(" + sourceFirst + ", " + sourceLast + ")";
  }

  private static String typed(Protocol protocol, int first, int last) {
    String word = protocol.name().toLowerCase(Locale.ROOT);
    return word + "(" + first + (first == last ? "" : ", " + last) + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Traffic traffic && traffic.typed().equals(typed());
  }

  @Override
  public int hashCode() {
    return Objects.hash(protocol, sourceFirst, sourceLast, first, last);
  }

  /** Such as {@code TCP 443}. */
  @Override
  public String toString() {
    String to = protocol == null ? "Any" : protocol + " " + ports(first, last);
    return isFromAnyPort() ? to : to + " from " + ports(sourceFirst, sourceLast);
  }

  private static String ports(int from, int to) {
    return from == to ? String.valueOf(from) : from + "–" + to;
  }
}
