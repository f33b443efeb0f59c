package org.stackbook.network.packet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;

/**
 * The header of a TCP segment, with the option for the maximum segment size and no other.
 *
 * <pre>{@code
 * Tcp.of(50123, 443, TcpFlag.SYN).withMss(1460).length() // → 24
 * }</pre>
 *
 * <p>Source: RFC 9293.
 *
 * @param sourcePort 0 to 65,535
 * @param destinationPort 0 to 65,535
 * @param sequence number of the first byte of data, 0 to 4,294,967,295
 * @param acknowledgment number of the byte that is awaited next, 0 to 4,294,967,295
 * @param flags the control bits that are set
 * @param window bytes that the sender can take, 0 to 65,535
 * @param mss the largest segment that the sender takes, in bytes of data; 0 if it does not say,
 *     else up to 65,535 and only in a segment with {@link TcpFlag#SYN}
 */
public record Tcp(
    int sourcePort,
    int destinationPort,
    long sequence,
    long acknowledgment,
    Set<TcpFlag> flags,
    int window,
    int mss)
    implements Header {

  static final int LENGTH_WITHOUT_OPTIONS = 20;
  static final int MSS_OPTION_LENGTH = 4;

  /**
   * @throws Refusal if a number is out of its range, or {@code mss} is said without {@link
   *     TcpFlag#SYN}
   */
  public Tcp {
    Fields.within("sourcePort", sourcePort, Fields.SIXTEEN_BITS);
    Fields.within("destinationPort", destinationPort, Fields.SIXTEEN_BITS);
    Fields.within("sequence", sequence, Fields.THIRTY_TWO_BITS);
    Fields.within("acknowledgment", acknowledgment, Fields.THIRTY_TWO_BITS);
    Fields.within("window", window, Fields.SIXTEEN_BITS);
    Fields.within("mss", mss, Fields.SIXTEEN_BITS);
    EnumSet<TcpFlag> set = EnumSet.noneOf(TcpFlag.class);
    set.addAll(flags);
    flags = Collections.unmodifiableSet(set);
    if (mss > 0 && !flags.contains(TcpFlag.SYN)) {
      throw Refusal.of("mss " + mss, "only a segment with SYN tells the maximum segment size")
          .source("RFC 9293, section 3.7.1")
          .asException();
    }
  }

  /**
   * A header that begins to count at 0, with the largest window.
   *
   * @param sourcePort 0 to 65,535
   * @param destinationPort 0 to 65,535
   */
  public static Tcp of(int sourcePort, int destinationPort, TcpFlag... flags) {
    return new Tcp(
        sourcePort, destinationPort, 0, 0, Set.copyOf(List.of(flags)), Fields.SIXTEEN_BITS, 0);
  }

  @Override
  public int length() {
    return LENGTH_WITHOUT_OPTIONS + (mss > 0 ? MSS_OPTION_LENGTH : 0);
  }

  /** Whether a control bit is set. */
  public boolean has(TcpFlag flag) {
    return flags.contains(flag);
  }

  /**
   * The same between other ports.
   *
   * @param source 0 to 65,535
   * @param destination 0 to 65,535
   */
  public Tcp withPorts(int source, int destination) {
    return new Tcp(source, destination, sequence, acknowledgment, flags, window, mss);
  }

  /**
   * The same with other numbers.
   *
   * @param seq 0 to 4,294,967,295
   * @param ack 0 to 4,294,967,295
   */
  public Tcp withNumbers(long seq, long ack) {
    return new Tcp(sourcePort, destinationPort, seq, ack, flags, window, mss);
  }

  /**
   * The same with another maximum segment size, as those do that clamp it on its way.
   *
   * @param bytes of data, 1 to 65,535; 0 to say nothing
   */
  public Tcp withMss(int bytes) {
    return new Tcp(sourcePort, destinationPort, sequence, acknowledgment, flags, window, bytes);
  }

  /** The bits that are set, as Wireshark lists them: {@code [SYN, ACK]}. */
  String flagList() {
    return flags.stream().map(TcpFlag::name).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return "Transmission Control Protocol, Src Port: "
        + sourcePort
        + ", Dst Port: "
        + destinationPort
        + ", Seq: "
        + sequence
        + (has(TcpFlag.ACK) ? ", Ack: " + acknowledgment : "")
        + ", Flags: "
        + flagList()
        + (mss > 0 ? ", MSS: " + mss : "");
  }
}
